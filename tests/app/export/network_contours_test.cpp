// The map of the loss of networks: the plane that the view has chosen, its losses where they belong, and every racer's
// path on it.
#include <gtest/gtest.h>

#include <cmath>
#include <regex>

#include "app/export/figures.h"
#include "app/export/svg.h"
#include "app/palette.h"
#include "app/widgets/number_format.h"
#include "data/data_sets.h"
#include "landscape/height_map.h"
#include "landscape/plane_grid.h"
#include "session/network_planes.h"
#include "session/network_session.h"
#include "svg_support.h"

namespace fallline::exporting {
namespace {

using test::count, test::expect_well_formed;
using training::NetworkExperiment;

NetworkExperiment small_experiment() {
  NetworkExperiment e = training::default_network_experiment();
  e.network = nn::network_spec(2, {4}, 1);
  e.data = {.set = "moons"};
  for (const Parameter& p : find_data_set("moons")->parameters) e.data.values.push_back(p.initial);
  e.data.values[0] = 40;
  e.batch_size = 10;
  return e;
}

std::shared_ptr<const NetworkSnapshot> trained(const NetworkExperiment& e, std::int64_t step = 120) {
  NetworkSession session(e);
  session.show(step);
  session.compute();
  return session.snapshot();
}

std::string draw(const NetworkSnapshot& run, const ViewSpec& view, int width = 900, int height = 760) {
  return network_contour_figure(run, view, width, height, [](double) {});
}

ViewSpec view_of(PlaneKind plane) {
  ViewSpec view;
  view.focus = 0;
  view.networks.plane = plane;
  return view;
}

NetworkPlane plane_of(const NetworkRacerSnapshot& r, const ViewSpec& view) {
  return std::get<NetworkPlane>(network_plane({r.setup, r.theta, r.memory, r.records}, {.kind = view.networks.plane}));
}

std::vector<double> numbers_in(const std::string& text) {
  static const std::regex number("-?[0-9]+(\\.[0-9]+)?");
  std::vector<double> all;
  for (std::sregex_iterator i(text.begin(), text.end(), number), end; i != end; ++i) all.push_back(std::stod(i->str()));
  return all;
}

// What the first group of the expression holds, at each of its matches.
std::vector<std::string> found(const std::string& svg, const std::string& expression) {
  const std::regex regex(expression);
  std::vector<std::string> all;
  for (std::sregex_iterator i(svg.begin(), svg.end(), regex), end; i != end; ++i) all.push_back((*i)[1]);
  return all;
}

// How a window lies in the figure: what is drawn on the map is cut off at its edges.
struct Placed {
  Placed(const std::string& svg, const Domain& w) : window(w) {
    const auto rects = found(svg, "<clipPath id=\"clip1\"><rect ([^>]*)/>");
    const auto n = rects.empty() ? std::vector<double>{} : numbers_in(rects[0]);
    EXPECT_EQ(n.size(), 4u);
    if (n.size() == 4) box = {n[0], n[1], n[0] + n[2], n[1] + n[3]};
  }
  Point pixel(double u, double v) const {
    return {box.left + box.width() * (u - window.x_min) / window.width(),
            box.bottom - box.height() * (v - window.y_min) / window.height()};
  }
  Domain window;
  Box box{};
};

// Even-odd, of the closed lines of a path's data.
bool is_inside(const std::string& data, Point p) {
  bool inside = false;
  for (const std::string& part : found(data, "M([^MZ]*)Z")) {
    const std::vector<double> n = numbers_in(part);
    for (std::size_t i = 0; i + 1 < n.size(); i += 2) {
      const std::size_t k = (i + 2) % n.size();
      if ((n[i + 1] > p.y) == (n[k + 1] > p.y)) continue;
      if (p.x < n[i] + (n[k] - n[i]) * (p.y - n[i + 1]) / (n[k + 1] - n[i + 1])) inside = !inside;
    }
  }
  return inside;
}

class OfEachPlane : public testing::TestWithParam<PlaneKind> {};
INSTANTIATE_TEST_SUITE_P(NetworkContours, OfEachPlane,
                         testing::Values(PlaneKind::path, PlaneKind::random, PlaneKind::weights,
                                         PlaneKind::eigenvectors, PlaneKind::points));

TEST_P(OfEachPlane, PathsEndWhereTheRacersAre) {
  const auto run = trained(small_experiment());
  const ViewSpec view = view_of(GetParam());
  const std::string svg = draw(*run, view);
  expect_well_formed(svg);
  const NetworkPlane plane = plane_of(run->racers[0], view);
  const Placed placed(svg, plane.window);
  for (const NetworkRacerSnapshot& r : run->racers) {
    const std::string colour = hex(ui::dark_palette.racers[static_cast<std::size_t>(r.spec.colour)]);
    const Projection here = project(plane.plane, r.theta), start = project(plane.plane, r.setup->start);
    const Point end = placed.pixel(here.u, here.v), begin = placed.pixel(start.u, start.v);
    const auto dots = found(svg, "<circle ([^>]*) r=\"5\" fill=\"" + colour + "\"");
    ASSERT_EQ(dots.size(), 1u);
    EXPECT_NEAR(numbers_in(dots[0])[0], end.x, 0.02);
    EXPECT_NEAR(numbers_in(dots[0])[1], end.y, 0.02);
    const auto start_marks = found(svg, "<circle ([^>]*) r=\"8\" fill=\"none\" stroke=\"#f4f6fa\"");
    ASSERT_EQ(start_marks.size(), 1u) << "all begin at the same weights";
    EXPECT_NEAR(numbers_in(start_marks[0])[0], begin.x, 0.02);
    EXPECT_NEAR(numbers_in(start_marks[0])[1], begin.y, 0.02);
    const auto paths = found(svg, "<path d=\"([^\"]*)\" stroke=\"" + colour + "\"");
    if (!plane.window.contains({here.u, here.v})) continue;
    ASSERT_EQ(paths.size(), 1u);
    const std::vector<double> n = numbers_in(paths[0]);
    ASSERT_GE(n.size(), 4u);
    EXPECT_NEAR(n[n.size() - 2], end.x, 1) << "half a pixel at which a path lies on itself is left out";
    EXPECT_NEAR(n[n.size() - 1], end.y, 1);
  }
}

TEST_P(OfEachPlane, SaysWhichItIs) {
  const auto run = trained(small_experiment());
  const ViewSpec view = view_of(GetParam());
  const std::string svg = draw(*run, view);
  const NetworkPlane plane = plane_of(run->racers[0], view);
  for (const std::string& text : {"plane: " + plane.text, plane.axes[0], plane.axes[1], std::string("step 120")})
    EXPECT_EQ(count(svg, ">" + escaped(text) + "<"), 1u) << text;
  const std::string loss = ui::format_number(run->racers[0].seen.training.loss);
  EXPECT_EQ(count(svg, fmt::format("L(θ) {0} · on the plane {0} · 0 off it", loss)), 1u) << "each goes through θ";
  for (const char* text : {">moons<", ">2-4-1, ", ">start<", ">L(θ)<"}) EXPECT_EQ(count(svg, text), 1u) << text;
  const NetworkRacerSnapshot& other = run->racers[1];
  const Projection at = project(plane.plane, other.theta);
  Eigen::VectorXd theta(plane.plane.origin.size());
  point_on(plane.plane, at.u, at.v, theta);
  const double there = other.objective().value({theta.data(), static_cast<std::size_t>(theta.size())}, {});
  EXPECT_EQ(count(svg, fmt::format(">L {} · plane {}<", ui::format_number(other.seen.training.loss, 3),
                                   ui::format_number(there, 3))),
            1u)
      << "what the other one's dot stands on is not its loss";
}

TEST_P(OfEachPlane, EveryBandIsWhereItsLossesAre) {
  const auto run = trained(small_experiment());
  const ViewSpec view = view_of(GetParam());
  const std::string svg = draw(*run, view);
  const NetworkRacerSnapshot& r = run->racers[0];
  const NetworkPlane plane = plane_of(r, view);
  const Placed placed(svg, plane.window);
  const auto bands = found(svg, "<path d=\"([^\"]*)\" fill=\"#");
  ASSERT_EQ(bands.size(), 40u);
  EXPECT_EQ(found(svg, "<path d=\"([^\"]*)\" stroke-width=\"[^\"]*\" stroke-opacity").size(), 20u);
  // As many points as the figure has: the highest and the lowest loss on them are the ends of the colours.
  constexpr int nodes = 201;
  const Grid grid =
      evaluate_plane(r.objective(), plane.plane, {}, {.window = plane.window, .columns = nodes, .rows = nodes});
  const HeightMap heights(grid, true);
  for (const auto& [column, row] : {std::pair{20, 20}, {180, 20}, {20, 180}, {180, 180}, {100, 60}, {37, 101}}) {
    const double u = std::lerp(plane.window.x_min, plane.window.x_max, column / (nodes - 1.0));
    const double v = std::lerp(plane.window.y_min, plane.window.y_max, row / (nodes - 1.0));
    const double height = heights(grid.at(column, row));
    const Point p = placed.pixel(u, v);
    const auto covering = std::ranges::count_if(bands, [&](const std::string& band) { return is_inside(band, p); });
    EXPECT_NEAR(static_cast<double>(covering), 40 * height + 0.5, 1) << column << ", " << row;
  }
}

TEST(NetworkContours, FollowTheView) {
  const auto run = trained(small_experiment());
  ViewSpec view = view_of(PlaneKind::random);
  const std::string first = draw(*run, view);
  ViewSpec other_seed = view;
  other_seed.networks.plane_seed = 2;
  EXPECT_NE(draw(*run, other_seed), first);
  ViewSpec linear = view;
  linear.networks.log_height = false;
  EXPECT_NE(draw(*run, linear), first);
  ViewSpec hidden = view;
  hidden.light = true;
  hidden.hidden = {0};
  hidden.focus = 1;
  const std::string svg = draw(*run, hidden);
  expect_well_formed(svg);
  EXPECT_EQ(count(svg, "Adam"), 0u);
  EXPECT_EQ(count(svg, hex(ui::light_palette.racers[0])), 0u);
  EXPECT_GT(count(svg, hex(ui::light_palette.racers[1])), 0u);
}

TEST(NetworkContours, LeaveOutRacersWithOtherParameters) {
  NetworkExperiment e = small_experiment();
  e.networks[e.racers[1].colour] = nn::network_spec(2, {5}, 1);
  const std::string svg = draw(*trained(e), view_of(PlaneKind::path));
  expect_well_formed(svg);
  EXPECT_EQ(count(svg, "· 1 racer has other parameters<"), 1u);
  EXPECT_EQ(count(svg, hex(ui::dark_palette.racers[1])), 0u);
}

TEST(NetworkContours, OfEverySizeAreWellFormed) {
  const auto run = trained(small_experiment());
  for (const auto& [width, height] : {std::pair{64, 64}, {64, 2000}, {2000, 64}, {320, 240}, {4000, 3000}})
    expect_well_formed(draw(*run, view_of(PlaneKind::path), width, height));
  expect_well_formed(draw(*trained(small_experiment(), 0), view_of(PlaneKind::path)));
}

TEST(NetworkContours, TellHowFarTheyAre) {
  double last = 0;
  network_contour_figure(*trained(small_experiment()), {}, 900, 760, [&](double done) {
    EXPECT_GE(done, last);
    last = done;
  });
  EXPECT_EQ(last, 1);
}

TEST(NetworkContours, OfNobodyAreNone) {
  NetworkExperiment e = small_experiment();
  e.racers.clear();
  EXPECT_THROW(draw(*trained(e), {}), Unwritable);
}

}  // namespace
}  // namespace fallline::exporting

// The map of the loss of networks, over a plane through θ-space.
#include <algorithm>

#include "app/export/contour_map.h"
#include "app/widgets/number_format.h"
#include "landscape/plane_grid.h"
#include "nn/single_precision.h"
#include "nn/weights.h"
#include "session/network_planes.h"

namespace fallline::exporting {
namespace {

constexpr int most_nodes = 201;    // of the grid along a side
constexpr double rounding = 1e-9;  // what it leaves of a distance of 0

Point on_plane(const Projection& p) { return {p.u, p.v}; }

// A plane through θ of one racer, and what is to be told of all of them there.
struct View {
  const NetworkRacerSnapshot& focus;
  NetworkPlane plane;

  bool has(const NetworkRacerSnapshot& r) const {
    return nn::same_layout(focus.objective().network(), r.objective().network());
  }
  Projection at(ConstVector theta) const { return project(plane.plane, theta); }

  // At the point nearest to where a racer is.
  double loss(const Projection& p) const {
    Eigen::VectorXd theta(plane.plane.origin.size());
    point_on(plane.plane, p.u, p.v, theta);
    std::vector<double> memory = focus.memory;
    return focus.objective().value({theta.data(), static_cast<std::size_t>(theta.size())}, {.memory = memory});
  }
};

View view_of(const NetworkSnapshot& snapshot, const ViewSpec& view) {
  const NetworkRacerSnapshot* focus = focused_racer(snapshot, view);
  if (!focus) throw Unwritable{"without an optimizer there is no path to look around"};
  auto made = network_plane({focus->setup, focus->theta, focus->memory, focus->records}, plane_choice(view.networks));
  if (auto* why = std::get_if<std::string>(&made)) throw Unwritable{std::move(*why)};
  return {*focus, std::get<NetworkPlane>(std::move(made))};
}

// Through its records up to the step shown, and to where it is then.
MapPath path_of(const View& view, const NetworkRacerSnapshot& r, const Look& look) {
  std::vector<Point> points;
  for (const auto& record : r.records)
    if (record->seen.step <= r.step) points.push_back(on_plane(view.at(record->theta)));
  const Projection here = view.at(r.theta);
  points.push_back(on_plane(here));
  std::string remark;
  if (here.distance > rounding)
    remark = fmt::format("L {} · plane {}", ui::format_number(r.seen.training.loss, 3),
                         ui::format_number(view.loss(here), 3));
  const std::size_t count = points.size();
  return {racer_label(r.spec),
          std::move(remark),
          look.racer(r.spec.colour),
          count,
          [points = std::move(points)](std::size_t i) { return points[i]; },
          on_plane(here)};
}

// Racers that are to be seen and cannot: their parameters are others.
std::string left_out(std::size_t racers) {
  if (racers == 0) return "";
  return fmt::format(" · {} {} other parameters", racers, racers == 1 ? "racer has" : "racers have");
}

std::string losses(const View& view) {
  const Projection here = view.at(view.focus.theta);
  return fmt::format("{}: L(θ) {} · on the plane {} · {} off it", racer_label(view.focus.spec),
                     ui::format_number(view.focus.seen.training.loss), ui::format_number(view.loss(here)),
                     ui::format_number(here.distance > rounding ? here.distance : 0, 2));
}

Grid grid_of(const View& view, const Box& area, const Progress& progress) {
  const auto nodes = [](double pixels) { return std::clamp(static_cast<int>(pixels / 1.5), 2, most_nodes); };
  std::vector<double> memory = view.focus.memory;
  const nn::SinglePrecision objective(view.focus.objective());
  return evaluate_plane(objective, view.plane.plane, {.memory = memory},
                        {.window = view.plane.window, .columns = nodes(area.width()), .rows = nodes(area.height())}, {},
                        {.share = progress});
}

}  // namespace

std::string network_contour_figure(const NetworkSnapshot& snapshot, const ViewSpec& spec, int width, int height,
                                   const Progress& progress) {
  const View view = view_of(snapshot, spec);
  const Look look = look_of(spec);
  ContourMap map{.view = spec,
                 .width = width,
                 .height = height,
                 .title = data_name(snapshot),
                 .formula = network_text(snapshot, view.focus),
                 .notes = {},
                 .step = snapshot.step,
                 .axes = view.plane.axes,
                 .paths = {},
                 .starts = {},
                 .critical = {},
                 .log_height = spec.networks.log_height,
                 .grid = {}};
  std::size_t others = 0;
  for (const NetworkRacerSnapshot& r : snapshot.racers) {
    if (is_hidden(spec, r.spec)) continue;
    if (!view.has(r)) {
      ++others;
      continue;
    }
    map.paths.push_back(path_of(view, r, look));
    const Point start = on_plane(view.at(r.setup->start));
    if (std::ranges::find(map.starts, start) == map.starts.end()) map.starts.push_back(start);
  }
  map.notes = {"plane: " + view.plane.text + left_out(others), losses(view)};
  map.grid = grid_of(view, area_of(map), progress);
  return figure_of(map);
}

}  // namespace fallline::exporting

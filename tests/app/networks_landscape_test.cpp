// The loss surface around θ: what is computed in the background, when it is computed anew, and what a hand does with
// it.
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>
#include <random>

#include "app/networks/landscape.h"
#include "data/data_sets.h"
#include "lab_fixture.h"
#include "landscape/plane_grid.h"
#include "session/network_session.h"

namespace fallline {
namespace {

using training::NetworkExperiment;

constexpr int nodes = NetworkLandscape::nodes;

// Small enough, with few samples, that all surfaces of these tests take a moment.
NetworkExperiment small_experiment(double samples = 40) {
  NetworkExperiment e = training::default_network_experiment();
  e.network = nn::network_spec(2, {4}, 1);
  e.data = {.set = "moons"};
  for (const Parameter& p : find_data_set("moons")->parameters) e.data.values.push_back(p.initial);
  e.data.values[0] = samples;
  e.batch_size = 10;
  e.steps = 400;
  return e;
}

// A session and its surface, as the lab has them.
struct Looked {
  explicit Looked(NetworkExperiment e = small_experiment()) : session(std::move(e)) { view.focus = 0; }

  void train(std::int64_t step) {
    session.show(step);
    session.compute();
    snapshot = session.snapshot(transport);
  }
  void update() { landscape.update(*snapshot, view, wish); }
  // Until all is there; how many updates that took.
  int settle() {
    for (int i = 1; i < 1000; ++i) {
      update();
      if (!landscape.computing()) return i;
      landscape.wait();
    }
    ADD_FAILURE() << "it is never done";
    return 0;
  }
  void look(std::int64_t step) {
    train(step);
    settle();
  }
  const NetworkRacerSnapshot& racer(std::size_t i = 0) const { return snapshot->racers[i]; }
  double loss_at(double u, double v) const {
    Eigen::VectorXd theta(landscape.plane()->plane.origin.size());
    point_on(landscape.plane()->plane, u, v, theta);
    return racer().objective().value({theta.data(), static_cast<std::size_t>(theta.size())}, {});
  }

  NetworkSession session;
  NetworkLandscape landscape{[] {}};
  ViewSpec view;
  LandscapeState wish;
  Transport transport;
  std::shared_ptr<const NetworkSnapshot> snapshot;
};

TEST(NetworkLandscape, HoldsTheLossOnEachKindOfPlane) {
  Looked l;
  l.train(60);
  for (const auto& info : plane_kinds()) {
    SCOPED_TRACE(info.key);
    l.view.networks.plane = info.kind;
    l.settle();
    ASSERT_TRUE(l.landscape.plane()) << l.landscape.trouble();
    ASSERT_TRUE(l.landscape.complete());
    const Grid& grid = l.landscape.grid();
    for (const auto& [column, row] : {std::pair{0, 0}, {128, 0}, {17, 101}, {64, 64}, {128, 128}}) {
      const double u = std::lerp(grid.domain.x_min, grid.domain.x_max, column / 128.0);
      const double v = std::lerp(grid.domain.y_min, grid.domain.y_max, row / 128.0);
      const double loss = l.loss_at(u, v);
      const HeightMap& heights = l.landscape.heights();
      EXPECT_NEAR(grid.at(column, row), loss, 1e-5 * (heights.high() - heights.low())) << "enough for a picture";
      EXPECT_NEAR(l.landscape.height_at({u, v}), heights(loss), 2e-3);
    }
    EXPECT_TRUE(std::isnan(l.landscape.height_at({grid.domain.x_max + 1, grid.domain.y_min})));
    const Projection here = project(l.landscape.plane()->plane, l.racer().theta);
    EXPECT_NEAR(here.distance, 0, 1e-9) << "every plane goes through θ";
    EXPECT_TRUE(grid.domain.contains({here.u, here.v}));
  }
}

TEST(NetworkLandscape, TellsTheTrueLossBesideTheSlice) {
  Looked l;
  l.view.networks.follow = false;
  l.look(60);
  l.look(90);
  ASSERT_TRUE(l.landscape.told());
  const auto [loss, on_plane, distance] = *l.landscape.told();
  const std::vector<double>& theta = l.racer().theta;
  EXPECT_EQ(loss, l.racer().objective().value(theta, {}));
  const Projection here = project(l.landscape.plane()->plane, theta);
  EXPECT_NEAR(on_plane, l.loss_at(here.u, here.v), 1e-12);
  const Plane& plane = l.landscape.plane()->plane;
  const Eigen::VectorXd left = Eigen::Map<const Eigen::VectorXd>(theta.data(), plane.origin.size()) - plane.origin -
                               here.u * plane.d1 - here.v * plane.d2;
  EXPECT_NEAR(distance, left.norm(), 1e-12);
  EXPECT_GT(distance, 1e-3) << "thirty steps on, θ has left the plane";
}

TEST(NetworkLandscape, HoldsThePathWithAMargin) {
  Looked l;
  l.look(200);
  ASSERT_EQ(l.landscape.paths().size(), l.snapshot->racers.size());
  const auto& path = l.landscape.paths()[0];
  ASSERT_EQ(path.points.size(), l.racer().records.size());
  const Domain& d = l.landscape.grid().domain;
  for (std::size_t i = 0; i < path.points.size(); ++i) {
    EXPECT_EQ(path.points[i].record, l.racer().records[i]);
    EXPECT_TRUE(d.contains({path.points[i].at.u, path.points[i].at.v}));
  }
  EXPECT_EQ(path.step, 200);
}

TEST(NetworkLandscape, HasDirectionsOfChanceUntilThereIsAPath) {
  Looked l;
  l.look(0);
  ASSERT_TRUE(l.landscape.plane());
  EXPECT_NE(l.landscape.plane()->text.find("until the path has three points"), std::string::npos);
  l.look(8);
  EXPECT_NE(l.landscape.plane()->text.find("PCA of the path"), std::string::npos);
}

TEST(NetworkLandscape, StaysUntilThePathIsTwiceAsLong) {
  Looked l;
  l.look(100);
  const int first = l.landscape.plane_number();
  l.look(110);
  EXPECT_EQ(l.landscape.plane_number(), first);
  l.look(200);
  EXPECT_EQ(l.landscape.plane_number(), first + 1);
  l.view.networks.follow = false;
  l.look(400);
  EXPECT_EQ(l.landscape.plane_number(), first + 1);
  EXPECT_EQ(l.landscape.paths()[0].points.size(), l.racer().records.size()) << "the path goes on all the same";
}

TEST(NetworkLandscape, FollowsARacerThatLeavesTheWindow) {
  for (const bool follow : {false, true}) {
    Looked l;
    l.view.networks.follow = follow;
    l.look(100);
    const int first = l.landscape.plane_number();
    const auto& here = l.landscape.paths()[0].here;
    l.wish.window = {first, {here.u - 1e-3, here.u + 1e-3, here.v - 1e-3, here.v + 1e-3}};
    l.settle();
    EXPECT_EQ(l.landscape.plane_number(), first);
    l.look(120);
    EXPECT_EQ(l.landscape.plane_number(), follow ? first + 1 : first);
  }
}

TEST(NetworkLandscape, AHandMayLeaveTheRacerOut) {
  Looked l;
  l.look(100);
  const int first = l.landscape.plane_number();
  const auto& here = l.landscape.paths()[0].here;
  const Domain whole = l.landscape.grid().domain, aside{here.u + 90, here.u + 91, here.v, here.v + 1};
  l.wish.window = {first, aside};
  l.settle();
  EXPECT_EQ(l.landscape.grid().domain, aside);
  EXPECT_TRUE(l.landscape.complete());
  l.look(390);
  EXPECT_EQ(l.landscape.plane_number(), first);
  EXPECT_EQ(l.landscape.grid().domain, aside);
  l.wish.window.reset();
  l.settle();
  EXPECT_EQ(l.landscape.plane_number(), first + 1) << "without the hand the path has grown";
  l.wish.window = {first, aside};
  l.settle();
  EXPECT_FALSE(l.landscape.grid().domain == aside) << "that was a part of another plane";
  EXPECT_FALSE(l.landscape.grid().domain == whole);
}

TEST(NetworkLandscape, IsComputedAnewWhenSomethingElseIsChosen) {
  Looked l;
  l.view.networks.plane = PlaneKind::random;
  l.look(50);
  int number = l.landscape.plane_number();
  const auto expect_another = [&](std::string_view what) {
    l.settle();
    EXPECT_EQ(l.landscape.plane_number(), ++number) << what;
  };
  const Eigen::VectorXd before = l.landscape.plane()->plane.d1;
  ++l.view.networks.plane_seed;
  expect_another("seed");
  EXPECT_GT((l.landscape.plane()->plane.d1 - before).norm(), 0.1);
  l.view.networks.plane = PlaneKind::weights;
  expect_another("kind");
  l.view.networks.weights = {3, 11};
  expect_another("weights");
  EXPECT_EQ(l.landscape.plane()->plane.d1[3], 1);
  EXPECT_EQ(l.landscape.plane()->plane.d2[11], 1);
  ++l.wish.asked;
  expect_another("asked for");
  l.view.focus = 1;
  expect_another("focus");
  NetworkExperiment e = l.session.experiment();
  e.network.layers[0].l2 = 0.1;
  ASSERT_FALSE(l.session.edit(e));
  l.train(60);
  expect_another("another loss");
  ++l.view.networks.plane_seed;
  l.settle();
  EXPECT_EQ(l.landscape.plane_number(), number) << "the seed is of random planes alone";
}

TEST(NetworkLandscape, HeightsAreLinearOrLogarithmic) {
  Looked l;
  l.look(100);
  const int version = l.landscape.version(), number = l.landscape.plane_number();
  const double middle = 0.5 * (l.landscape.heights().low() + l.landscape.heights().high());
  EXPECT_GT(l.landscape.heights()(middle), 0.6);
  l.view.networks.log_height = false;
  l.settle();
  EXPECT_NEAR(l.landscape.heights()(middle), 0.5, 1e-9);
  EXPECT_GT(l.landscape.version(), version);
  EXPECT_EQ(l.landscape.plane_number(), number);
}

TEST(NetworkLandscape, GoesFromCoarseToFine) {
  NetworkExperiment e = small_experiment(500);
  e.network = nn::network_spec(2, {16}, 1);
  Looked l(e);
  l.train(0);
  std::vector<int> seen;
  do {
    l.update();
    const Grid& grid = l.landscape.grid();
    ASSERT_EQ(grid.values.size(), static_cast<std::size_t>(grid.columns) * static_cast<std::size_t>(grid.rows));
    EXPECT_TRUE(std::ranges::all_of(grid.values, [](double loss) { return std::isfinite(loss); }))
        << "what is shown is there";
    if (seen.empty() || seen.back() != grid.columns) seen.push_back(grid.columns);
  } while (l.landscape.computing());
  EXPECT_EQ(seen.back(), nodes);
  EXPECT_GT(seen.size(), 2u);
  EXPECT_TRUE(std::ranges::is_sorted(seen));
  for (const int columns : seen) EXPECT_TRUE(columns == 0 || (nodes - 1) % (columns - 1) == 0) << columns;
  EXPECT_FALSE(l.landscape.progress());
}

TEST(NetworkLandscape, TheLastWishWinsAndNobodyWaits) {
  NetworkExperiment e = small_experiment(1000);
  e.network = nn::network_spec(2, {64, 64}, 1);
  e.steps = 10;
  Looked l(e);
  l.view.networks.plane = PlaneKind::random;
  l.train(0);
  double longest = 0;
  for (int i = 0; i < 40; ++i) {
    ++l.view.networks.plane_seed;
    const auto begun = std::chrono::steady_clock::now();
    l.update();
    longest = std::max(longest, std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count());
  }
  // All of one surface takes seconds here.
  EXPECT_LT(longest, 0.5);
  l.update();
  EXPECT_TRUE(l.landscape.computing());
  while (!l.landscape.plane() || l.landscape.plane()->text.find("(seed 41)") == std::string::npos) l.update();
  EXPECT_EQ(l.landscape.plane_number(), 40);
}

TEST(NetworkLandscape, LeavesTrainingTheProcessor) {
  Looked l(small_experiment(1000));
  l.look(20);
  const int first = l.landscape.plane_number();
  ++l.wish.asked;  // with its duration known from here on
  l.settle();
  l.transport.playing = true;
  l.train(60);
  l.update();
  EXPECT_FALSE(l.landscape.progress()) << "it has just been computed";
  EXPECT_EQ(l.landscape.plane_number(), first + 1);
  l.transport.playing = false;
  l.train(60);
  l.update();
  EXPECT_TRUE(l.landscape.progress()) << "nobody else needs the processor";
}

TEST(NetworkLandscape, SaysWhyThereIsNone) {
  Looked l;
  l.look(20);
  auto broken = std::make_shared<NetworkSnapshot>(*l.snapshot);
  ++broken->version;
  broken->racers[0].theta[3] = std::numeric_limits<double>::quiet_NaN();
  const auto good = l.snapshot;
  l.snapshot = broken;
  ++l.wish.asked;
  l.settle();
  EXPECT_FALSE(l.landscape.plane());
  EXPECT_NE(l.landscape.trouble().find("not finite"), std::string::npos);
  EXPECT_TRUE(l.landscape.paths().empty());
  EXPECT_FALSE(l.landscape.told());
  auto whole = std::make_shared<NetworkSnapshot>(*good);
  whole->version = broken->version + 1;
  l.snapshot = whole;
  l.settle();
  EXPECT_TRUE(l.landscape.plane());
  EXPECT_EQ(l.landscape.trouble(), "");
}

TEST(NetworkLandscape, NeedsARacer) {
  Looked l;
  l.look(20);
  NetworkExperiment e = l.session.experiment();
  const auto racers = std::exchange(e.racers, {});
  ASSERT_FALSE(l.session.edit(e));
  l.look(20);
  EXPECT_FALSE(l.landscape.plane());
  EXPECT_NE(l.landscape.trouble(), "");
  e.racers = racers;
  ASSERT_FALSE(l.session.edit(e));
  l.look(20);
  EXPECT_TRUE(l.landscape.plane());
}

TEST(NetworkLandscape, LeavesOutWhoHasOtherParameters) {
  NetworkExperiment e = small_experiment();
  e.networks[1] = nn::network_spec(2, {5}, 1);
  Looked l(e);
  l.look(40);
  ASSERT_EQ(l.landscape.paths().size(), 1u);
  EXPECT_EQ(l.landscape.paths()[0].colour, 0);
  // Another activation has the same ones.
  e.networks[1] = nn::network_spec(2, {4}, 1, "relu");
  ASSERT_FALSE(l.session.edit(e));
  l.look(40);
  EXPECT_EQ(l.landscape.paths().size(), 2u);
}

TEST(NetworkLandscape, ARunBegunAnewHasItsOwnPath) {
  Looked l;
  l.look(100);
  const Grid first = l.landscape.grid();
  l.session.reset();
  l.look(0);
  EXPECT_EQ(l.landscape.paths()[0].points.size(), 1u);
  EXPECT_EQ(l.landscape.grid().values, first.values) << "on the old plane, until there is a new one";
  const int number = l.landscape.plane_number();
  l.look(100);
  EXPECT_EQ(l.landscape.plane_number(), number + 1);
  EXPECT_EQ(l.landscape.grid().values, first.values) << "the same run has the same surface";
}

TEST(NetworkLandscape, NothingGrows) {
  Looked l;
  std::mt19937 random(5);
  for (int i = 0; i < 60; ++i) {
    l.view.networks.plane = plane_kinds()[random() % plane_kinds().size()].kind;
    l.train(static_cast<std::int64_t>(random() % 400));
    l.update();
  }
  l.settle();
  ASSERT_EQ(l.landscape.paths().size(), 2u);
  for (const auto& path : l.landscape.paths()) EXPECT_EQ(path.points.size(), l.racer().records.size());
  EXPECT_EQ(l.landscape.grid().values.size(), std::size_t{nodes} * nodes);
}

class LandscapePanel : public test::LabFixture {
 protected:
  LandscapePanel() : LabFixture("", document()) {
    loop.resize({1600, 960});
    settle();
  }
  static Document document() {
    Document d = default_network_document();
    d.experiment = small_experiment();
    d.view.step = 100;
    return d;
  }
  // The background too.
  void settle() {
    LabFixture::settle();
    for (int i = 0; i < 100 && lab.computing(); ++i) {
      lab.wait();
      loop.frames(1);
    }
  }
  const NetworkLandscape& landscape() { return lab.networks_scene().landscape(); }
  const NetworkView& view() { return lab.state().view.networks; }
};

TEST_F(LandscapePanel, AComboChoosesThePlane) {
  const int number = landscape().plane_number();
  loop.click(middle("landscape.plane"));
  loop.key(compat::Key::down);
  loop.key(compat::Key::enter);
  settle();
  EXPECT_EQ(view().plane, PlaneKind::random);
  EXPECT_EQ(landscape().plane_number(), number + 1);
  loop.click(middle("landscape.dice"));
  settle();
  EXPECT_EQ(view().plane_seed, 2u);
  EXPECT_EQ(landscape().plane_number(), number + 2);
  loop.click(middle("landscape.recompute"));
  settle();
  EXPECT_EQ(landscape().plane_number(), number + 3);
}

TEST_F(LandscapePanel, ParametersAreChosenByName) {
  lab.state().view.networks.plane = PlaneKind::weights;
  settle();
  loop.click(middle("landscape.more"));
  loop.click(middle("landscape.weight.1"));
  loop.type("b2");
  loop.key(compat::Key::enter);
  loop.frames(2);
  loop.key(compat::Key::escape);
  settle();
  EXPECT_EQ(view().weights[1], 16);  // W1 4×2, b1 4, W2 1×4, b2
  EXPECT_NE(landscape().plane()->text.find("b2[0;0]"), std::string::npos);
}

TEST_F(LandscapePanel, TheMapPansAndZoomsThePlane) {
  loop.click(middle("landscape.contours"));
  settle();
  ASSERT_TRUE(view().contours);
  const Domain whole = landscape().grid().domain;
  const int number = landscape().plane_number();
  loop.move(middle("landscape", 0.5f, 0.6f));
  loop.wheel(3);
  settle();
  const Domain zoomed = landscape().grid().domain;
  EXPECT_LT(zoomed.width(), 0.8 * whole.width());
  loop.drag(middle("landscape", 0.5f, 0.6f), middle("landscape", 0.6f, 0.6f));
  settle();
  EXPECT_LT(landscape().grid().domain.x_min, zoomed.x_min);
  EXPECT_NEAR(landscape().grid().domain.width(), zoomed.width(), 1e-9);
  EXPECT_EQ(landscape().plane_number(), number);
  loop.double_click(middle("landscape", 0.4f, 0.6f));
  settle();
  EXPECT_EQ(landscape().grid().domain, whole);
}

TEST_F(LandscapePanel, TheEyeTurnsAndComesNearer) {
  const render::Camera before = lab.state().camera;
  loop.drag(middle("landscape", 0.4f, 0.6f), middle("landscape", 0.6f, 0.6f));
  EXPECT_NE(lab.state().camera.azimuth, before.azimuth);
  loop.move(middle("landscape", 0.5f, 0.6f));
  loop.wheel(2);
  EXPECT_LT(lab.state().camera.distance, before.distance);
  loop.double_click(middle("landscape", 0.4f, 0.6f));
  EXPECT_EQ(lab.state().camera.azimuth, before.azimuth);
}

TEST_F(LandscapePanel, ABallThatIsPointedAtMarksItsStep) {
  loop.click(middle("landscape.contours"));
  settle();
  loop.move(middle("landscape.ball.0"));
  loop.frames(2);
  ASSERT_TRUE(lab.state().pointing.step);
  EXPECT_NEAR(static_cast<double>(*lab.state().pointing.step), 100, 15);
}

TEST_F(LandscapePanel, SwitchesOfThePopup) {
  const int version = landscape().version();
  loop.click(middle("landscape.more"));
  loop.click(middle("landscape.log"));
  loop.click(middle("landscape.follow"));
  settle();
  EXPECT_FALSE(view().log_height);
  EXPECT_FALSE(view().follow);
  EXPECT_GT(landscape().version(), version);
}

TEST_F(LandscapePanel, AtEverySize) {
  for (const bool contours : {false, true}) {
    lab.state().view.networks.contours = contours;
    for (const auto& info : plane_kinds()) {
      lab.state().view.networks.plane = info.kind;
      for (const ImVec2 size :
           {ImVec2(1920, 1080), ImVec2(1280, 800), ImVec2(640, 400), ImVec2(200, 150), ImVec2(1, 1)}) {
        loop.resize(size);
        loop.frames(4);
      }
    }
  }
  loop.resize({1280, 800});
  settle();
  EXPECT_TRUE(lab.places().contains("landscape.plane"));
  EXPECT_TRUE(landscape().complete());
}

}  // namespace
}  // namespace fallline

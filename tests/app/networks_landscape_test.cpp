// The loss surface around θ: what it holds, of which racers, and what it says where there is none.
#include "app/networks/landscape.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>

#include "networks_landscape_support.h"

namespace fallline {
namespace {

using test::Looked;
using test::small_experiment;
using training::NetworkExperiment;

constexpr int nodes = NetworkLandscape::nodes;

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

}  // namespace
}  // namespace fallline

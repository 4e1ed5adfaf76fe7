// The loss surface around θ: when it is computed anew, and how that goes on in the background.
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cmath>

#include "networks_landscape_support.h"

namespace fallline {
namespace {

using test::Looked;
using test::small_experiment;
using training::NetworkExperiment;

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
  EXPECT_EQ(seen.back(), NetworkLandscape::nodes);
  EXPECT_GT(seen.size(), 2u);
  EXPECT_TRUE(std::ranges::is_sorted(seen));
  for (const int columns : seen)
    EXPECT_TRUE(columns == 0 || (NetworkLandscape::nodes - 1) % (columns - 1) == 0) << columns;
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

}  // namespace
}  // namespace fallline

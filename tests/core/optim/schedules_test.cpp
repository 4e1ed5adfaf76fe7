// Schedules against numbers worked by hand, and what they do to a racer.
#include <gtest/gtest.h>

#include <cmath>

#include "optim/schedule_curve.h"
#include "support/objectives.h"
#include "support/racing.h"

namespace fallline {
namespace {

using Factors = std::vector<double>;

void expect_curve(const std::vector<BlockSpec>& chain, const Factors& expected,
                  const std::vector<double>& losses = {}) {
  const Factors curve = schedule_curve(chain, expected.size(), losses);
  ASSERT_EQ(curve.size(), expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) EXPECT_NEAR(curve[i], expected[i], 1e-15) << "step " << i + 1;
}

TEST(Schedule, StepsDown) {
  expect_curve({{"step", {0.5, 3}}}, {1, 1, 1, 0.5, 0.5, 0.5, 0.25});
  expect_curve({{"step", {0.1, 1}}}, {1, 0.1, 0.01});
}
TEST(Schedule, Exponential) { expect_curve({{"exponential", {0.5}}}, {1, 0.5, 0.25, 0.125}); }
TEST(Schedule, InverseTime) { expect_curve({{"inverse_time", {0.5}}}, {1, 1 / 1.5, 0.5, 0.4}); }
TEST(Schedule, Linear) { expect_curve({{"linear", {4, 0.2}}}, {1, 0.8, 0.6, 0.4, 0.2, 0.2, 0.2}); }
TEST(Schedule, Cosine) {
  const double root = std::sqrt(0.5);
  expect_curve({{"cosine", {4, 0}}}, {1, 0.5 + 0.5 * root, 0.5, 0.5 - 0.5 * root, 0, 0});
  expect_curve({{"cosine", {2, 0.5}}}, {1, 0.75, 0.5, 0.5});
}
TEST(Schedule, Warmup) { expect_curve({{"warmup", {4}}}, {0.25, 0.5, 0.75, 1, 1}); }
// d^−½ min(t^−½, t W^−³ᐟ²) as in the paper, over its value at t = W.
TEST(Schedule, InverseRoot) {
  Factors expected;
  const double w = 4;
  for (double t = 1; t <= 12; ++t)
    expected.push_back(std::min(1 / std::sqrt(t), t * std::pow(w, -1.5)) / (1 / std::sqrt(w)));
  EXPECT_DOUBLE_EQ(expected[3], 1);
  expect_curve({{"inverse_sqrt", {w}}}, expected);
}
// T = 10, p = 0.4: four steps up, four down, two to a hundredth.
TEST(Schedule, OneCycle) {
  expect_curve({{"one_cycle", {10, 0.2, 0.4}}}, {0.2, 0.4, 0.6, 0.8, 1, 0.8, 0.6, 0.4, 0.2, 0.2 * 0.505, 0.002, 0.002});
  expect_curve({{"one_cycle", {4, 0.5, 0.5}}}, {0.5, 0.75, 1, 0.75, 0.005, 0.005});
}
TEST(Schedule, Cyclic) { expect_curve({{"cyclic", {2, 0.5}}}, {0.5, 0.75, 1, 0.75, 0.5, 0.75, 1, 0.75, 0.5}); }

// Patience 1: the second step on end without a gain halves the rate, and the count begins anew.
TEST(Schedule, PlateauHalvesWhenTheLossStalls) {
  expect_curve({{"plateau", {0.5, 1, 0}}}, {1, 1, 1, 0.5, 0.5, 0.25, 0.25, 0.25}, {10, 9, 9, 9, 9.5, 9.2, 8, 8});
  // A gain of less than a tenth is none.
  expect_curve({{"plateau", {0.5, 1, 0.1}}}, {1, 1, 0.5, 0.5, 0.5}, {10, 9.5, 9.2, 8.9, 8.9});
  // Of a negative loss as well, whose tenth has to be subtracted.
  expect_curve({{"plateau", {0.5, 1, 0.1}}}, {1, 1, 0.5, 0.5}, {-10, -10.5, -10.9, -11.1});
  // Where the losses end it holds still.
  expect_curve({{"plateau", {0.5, 0, 0}}}, {1, 0.5, 0.5, 0.5}, {1, 1});
}

TEST(Schedule, SeveralMultiplyAndOtherBlocksAreNone) {
  expect_curve({{"warmup", {2}}, {"clip_norm", {1}}, {"exponential", {0.5}}, {"learning_rate", {3}}},
               {0.5, 0.5, 0.25, 0.125});
  expect_curve({{"learning_rate", {3}}}, {1, 1});
  EXPECT_FALSE(has_schedule(std::vector<BlockSpec>{{"learning_rate", {3}}}));
  EXPECT_TRUE(has_schedule(std::vector<BlockSpec>{{"learning_rate", {3}}, {"cosine", {10, 0}}}));
}

// Every schedule of the table: the curve is what a racer's steps are multiplied by, and it stays finite.
TEST(Schedule, IsWhatTheRacerDoes) {
  const test::Separable bowl({1, 3});
  for (const BlockInfo& info : blocks()) {
    if (info.group != BlockGroup::schedule) continue;
    SCOPED_TRACE(info.key);
    BlockSpec spec = block_spec(info);
    if (info.key == "plateau") spec.values[1] = 2;
    const std::vector<BlockSpec> chain{spec};
    const auto racer = make_racer(2, *find_optimizer("sgd"), std::vector{0.9}, chain);
    racer->place(bowl, std::vector<double>{1, 1});
    std::vector<double> losses, factors;
    for (int t = 0; t < 100; ++t) {
      losses.push_back(racer->loss());
      const auto parts = racer->next_step(bowl, {}).parts;
      factors.push_back(parts.back().vector[1] / (-0.9 * parts.front().vector[1]));
      ASSERT_EQ(racer->advance(bowl, {}, 1, {}), 1u);
    }
    const Factors curve = schedule_curve(chain, 100, losses);
    for (std::size_t i = 0; i < 100; ++i) ASSERT_NEAR(curve[i], factors[i], 1e-12) << "step " << i + 1;
    const Factors all = schedule_curve(chain, 5000, losses);
    for (const double f : all) ASSERT_TRUE(f >= 0 && f <= 1);
    EXPECT_NE(all.front(), all[4321]);
  }
}

}  // namespace
}  // namespace fallline

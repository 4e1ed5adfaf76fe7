// Losses in single precision against those in double, over windows of planes as pictures show them.
#include "nn/single_precision.h"

#include <gtest/gtest.h>

#include <limits>

#include <cmath>

#include "math/random.h"

namespace fallline::nn {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;

constexpr Index side = 9;  // 81 points: no whole number of registers

std::shared_ptr<Dataset> data_for(Target target, std::size_t outputs, Index samples) {
  Random random(3);
  auto data = std::make_shared<Dataset>();
  data->x.resize(samples, 2);
  data->y.resize(samples, target == Target::real ? static_cast<Index>(outputs) : 0);
  for (double& v : data->x.reshaped()) v = random.normal();
  for (double& v : data->y.reshaped()) v = random.normal();
  if (target == Target::real) return data;
  data->classes = target == Target::one_of ? static_cast<int>(outputs) : 2;
  for (Index i = 0; i < samples; ++i)
    data->label.push_back(static_cast<int>(random.bits() % static_cast<std::uint64_t>(data->classes)));
  return data;
}

NetworkObjective objective_of(NetworkSpec network, const LossSpec& loss, Index samples = 203) {
  const Target target = find_loss(loss.key)->target;
  const std::size_t outputs = target == Target::real ? 2 : target == Target::one_of ? 3 : 1;
  network.layers.back().width = outputs;
  return NetworkObjective(std::move(network), loss, data_for(target, outputs, samples));
}

// A window of a plane of chance around the initial parameters.
MatrixXd window(const NetworkObjective& objective, double reach) {
  const auto n = static_cast<Index>(objective.dimension());
  const std::vector<double> start = initial_parameters(objective.network(), 5);
  MatrixXd directions(n, 2), points(n, side * side);
  Random random(8);
  for (double& v : directions.reshaped()) v = random.normal() * reach;
  for (Index i = 0; i < points.cols(); ++i)
    points.col(i) = Eigen::Map<const Eigen::VectorXd>(start.data(), n) +
                    directions * Eigen::Vector2d(i % side - side / 2, i / side - side / 2) / side;
  return points;
}

struct Losses {
  std::vector<double> single, twice;
  // That a picture may be off: a share of the range, and what numbers of this size are rounded by.
  double allowed() const {
    const auto [low, high] = std::minmax_element(twice.begin(), twice.end());
    return 1e-5 * (*high - *low) + std::numeric_limits<float>::epsilon() * std::max(std::abs(*low), std::abs(*high));
  }
  double furthest() const {
    double off = 0;
    for (std::size_t i = 0; i < single.size(); ++i) off = std::max(off, std::abs(single[i] - twice[i]));
    return off;
  }
};

Losses both(const NetworkObjective& objective, const MatrixXd& points, const Batch& batch = {}) {
  Losses l{std::vector<double>(side * side), std::vector<double>(side * side)};
  SinglePrecision(objective).values(points, l.single, batch);
  objective.values(points, l.twice, batch);
  return l;
}

TEST(SinglePrecision, AgreesWithDoubleForEveryActivationAndLoss) {
  std::size_t suited = 0;
  for (const ActivationInfo& activation : activations())
    for (const LossInfo& loss : losses()) {
      const auto objective = objective_of(network_spec(2, {7, 5}, 1, activation.key), {std::string(loss.key)});
      if (!SinglePrecision::suits(objective.network())) continue;
      ++suited;
      for (const double reach : {0.3, 3.0}) {
        const Losses l = both(objective, window(objective, reach));
        EXPECT_LE(l.furthest(), l.allowed()) << activation.key << ", " << loss.key << ", " << reach;
        EXPECT_GT(l.furthest(), 0) << activation.key << ": this is double";
      }
    }
  EXPECT_EQ(suited, 14 * losses().size());
}

TEST(SinglePrecision, AgreesWithDoubleForWideAndSmallNetworks) {
  for (const auto& [hidden, samples] : {std::pair{std::vector<std::size_t>{64, 64, 64}, Index{150}},
                                        {{300, 4}, 30},
                                        {{1}, 3},
                                        {{40}, 17},
                                        {{2, 2}, 4}}) {
    const auto objective = objective_of(network_spec(2, hidden, 1), {"bce"}, samples);
    const Losses l = both(objective, window(objective, 1));
    EXPECT_LE(l.furthest(), l.allowed());
    EXPECT_GT(l.furthest(), 0);
  }
}

TEST(SinglePrecision, AddsTheRegularizers) {
  NetworkSpec network = network_spec(2, {4}, 1);
  network.layers[0].l2 = 0.3;
  const auto objective = objective_of(network, {"mse"});
  const Losses l = both(objective, window(objective, 1));
  EXPECT_LE(l.furthest(), l.allowed());
  EXPECT_GT(objective.penalty(initial_parameters(network, 5)), 0.1);
}

// The value of a point does not depend on which others it stands beside.
TEST(SinglePrecision, TakesAnyNumberOfPoints) {
  const auto objective = objective_of(network_spec(2, {7, 5}, 1), {"softmax_ce"});
  const SinglePrecision single(objective);
  const MatrixXd points = window(objective, 1);
  std::vector<double> all(side * side);
  single.values(points, all, {});
  for (const Index count : {Index{1}, Index{15}, Index{16}, Index{17}}) {
    std::vector<double> some(static_cast<std::size_t>(count));
    single.values(points.rightCols(count), some, {});
    EXPECT_TRUE(std::equal(some.rbegin(), some.rend(), all.rbegin()));
  }
}

TEST(SinglePrecision, StaysWithDoubleWhereItDoesNotSuit) {
  const auto same = [](const NetworkObjective& objective, const Batch& batch = {}) {
    const Losses l = both(objective, window(objective, 1), batch);
    return l.single == l.twice;
  };
  NetworkSpec jumps = network_spec(2, {6}, 1, "step"), normalized = network_spec(2, {6}, 1);
  normalized.layers[0].normalization = Normalization::layer;
  EXPECT_TRUE(same(objective_of(jumps, {"mse"})));
  EXPECT_TRUE(same(objective_of(normalized, {"mse"})));
  EXPECT_FALSE(SinglePrecision::suits(network_spec(2, {600, 600}, 1)));

  const auto plain = objective_of(network_spec(2, {6}, 1), {"mse"});
  EXPECT_FALSE(same(plain));
  const std::size_t named[] = {4, 2, 19};
  EXPECT_TRUE(same(plain, {.samples = named}));
  const SinglePrecision single(plain);
  std::vector<double> theta = initial_parameters(plain.network(), 5), one(theta.size()), other(theta.size());
  EXPECT_EQ(single.value_and_gradient(theta, one, {}), plain.value_and_gradient(theta, other, {}));
  EXPECT_EQ(one, other);
}

// Beyond the greatest float a loss is that in double, not an infinity.
TEST(SinglePrecision, LossesBeyondAFloat) {
  const auto objective = objective_of(network_spec(2, {3}, 1, "linear"), {"mse"});
  MatrixXd points = window(objective, 1);
  points.col(40) *= 1e15;
  const Losses l = both(objective, points);
  EXPECT_GT(l.twice[40], 1e40);
  EXPECT_EQ(l.single[40], l.twice[40]);
  EXPECT_NE(l.single[39], l.twice[39]);
}

}  // namespace
}  // namespace fallline::nn

#include "nn/perceptron.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "math/random.h"

namespace fallline::nn {
namespace {

Dataset labelled(const Eigen::MatrixXd& x, std::vector<int> label) {
  return {.x = x, .y = {}, .label = std::move(label), .classes = 2};
}

// Points with at least a margin to the plane v·x + c = 0, and Novikoff's bound for them: with the bias as the weight of
// an input of 1, R = max |(x, 1)| and γ = min ±(v·x + c)/|(v, c)|.
struct Separable {
  Dataset data;
  double bound;
};
Separable separable(Eigen::Index features, std::uint64_t seed) {
  Random random(seed);
  Eigen::VectorXd v(features);
  for (double& s : v) s = random.normal();
  const double c = 0.5 * random.normal(), length = std::sqrt(v.squaredNorm() + c * c);
  Eigen::MatrixXd x(60, features);
  std::vector<int> label;
  double radius = 0, margin = HUGE_VAL;
  for (Eigen::Index i = 0; i < x.rows();) {
    for (Eigen::Index j = 0; j < features; ++j) x(i, j) = random.normal();
    const double distance = (x.row(i).dot(v) + c) / length;
    if (std::abs(distance) < 0.1) continue;
    label.push_back(distance > 0 ? 1 : 0);
    radius = std::max(radius, std::sqrt(x.row(i).squaredNorm() + 1));
    margin = std::min(margin, std::abs(distance));
    ++i;
  }
  return {labelled(x, label), (radius / margin) * (radius / margin)};
}

TEST(Perceptron, SeparatesWithinNovikoffsBound) {
  for (std::uint64_t seed = 1; seed <= 30; ++seed) {
    const Separable s = separable(seed % 2 == 0 ? 2 : 5, seed);
    Perceptron unit(std::make_shared<Dataset>(s.data), 0.3);
    while (!unit.converged() && static_cast<double>(unit.mistakes()) <= s.bound) unit.step();
    ASSERT_TRUE(unit.converged()) << unit.mistakes() << " mistakes; the bound is " << s.bound;
    EXPECT_LE(static_cast<double>(unit.mistakes()), s.bound);
    const auto mistakes = unit.mistakes();
    for (std::size_t i = 0; i < s.data.size(); ++i) {
      const Eigen::VectorXd x = s.data.x.row(static_cast<Eigen::Index>(i));
      EXPECT_EQ(unit.classify({x.data(), s.data.features()}), s.data.label[i]);
      EXPECT_FALSE(unit.step());
    }
    EXPECT_EQ(unit.mistakes(), mistakes);
  }
}

// The first mistakes by hand, η = ½: (1, 2) is a 1 and w·x + b = 0 says 0; then (3, 1) is a 0 and 3 says 1.
TEST(Perceptron, FirstStepsByHand) {
  const Dataset data = labelled((Eigen::MatrixXd(2, 2) << 1, 2, 3, 1).finished(), {1, 0});
  Perceptron unit(std::make_shared<Dataset>(data), 0.5);
  EXPECT_TRUE(unit.step());
  EXPECT_EQ(std::vector(unit.w().begin(), unit.w().end()), (std::vector<double>{0.5, 1}));
  EXPECT_EQ(unit.b(), 0.5);
  EXPECT_TRUE(unit.step());
  EXPECT_EQ(std::vector(unit.w().begin(), unit.w().end()), (std::vector<double>{-1, 0.5}));
  EXPECT_EQ(unit.b(), 0);
  EXPECT_TRUE(unit.step());  // w·x + b = 0 is a 0, and wrong
}

// The weights stay bounded nevertheless: the cycling theorem (Block & Levin 1970).
TEST(Perceptron, NeverComesToRestOnXor) {
  const Dataset data = labelled((Eigen::MatrixXd(4, 2) << 0, 0, 0, 1, 1, 0, 1, 1).finished(), {0, 1, 1, 0});
  Perceptron unit(std::make_shared<Dataset>(data));
  for (int epoch = 0; epoch < 5000; ++epoch) {
    const auto before = unit.mistakes();
    for (int i = 0; i < 4; ++i) {
      unit.step();
      ASSERT_FALSE(unit.converged());
    }
    ASSERT_GT(unit.mistakes(), before);
    for (const double w : unit.w()) ASSERT_LE(std::abs(w), 10);
  }
  EXPECT_EQ(unit.steps(), 20'000);
}

}  // namespace
}  // namespace fallline::nn

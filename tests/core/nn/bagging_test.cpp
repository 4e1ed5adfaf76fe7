#include "nn/bagging.h"

#include <gtest/gtest.h>

#include <cmath>
#include <set>

#include "math/random.h"

namespace fallline::nn {
namespace {

TEST(Bootstrap, DrawsWithReplacement) {
  constexpr std::size_t count = 5000;
  const auto first = bootstrap(count, 1, 0);
  EXPECT_EQ(bootstrap(count, 1, 0), first);
  EXPECT_NE(bootstrap(count, 1, 1), first);
  EXPECT_NE(bootstrap(count, 2, 0), first);
  ASSERT_EQ(first.size(), count);
  std::set<std::size_t> seen(first.begin(), first.end());
  EXPECT_LT(*seen.rbegin(), count);
  // A sample is left out with (1 − 1/n)ⁿ → 1/e; the count of those has the variance n (1/e)(1 − 2/e).
  const double e = std::exp(1.0);
  EXPECT_NEAR(static_cast<double>(count - seen.size()), count / e, 5 * std::sqrt(count / e * (1 - 2 / e)));
}

// Errors with variance v and covariance c: √c z + √(v − c) zᵢ.
std::vector<Eigen::MatrixXd> members(const Eigen::MatrixXd& targets, std::size_t k, double v, double c) {
  Random random(4);
  const Eigen::MatrixXd shared =
      Eigen::MatrixXd::NullaryExpr(targets.rows(), targets.cols(), [&] { return random.normal(); });
  std::vector<Eigen::MatrixXd> all;
  for (std::size_t i = 0; i < k; ++i)
    all.push_back(targets + std::sqrt(c) * shared +
                  std::sqrt(v - c) *
                      Eigen::MatrixXd::NullaryExpr(targets.rows(), targets.cols(), [&] { return random.normal(); }));
  return all;
}

TEST(Bagging, TheMeansErrorIsAsItsMembersAgree) {
  constexpr Eigen::Index n = 20'000;
  const Eigen::MatrixXd targets = Eigen::MatrixXd::NullaryExpr(
      n, 2, [](Eigen::Index i, Eigen::Index j) { return std::sin(static_cast<double>(i + 3 * j)); });
  struct Case {
    std::size_t k;
    double v, c;
  };
  for (const auto& [k, v, c] : {Case{1, 2, 0}, Case{5, 2, 0}, Case{5, 2, 0.7}, Case{3, 2, 2}}) {
    const auto all = members(targets, k, v, c);
    const BaggingErrors errors = bagging_errors(all, targets);
    const double expected = v / static_cast<double>(k) + (static_cast<double>(k) - 1) / static_cast<double>(k) * c;
    // A mean of 2n squares of a normal number of that variance.
    EXPECT_NEAR(errors.of_mean, expected, 5 * expected * std::sqrt(2.0 / (2 * n)));
    EXPECT_NEAR(errors.of_mean, errors.expected(), 1e-12 * errors.of_mean);
    EXPECT_NEAR(errors.variance, v, 0.1);
    EXPECT_NEAR(errors.covariance, k == 1 ? 0 : c, 0.1);
    EXPECT_NEAR(errors.of_mean, (mean_prediction(all) - targets).squaredNorm() / (2 * n), 1e-15);
  }
}

TEST(Bagging, TheMeanIsTheMean) {
  const std::vector<Eigen::MatrixXd> two{(Eigen::MatrixXd(1, 2) << 1, -4).finished(),
                                         (Eigen::MatrixXd(1, 2) << 2, 8).finished()};
  EXPECT_EQ(mean_prediction(two), (Eigen::MatrixXd(1, 2) << 1.5, 2).finished());
}

}  // namespace
}  // namespace fallline::nn

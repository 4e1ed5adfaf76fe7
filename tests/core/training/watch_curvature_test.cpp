#include "training/watch_curvature.h"

#include <gtest/gtest.h>

#include <Eigen/Eigenvalues>
#include <cmath>

#include "support/networks.h"

namespace fallline::training {
namespace {

// By differences of the gradient; the batch is `batch`.
Eigen::VectorXd eigenvalues(const nn::NetworkObjective& objective, const std::vector<double>& theta,
                            const Batch& batch) {
  constexpr double h = 1e-5;
  const auto n = static_cast<Eigen::Index>(theta.size());
  Eigen::MatrixXd hessian(n, n);
  for (Eigen::Index k = 0; k < n; ++k) {
    Eigen::VectorXd up(n), down(n);
    std::vector<double> at = theta;
    at[static_cast<std::size_t>(k)] += h;
    objective.value_and_gradient(at, {up.data(), at.size()}, batch);
    at[static_cast<std::size_t>(k)] -= 2 * h;
    objective.value_and_gradient(at, {down.data(), at.size()}, batch);
    hessian.col(k) = (up - down) / (2 * h);
  }
  return Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd>(0.5 * (hessian + hessian.transpose())).eigenvalues();
}

TEST(WatchCurvature, IsThatOfTheLossThatIsWatched) {
  NetworkExperiment e;
  e.data.samples = test::random_classes(40, 2, 2);
  e.network = nn::network_spec(2, {5}, 1);
  for (const nn::Normalization how : {nn::Normalization::none, nn::Normalization::batch}) {
    e.network.layers[0].normalization = how;
    e.network.layers[0].l2 = 0.01;
    const auto setup = test::setup_of(e);
    const nn::NetworkObjective& objective = *setup.parts.training;
    std::vector<double> averages(objective.memory_size(), 0.7);
    const Eigen::VectorXd lambda = eigenvalues(objective, setup.start, {.memory = averages});
    const WatchedCurvature seen = watch_curvature(objective, setup.start, averages);
    EXPECT_NEAR(seen.lambda_max, lambda[lambda.size() - 1], 1e-7);
    EXPECT_NEAR(seen.lambda_min, lambda[0], 1e-7);
    EXPECT_LT(lambda[0], 0);
    const auto positive = static_cast<double>((lambda.array() > 1e-6).count());
    EXPECT_NEAR(seen.minimum_ratio, positive / static_cast<double>(lambda.size()), 1e-12);
    EXPECT_EQ(seen.index, static_cast<double>((lambda.array() < -1e-6).count()));
  }
}

// A linear unit on fewer samples than it has weights: as many positive eigenvalues as samples, those of Gram's matrix.
TEST(WatchCurvature, AboveTheDenseSizeByProducts) {
  constexpr Eigen::Index inputs = 2100, samples = 300;
  NetworkExperiment e;
  e.data.samples = test::numbers(test::random_matrix(samples, inputs, 1), test::random_matrix(samples, 1, 2));
  e.network = nn::network_spec(inputs, {}, 1);
  e.loss.key = "mse";
  const auto setup = test::setup_of(e);
  const Eigen::MatrixXd& x = setup.parts.training->data().x;
  const Eigen::MatrixXd gram = 2.0 / samples * (x * x.transpose() + Eigen::MatrixXd::Ones(samples, samples));
  const double greatest =
      Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd>(gram, Eigen::EigenvaluesOnly).eigenvalues()[samples - 1];
  const WatchedCurvature seen = watch_curvature(*setup.parts.training, setup.start, {});
  EXPECT_NEAR(seen.lambda_max, greatest, 1e-6 * greatest);
  EXPECT_NEAR(seen.lambda_min, 0, 1e-6 * greatest);
  EXPECT_NEAR(seen.minimum_ratio, 300.0 / 2101, 0.01);
  EXPECT_TRUE(std::isnan(seen.index));
}

TEST(WatchCurvature, IsNoNumberWhereTheHessianIsNone) {
  NetworkExperiment e;
  e.data.samples = test::random_classes(10, 2, 2);
  e.batch_size = 0;
  e.network = nn::network_spec(2, {3}, 1);
  const auto setup = test::setup_of(e);
  std::vector<double> theta = setup.start;
  theta[0] = std::numeric_limits<double>::quiet_NaN();
  const WatchedCurvature seen = watch_curvature(*setup.parts.training, theta, {});
  for (const double value : {seen.lambda_max, seen.lambda_min, seen.minimum_ratio, seen.index})
    EXPECT_TRUE(std::isnan(value));
  std::stop_source source;
  source.request_stop();
  EXPECT_TRUE(std::isnan(watch_curvature(*setup.parts.training, setup.start, {}, source.get_token()).lambda_max));
}

}  // namespace
}  // namespace fallline::training

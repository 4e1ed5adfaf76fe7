// Eigenvalues alone against those that the matrix was made of, and against Eigen's.
#include "curvature/symmetric_eigenvalues.h"

#include <gtest/gtest.h>

#include <Eigen/Eigenvalues>
#include <Eigen/QR>
#include <cmath>
#include <numbers>

#include "math/random.h"

namespace fallline {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

MatrixXd random_matrix(Index n, std::uint64_t seed) {
  MatrixXd m(n, n);
  Random random(seed);
  for (double& v : m.reshaped()) v = random.normal();
  return m;
}

VectorXd eigenvalues(MatrixXd h) { return symmetric_eigenvalues(h); }

double furthest(const VectorXd& a, const VectorXd& b) { return (a - b).cwiseAbs().maxCoeff(); }

TEST(SymmetricEigenvalues, AreThoseOfEigen) {
  for (const Index n : {1, 2, 3, 4, 5, 8, 9, 12, 13, 17, 40, 101, 337}) {
    const MatrixXd m = random_matrix(n, static_cast<std::uint64_t>(n)), h = m + m.transpose();
    const VectorXd expected = h.selfadjointView<Eigen::Lower>().eigenvalues();
    EXPECT_LE(furthest(eigenvalues(h), expected), 1e-13 * expected.cwiseAbs().maxCoeff()) << n;
  }
}

// Spread over twelve decades, some of them many times.
TEST(SymmetricEigenvalues, AreThoseOfWhichTheMatrixIsMade) {
  constexpr Index n = 60;
  VectorXd lambda(n);
  for (Index i = 0; i < n; ++i) lambda[i] = (i % 3 - 1) * std::pow(10.0, -static_cast<double>(i / 5));
  const MatrixXd q = random_matrix(n, 5).householderQr().householderQ();
  std::sort(lambda.begin(), lambda.end());
  EXPECT_LE(furthest(eigenvalues(q * lambda.asDiagonal() * q.transpose()), lambda), 1e-14 * n);
}

// −1, 2, −1: 2 − 2 cos(kπ/(n + 1)), and nothing to reflect.
TEST(SymmetricEigenvalues, OfWhatIsTridiagonal) {
  constexpr Index n = 25;
  MatrixXd h = MatrixXd::Zero(n, n);
  h.diagonal().setConstant(2);
  h.diagonal(-1).setConstant(-1);
  h.diagonal(1).setConstant(-1);
  const VectorXd lambda = eigenvalues(h);
  for (Index k = 0; k < n; ++k)
    EXPECT_NEAR(lambda[k], 2 - 2 * std::cos(static_cast<double>(k + 1) * std::numbers::pi / (n + 1)), 1e-14);
}

TEST(SymmetricEigenvalues, OfNothingAndOfExtremeSizes) {
  EXPECT_EQ(eigenvalues(MatrixXd::Zero(7, 7)), VectorXd::Zero(7));
  EXPECT_EQ(eigenvalues(MatrixXd::Constant(1, 1, -3)), VectorXd::Constant(1, -3));
  const MatrixXd m = random_matrix(20, 2), h = m + m.transpose();
  const VectorXd ordinary = eigenvalues(h);
  for (const double size : {1e-200, 1e200})
    EXPECT_LE(furthest(eigenvalues(size * h) / size, ordinary), 1e-13 * ordinary.cwiseAbs().maxCoeff());
}

}  // namespace
}  // namespace fallline

#include "nn/singular_values.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <random>

namespace fallline::nn {
namespace {

using Matrix = Eigen::MatrixXd;
using RowMajor = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

SingularValues decomposed(const RowMajor& w) {
  return singular_values({w.data(), static_cast<std::size_t>(w.size())}, static_cast<std::size_t>(w.rows()),
                         static_cast<std::size_t>(w.cols()));
}

double departure(const Matrix& u) { return (u.transpose() * u - Matrix::Identity(u.cols(), u.cols())).norm(); }

TEST(SingularValues, PutTheMatrixTogetherAgain) {
  std::mt19937_64 random(1);
  std::normal_distribution<double> normal;
  for (const auto& [out, in] : {std::pair{1, 1}, {1, 6}, {6, 1}, {9, 9}, {20, 13}, {13, 20}, {64, 64}}) {
    const RowMajor w = 1e200 * RowMajor::NullaryExpr(out, in, [&] { return normal(random); });
    const SingularValues s = decomposed(w);
    EXPECT_LT(((s.u * s.sigma.asDiagonal() * s.v.transpose() - w) / 1e200).norm(), 1e-13 * std::max(out, in));
    EXPECT_LT(departure(s.u), 1e-13);
    EXPECT_LT(departure(s.v), 1e-13);
  }
}

// H diag(1, 1e-4, 1e-8, 1e-12) with H of Hadamard, whose columns are orthogonal and of length 2; mixed from the right
// by a turn of the first two, which changes no singular value.
TEST(SingularValues, SmallOnesKeepTheirDigits) {
  RowMajor h(4, 4), turn = RowMajor::Identity(4, 4);
  h << 1, 1, 1, 1, 1, -1, 1, -1, 1, 1, -1, -1, 1, -1, -1, 1;
  turn.topLeftCorner(2, 2) << 0.6, -0.8, 0.8, 0.6;
  const Eigen::Vector4d sizes(1, 1e-4, 1e-8, 1e-12);
  SingularValues s = decomposed(RowMajor(h * sizes.asDiagonal()) * turn);
  ASSERT_EQ(s.sigma.size(), 4);
  std::sort(s.sigma.begin(), s.sigma.end(), std::greater<>());
  for (int i = 0; i < 4; ++i) EXPECT_NEAR(s.sigma[i], 2 * sizes[i], (i == 1 ? 1e-11 : 1e-14) * sizes[i]);
  EXPECT_LT(departure(s.u), 1e-13);
}

TEST(SingularValues, ThoseOfRoundingAreLeftOut) {
  EXPECT_EQ(decomposed(RowMajor::Zero(3, 5)).sigma.size(), 0);
  EXPECT_EQ(decomposed(RowMajor::Constant(7, 5, 0.1)).sigma.size(), 1);
  EXPECT_NEAR(decomposed(RowMajor::Constant(7, 5, 0.1)).sigma[0], std::sqrt(0.35), 1e-15);
}

}  // namespace
}  // namespace fallline::nn

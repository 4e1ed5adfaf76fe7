// Eigenvalues and eigenvectors of 2 × 2 matrices: residual, orthonormality and order, also where they are nasty.
#include "curvature/eigen2.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <vector>

namespace fallline {
namespace {

struct Matrix {
  double xx, xy, yy;
};

void expect_eigen(const Matrix& m) {
  SCOPED_TRACE(testing::Message() << m.xx << ' ' << m.xy << ' ' << m.yy);
  constexpr long double eps = std::numeric_limits<double>::epsilon();
  const EigenPairs pairs = eigen_pairs(m.xx, m.xy, m.yy);
  const long double size =
      std::hypot(static_cast<long double>(m.xx), static_cast<long double>(m.xy), static_cast<long double>(m.yy));
  ASSERT_LE(pairs.lambda[0], pairs.lambda[1]);
  for (std::size_t k = 0; k < 2; ++k) {
    const long double x = pairs.u[k].x, y = pairs.u[k].y, lambda = pairs.lambda[k];
    const long double rx = m.xx * x + m.xy * y - lambda * x, ry = m.xy * x + m.yy * y - lambda * y;
    ASSERT_LE(std::hypot(rx, ry), 8 * eps * size);
    ASSERT_NEAR(std::hypot(pairs.u[k].x, pairs.u[k].y), 1, 4e-16);
  }
  ASSERT_NEAR(pairs.u[0].x * pairs.u[1].x + pairs.u[0].y * pairs.u[1].y, 0, 2e-16);
}

TEST(EigenPairs, RandomMatrices) {
  std::mt19937_64 random(1);
  std::normal_distribution<double> normal;
  for (int i = 0; i < 10'000; ++i) expect_eigen({normal(random), normal(random), normal(random)});
}

// Each entry from 1e-150 to 1e150, of either sign.
TEST(EigenPairs, EveryMagnitude) {
  std::mt19937_64 random(2);
  std::uniform_real_distribution<double> exponent(-150, 150);
  const auto entry = [&] { return std::pow(10, exponent(random)) * (random() % 2 ? 1 : -1); };
  for (int i = 0; i < 10'000; ++i) {
    const double xx = entry(), xy = entry();
    expect_eigen({xx, xy, entry()});
  }
}

TEST(EigenPairs, NastyMatrices) {
  const std::vector<double> entries{0,     -0.0,   1,      -1,      1 + 1e-15, 1 - 1e-16, 1e-8,  1e-16,
                                    1e150, 1e-150, -1e150, -1e-150, 2,         1e8,       1e-300};
  for (const double xx : entries)
    for (const double xy : entries)
      for (const double yy : entries) expect_eigen({xx, xy, yy});
}

// Made from the eigenvalues they shall have, turned by φ, so that λ itself is known.
TEST(EigenPairs, KnownEigenvalues) {
  for (const double high : {1.0, 1e10, -3.0})
    for (const double low : {high, high - 1e-12, -high, 0.5 * high, 0.0, -1e12})
      for (double angle = -3; angle < 3; angle += 0.37) {
        const long double c = std::cos(static_cast<long double>(angle)), s = std::sin(static_cast<long double>(angle));
        const auto xx = static_cast<double>(high * c * c + low * s * s);
        const auto xy = static_cast<double>((high - low) * c * s);
        const auto yy = static_cast<double>(high * s * s + low * c * c);
        const EigenPairs pairs = eigen_pairs(xx, xy, yy);
        const double allowed = 1e-15 * std::max(std::abs(high), std::abs(low));
        EXPECT_NEAR(pairs.lambda[0], std::min(low, high), allowed) << angle;
        EXPECT_NEAR(pairs.lambda[1], std::max(low, high), allowed) << angle;
      }
}

TEST(EigenPairs, NotFiniteIsNaN) {
  const double nan = std::nan(""), infinity = HUGE_VAL;
  for (const Matrix& m : {Matrix{nan, 0, 1}, Matrix{0, infinity, 0}, Matrix{1, 0, -infinity}}) {
    const EigenPairs pairs = eigen_pairs(m.xx, m.xy, m.yy);
    EXPECT_TRUE(std::isnan(pairs.lambda[0]) && std::isnan(pairs.lambda[1]) && std::isnan(pairs.u[0].x));
    EXPECT_EQ(kind_of(pairs, 1), Kind::degenerate);
  }
}

TEST(EigenPairs, NoNegativeZeros) {
  for (const double lambda : eigen_pairs(-0.0, 0, -0.0).lambda) EXPECT_FALSE(std::signbit(lambda));
}

TEST(KindOf, FollowsTheSigns) {
  const auto kind = [](double low, double high, double scale = 1) { return kind_of({{low, high}, {}}, scale); };
  EXPECT_EQ(kind(1, 2), Kind::minimum);
  EXPECT_EQ(kind(-2, -1), Kind::maximum);
  EXPECT_EQ(kind(-1, 1), Kind::saddle);
  EXPECT_EQ(kind(0, 1), Kind::degenerate);
  EXPECT_EQ(kind(-1, 0), Kind::degenerate);
  EXPECT_EQ(kind(0, 0), Kind::degenerate);
  // Zero is relative to the usual size of H around, and to the other eigenvalue.
  EXPECT_EQ(kind(1e-3, 1e-3, 1e-3), Kind::minimum);
  EXPECT_EQ(kind(1e-3, 1e-3, 1e12), Kind::degenerate);
}

TEST(KindOf, Names) {
  EXPECT_EQ(key(Kind::minimum), "minimum");
  EXPECT_EQ(key(Kind::degenerate), "degenerate");
  EXPECT_EQ(words(Kind::maximum), "local maximum");
  EXPECT_EQ(words(Kind::saddle), "saddle");
  for (const Kind kind : {Kind::minimum, Kind::maximum, Kind::saddle, Kind::degenerate}) {
    EXPECT_TRUE(explain(kind).ends_with('.'));
    EXPECT_TRUE(explain_curvature(kind).ends_with('.'));
    EXPECT_FALSE(words_for_curvature(kind).empty());
  }
}

TEST(IndexOf, CountsNegativeEigenvalues) {
  EXPECT_EQ(index_of({{1, 2}, {}}), 0);
  EXPECT_EQ(index_of({{-1, 2}, {}}), 1);
  EXPECT_EQ(index_of({{-2, -1}, {}}), 2);
}

}  // namespace
}  // namespace fallline

// Spectra against matrices with known ones, Sturm's sequence and the 2 × 2 case: values, residuals, orthogonality.
#include "curvature/spectrum.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "support/objectives.h"
#include "support/quadratics.h"
#include "support/rosenbrock.h"
#include "support/tables.h"

namespace fallline {
namespace {

using Eigen::Index;

std::vector<double> random_point(std::size_t n, unsigned seed) {
  std::mt19937_64 random(seed);
  std::vector<double> x(n);
  for (double& xi : x) xi = std::uniform_real_distribution<double>(-1, 1.5)(random);
  return x;
}

// Products made by the test, one by one.
void expect_eigenpairs(const Spectrum& s, const Objective& objective, ConstVector theta, double allowed) {
  const auto n = static_cast<Index>(objective.dimension());
  ASSERT_EQ(s.u.rows(), n);
  ASSERT_EQ(s.u.cols(), s.lambda.size());
  const Index k = s.lambda.size();
  EXPECT_LE((s.u.transpose() * s.u - Eigen::MatrixXd::Identity(k, k)).cwiseAbs().maxCoeff(), 1e-12);
  Eigen::VectorXd product(n);
  for (Index i = 0; i < k; ++i) {
    objective.hessian_vector(theta, {s.u.col(i).data(), theta.size()}, {product.data(), theta.size()}, {});
    const double residual = (product - s.lambda[i] * s.u.col(i)).norm();
    EXPECT_LE(residual, allowed) << i;
    EXPECT_NEAR(residual, s.residuals[i], 1e-12 * s.lambda.cwiseAbs().maxCoeff()) << i;
    EXPECT_EQ(s.u.col(i).maxCoeff(), s.u.col(i).cwiseAbs().maxCoeff()) << i;
    EXPECT_LE(s.lambda[std::max<Index>(i, 1) - 1], s.lambda[i]);
  }
}

TEST(DenseSpectrum, OfKnownEigenvalues) {
  const test::Parabola parabola = test::random_parabola(60, 1e3, 1);
  const std::vector<double> theta(60, 0.3);
  const Spectrum s = dense_spectrum(parabola, theta, {});
  EXPECT_TRUE(s.all);
  EXPECT_EQ(s.products, 60u);
  for (Index i = 0; i < 60; ++i) EXPECT_NEAR(s.lambda[i], 1 + 999.0 * static_cast<double>(i) / 59, 1e-11);
  expect_eigenpairs(s, parabola, theta, 1e-11);
  const Spectrum values = dense_spectrum(parabola, theta, {}, false);
  EXPECT_LE((values.lambda - s.lambda).cwiseAbs().maxCoeff(), 1e-11);
  EXPECT_EQ(values.u.size(), 0);
}

TEST(DenseSpectrum, OfRosenbrockAgainstSturm) {
  const test::Rosenbrock rosenbrock(80);
  const std::vector<double> x = random_point(80, 2);
  const test::Tridiagonal h = rosenbrock.hessian_at(x);
  const Spectrum s = dense_spectrum(rosenbrock, x, {});
  for (Index i = 0; i < 80; ++i) EXPECT_NEAR(s.lambda[i], h.eigenvalue(i), 1e-10);
  const Signs signs = signs_of(s.lambda);
  EXPECT_EQ(signs.negative, h.below(0));
  EXPECT_GT(signs.negative, 0);
  EXPECT_EQ(signs.count(), 80);
  EXPECT_EQ(kind_of(signs), Kind::saddle);
  EXPECT_DOUBLE_EQ(minimum_ratio(signs), 1 - static_cast<double>(h.below(0)) / 80);
}

class SpectrumOf : public testing::TestWithParam<std::string_view> {};
TEST_P(SpectrumOf, TwoParametersIsThatOfTwoByTwo) {
  const auto surface = test::make_surface(GetParam());
  for (const Point p : test::points_around(find_surface(GetParam())->domain, 40, 3)) {
    const auto d = surface->derivatives(p);
    const EigenPairs pairs = eigen_pairs(d.xx, d.xy, d.yy);
    const double theta[] = {p.x, p.y};
    const Spectrum s = dense_spectrum(*surface, theta, {});
    if (std::isnan(pairs.lambda[0])) {
      EXPECT_EQ(s.status, SpectrumStatus::not_finite);
      continue;
    }
    const double allowed = 1e-11 * (std::abs(pairs.lambda[0]) + std::abs(pairs.lambda[1]));
    EXPECT_NEAR(s.lambda[0], pairs.lambda[0], allowed);
    EXPECT_NEAR(s.lambda[1], pairs.lambda[1], allowed);
    EXPECT_EQ(kind_of(signs_of(s.lambda)), kind_of(pairs, 0));
  }
}
INSTANTIATE_TEST_SUITE_P(All, SpectrumOf, testing::ValuesIn(surface_keys()), test::key_name);

TEST(ExtremeSpectrum, OfRosenbrockAgainstSturm) {
  constexpr std::size_t n = 3000;
  const test::Rosenbrock rosenbrock(n);
  const std::vector<double> x = random_point(n, 4);
  const test::Tridiagonal h = rosenbrock.hessian_at(x);
  for (const Index block : {1, 4}) {
    const Spectrum s = extreme_spectrum(rosenbrock, x, {}, {.lowest = 3, .highest = 5, .block = block});
    ASSERT_EQ(s.status, SpectrumStatus::complete);
    ASSERT_EQ(s.lambda.size(), 8);
    EXPECT_EQ(s.lowest, 3);
    EXPECT_FALSE(s.all);
    EXPECT_LT(s.products, 500u);
    const double size = s.lambda.cwiseAbs().maxCoeff();
    expect_eigenpairs(s, rosenbrock, x, 1e-6 * size);
    for (Index i = 0; i < 8; ++i) {
      const Index k = i < 3 ? i : static_cast<Index>(n) - 8 + i;
      EXPECT_NEAR(s.lambda[i], h.eigenvalue(k), 1e-9 * size) << block << ", " << i;
    }
  }
}

// The ends of −Δ in one dimension lie as close as 1/n²: only restarts get there.
TEST(ExtremeSpectrum, ComesThroughManyRestarts) {
  constexpr Index n = 400;
  const test::Tridiagonal laplace{Eigen::VectorXd::Constant(n, 2), Eigen::VectorXd::Constant(n - 1, -1)};
  const test::Parabola parabola(laplace.dense(), Eigen::VectorXd::Zero(n));
  const std::vector<double> theta(n);
  const Spectrum s = extreme_spectrum(parabola, theta, {}, {.lowest = 4, .highest = 2, .tolerance = 1e-9});
  ASSERT_EQ(s.status, SpectrumStatus::complete);
  EXPECT_GT(s.products, 100u);
  expect_eigenpairs(s, parabola, theta, 4e-9);
  for (Index i = 0; i < 6; ++i) {
    const double k = static_cast<double>(i < 4 ? i + 1 : n - 5 + i);
    EXPECT_NEAR(s.lambda[i], 2 - 2 * std::cos(k * M_PI / (n + 1)), 1e-11) << i;
  }
}

TEST(ExtremeSpectrum, FindsMultipleEigenvalues) {
  std::vector<double> a(2500);
  for (std::size_t i = 0; i < a.size(); ++i) a[i] = std::sin(static_cast<double>(i));
  a[10] = a[800] = a[2400] = 7;
  a[5] = a[6] = -3;
  const Spectrum s = extreme_spectrum(test::Separable(a), std::vector<double>(a.size()), {},
                                      {.lowest = 2, .highest = 3, .tolerance = 1e-10, .block = 3});
  ASSERT_EQ(s.status, SpectrumStatus::complete);
  for (Index i = 0; i < 5; ++i) EXPECT_NEAR(s.lambda[i], i < 2 ? -3 : 7, 1e-9);
}

// Where a Krylov space ends early, the next direction is one of chance.
TEST(ExtremeSpectrum, OfFewDifferentEigenvalues) {
  for (const Index block : {1, 2, 3}) {
    const ExtremeOptions options{.lowest = 2, .highest = 4, .block = block};
    const std::vector<double> theta(2100);
    const Spectrum same = extreme_spectrum(test::Separable(std::vector<double>(2100, 2.0)), theta, {}, options);
    EXPECT_EQ(same.status, SpectrumStatus::complete);
    EXPECT_LE((same.lambda.array() - 2).abs().maxCoeff(), 1e-13);
    const Spectrum none = extreme_spectrum(test::Separable(std::vector<double>(2100, 0.0)), theta, {}, options);
    EXPECT_EQ(none.lambda, Eigen::VectorXd::Zero(6));
    EXPECT_EQ(kind_of(signs_of(none.lambda)), Kind::degenerate);
  }
}

TEST(ExtremeSpectrum, OfFewParametersIsAll) {
  for (Index n = 1; n <= 40; ++n)
    for (const Index block : {1, 2, 5}) {
      const test::Parabola parabola = test::random_parabola(n, 10, static_cast<unsigned>(n));
      const std::vector<double> theta(static_cast<std::size_t>(n));
      const Spectrum s = extreme_spectrum(parabola, theta, {}, {.lowest = 25, .highest = 25, .block = block});
      ASSERT_EQ(s.status, SpectrumStatus::complete);
      EXPECT_TRUE(s.all);
      ASSERT_EQ(s.lambda.size(), n);
      EXPECT_LE((s.lambda - spectrum_of(parabola.a(), false).lambda).cwiseAbs().maxCoeff(), 1e-12);
    }
}

TEST(ExtremeSpectrum, RepeatsWithItsSeed) {
  const test::Rosenbrock rosenbrock(2200);
  const std::vector<double> x = random_point(2200, 5);
  const Spectrum a = extreme_spectrum(rosenbrock, x, {}, {}), b = extreme_spectrum(rosenbrock, x, {}, {});
  EXPECT_EQ(a.lambda, b.lambda);
  EXPECT_EQ(a.u, b.u);
  const Spectrum other = extreme_spectrum(rosenbrock, x, {}, {.seed = 9});
  EXPECT_NE(a.u, other.u);
  EXPECT_LE((a.lambda - other.lambda).cwiseAbs().maxCoeff(), 1e-8 * a.lambda.cwiseAbs().maxCoeff());
}

TEST(ExtremeSpectrum, SaysWhatItHasNot) {
  const test::Rosenbrock rosenbrock(2200);
  std::vector<double> x = random_point(2200, 6);
  std::stop_source stop;
  stop.request_stop();
  EXPECT_EQ(extreme_spectrum(rosenbrock, x, {}, {}, stop.get_token()).status, SpectrumStatus::cancelled);
  EXPECT_EQ(dense_spectrum(test::Rosenbrock(5), std::span(x).first(5), {}, true, stop.get_token()).status,
            SpectrumStatus::cancelled);

  const Spectrum partial = extreme_spectrum(rosenbrock, x, {}, {.tolerance = 1e-14, .most_products = 20});
  EXPECT_EQ(partial.status, SpectrumStatus::partial);
  ASSERT_EQ(partial.residuals.size(), 6);
  EXPECT_GT(partial.residuals.maxCoeff(), 1e-14);
  EXPECT_LE(partial.products, 30u);

  x[7] = std::nan("");
  EXPECT_EQ(extreme_spectrum(rosenbrock, x, {}, {}).status, SpectrumStatus::not_finite);
  EXPECT_EQ(dense_spectrum(test::Rosenbrock(9), std::span(x).first(9), {}).status, SpectrumStatus::not_finite);
}

TEST(Signs, TellTheKind) {
  const auto kind = [](std::initializer_list<double> lambda, double scale = 0) {
    const std::vector<double> all(lambda);
    return kind_of(signs_of(Eigen::Map<const Eigen::VectorXd>(all.data(), static_cast<Index>(all.size())), scale));
  };
  EXPECT_EQ(kind({1, 2, 3}), Kind::minimum);
  EXPECT_EQ(kind({-3, -2, -1}), Kind::maximum);
  EXPECT_EQ(kind({-3, 0, 1}), Kind::saddle);
  EXPECT_EQ(kind({0, 1, 2}), Kind::degenerate);
  EXPECT_EQ(kind({1e-9, 1}), Kind::degenerate);
  EXPECT_EQ(kind({1e-7, 1}), Kind::minimum);
  EXPECT_EQ(kind({1e-7, 1}, 100), Kind::degenerate);
  EXPECT_EQ(kind({}), Kind::degenerate);
}

}  // namespace
}  // namespace fallline

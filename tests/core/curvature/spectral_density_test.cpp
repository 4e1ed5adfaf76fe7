// Spectral densities: Gauss' quadrature to its degree, moments against the dense matrix, shares.
#include "curvature/spectral_density.h"

#include <gtest/gtest.h>

#include <cmath>

#include "math/random.h"
#include "support/objectives.h"
#include "support/quadratics.h"
#include "support/rosenbrock.h"

namespace fallline {
namespace {

using Eigen::Index;

// One probe of m steps gives vᵀ Hᵏ v exactly up to k = 2m − 1, and no further.
TEST(SpectralDensity, QuadratureIsGaussian) {
  const test::Parabola parabola = test::random_parabola(50, 4, 1);
  const std::vector<double> theta(50);
  const SpectralDensity d = spectral_density(parabola, theta, {}, {.probes = 1, .steps = 5, .seed = 8});
  EXPECT_EQ(d.products, 5u);
  ASSERT_EQ(d.nodes.size(), 5);
  EXPECT_TRUE(std::isnan(d.trace.error));
  Random random(8, 0);
  Eigen::VectorXd probe(50);
  for (double& s : probe) s = random.bits() >> 63 ? 1 : -1;
  Eigen::VectorXd power = probe;
  for (int k = 0; k <= 10; ++k, power = parabola.a() * power) {
    const double exact = probe.dot(power) / 50;
    double quadrature = 0;
    for (Index i = 0; i < 5; ++i) quadrature += d.weights[i] * std::pow(d.nodes[i], k);
    if (k <= 9) {
      EXPECT_NEAR(quadrature, exact, 1e-12 * exact) << k;
    } else {
      EXPECT_GT(std::abs(quadrature - exact), 1e-9 * exact);
    }
  }
}

TEST(SpectralDensity, MomentsWithinTheirErrors) {
  constexpr std::size_t n = 300;
  const test::Rosenbrock rosenbrock(n);
  std::vector<double> x(n);
  Random(3).normal(x);
  const Eigen::MatrixXd h = rosenbrock.hessian_at(x).dense();
  const SpectralDensity d = spectral_density(rosenbrock, x, {}, {.probes = 40, .steps = 60});
  ASSERT_EQ(d.status, SpectrumStatus::complete);
  EXPECT_EQ(d.products, 40u * 60u);
  EXPECT_NEAR(d.weights.sum(), 1, 1e-12);
  EXPECT_LE(std::abs(d.trace.mean - h.trace()), 4 * d.trace.error);
  EXPECT_LE(std::abs(d.squared_norm.mean - h.squaredNorm()), 4 * d.squared_norm.error);
  // The variance of a probe's trace is 2 Σ H²ᵢⱼ over i ≠ j, so the error is known too.
  const double exact_error = std::sqrt(2 * (h.squaredNorm() - h.diagonal().squaredNorm()) / 40);
  EXPECT_NEAR(d.trace.error, exact_error, 0.4 * exact_error);

  const Spectrum all = dense_spectrum(rosenbrock, x, {}, false);
  EXPECT_NEAR(d.share_above(0), minimum_ratio(signs_of(all.lambda)), 0.03);
  EXPECT_NEAR(d.nodes.maxCoeff(), all.lambda[n - 1], 1e-3 * all.lambda[n - 1]);

  // Against the dense spectrum under the same bells: the area between the two curves.
  const double step = d.lambda[1] - d.lambda[0];
  Eigen::ArrayXd exact = Eigen::ArrayXd::Zero(d.lambda.size());
  for (const double lambda : all.lambda) exact += (-0.5 * ((d.lambda.array() - lambda) / d.sigma).square()).exp();
  exact /= n * d.sigma * std::sqrt(2 * M_PI);
  EXPECT_NEAR(d.density.sum() * step, 1, 1e-3);
  EXPECT_LE((d.density.array() - exact).abs().sum() * step, 0.3);
}

// Of a diagonal matrix every probe has the same measure, with the true shares: nothing is left to chance.
TEST(SpectralDensity, SharesOfADiagonalAreExact) {
  std::vector<double> a(1000, 0.0);
  for (std::size_t i = 0; i < 100; ++i) a[i] = -1;
  for (std::size_t i = 100; i < 150; ++i) a[i] = 4;
  const SpectralDensity d = spectral_density(test::Separable(a), std::vector<double>(1000), {}, {.probes = 3});
  EXPECT_EQ(d.nodes.size(), 9);  // the process ends by itself
  EXPECT_NEAR(d.share_above(2), 0.05, 1e-13);
  EXPECT_NEAR(d.share_above(-0.5), 0.9, 1e-13);
  EXPECT_NEAR(d.trace.mean, 100, 1e-11);
  EXPECT_NEAR(d.squared_norm.mean, 900, 1e-10);
}

TEST(SpectralDensity, OfOneEigenvalueIsABell) {
  for (const double lambda : {3.0, 0.0}) {
    const SpectralDensity d =
        spectral_density(test::Separable(std::vector<double>(20, lambda)), std::vector<double>(20), {});
    EXPECT_GT(d.sigma, 0);
    EXPECT_NEAR(d.density.sum() * (d.lambda[1] - d.lambda[0]), 1, 1e-3);
    EXPECT_NEAR(d.nodes.maxCoeff(), lambda, 1e-14);
  }
}

TEST(SpectralDensity, RepeatsAndStops) {
  const test::Rosenbrock rosenbrock(100);
  std::vector<double> x(100, 0.5);
  const SpectralDensity a = spectral_density(rosenbrock, x, {}), b = spectral_density(rosenbrock, x, {});
  EXPECT_EQ(a.density, b.density);
  EXPECT_NE(a.density, spectral_density(rosenbrock, x, {}, {.seed = 2}).density);
  std::stop_source stop;
  stop.request_stop();
  EXPECT_EQ(spectral_density(rosenbrock, x, {}, {}, stop.get_token()).status, SpectrumStatus::cancelled);
  x[3] = HUGE_VAL;
  EXPECT_EQ(spectral_density(rosenbrock, x, {}).status, SpectrumStatus::not_finite);
}

}  // namespace
}  // namespace fallline

// Rates on quadratics, against the recurrences themselves carried out in long double, against the eigenvalues of the
// matrices of one step, and against a search over all settings.
#include "curvature/linear_method.h"

#include <gtest/gtest.h>

#include <Eigen/Eigenvalues>
#include <cmath>
#include <random>

namespace fallline {
namespace {

using Family = LinearMethod::Family;

// One step of (θ, v) as the method is written, not as its polynomial.
void step(const LinearMethod& m, long double lambda, long double& theta, long double& v) {
  const long double eta = m.eta, alpha = m.alpha;
  switch (m.family) {
    case Family::descent:
      theta -= eta * lambda * theta;
      break;
    case Family::heavy_ball:
      v = alpha * v - eta * lambda * theta;
      theta += v;
      break;
    case Family::nesterov:
      v = alpha * v - eta * lambda * (theta + alpha * v);
      theta += v;
      break;
    case Family::newton:
      theta -= eta * (lambda * theta) / lambda;
      break;
    case Family::saddle_free:
      theta -= eta * (lambda * theta) / std::abs(lambda);
      break;
  }
}

bool has_memory(Family family) { return family == Family::heavy_ball || family == Family::nesterov; }

// How (θ, v) grows or shrinks a step, in the second half of thousands of them, from two starts.
long double rate_by_iteration(const LinearMethod& m, long double lambda) {
  constexpr int half = 2000;
  long double a[2] = {1, 0}, b[2] = {0.5L, has_memory(m.family) ? 1.0L : 0.0L}, log_size = 0;
  for (int t = 0; t < 2 * half; ++t) {
    step(m, lambda, a[0], a[1]);
    step(m, lambda, b[0], b[1]);
    const long double size = std::hypot(std::hypot(a[0], a[1]), std::hypot(b[0], b[1]));
    if (size == 0) return 0;
    if (t >= half) log_size += std::log(size);
    for (long double* number : {a, b}) number[0] /= size, number[1] /= size;
  }
  return std::exp(log_size / half);
}

// By Eigen's general solver, of the matrix that takes (θ, v) to the next.
double rate_by_matrix(const LinearMethod& m, double lambda) {
  Eigen::Matrix2d step_matrix;
  for (int column = 0; column < 2; ++column) {
    long double theta = column == 0, v = column == 1;
    step(m, lambda, theta, v);
    step_matrix.col(column) << static_cast<double>(theta), static_cast<double>(v);
  }
  if (!has_memory(m.family)) step_matrix(1, 1) = 0;
  return step_matrix.eigenvalues().cwiseAbs().maxCoeff();
}

constexpr Family all[] = {Family::descent, Family::heavy_ball, Family::nesterov, Family::newton, Family::saddle_free};

TEST(LinearMethod, RatesAreThoseOfTheStepsThemselves) {
  std::mt19937 random(3);
  std::uniform_real_distribution<double> uniform(0, 1);
  for (const Family family : all)
    for (int i = 0; i < 60; ++i) {
      const LinearMethod m{family, 2.5 * uniform(random), has_memory(family) ? 0.98 * uniform(random) : 0};
      const double lambda = i % 5 == 0 ? -uniform(random) : 2 * uniform(random);
      const double predicted = rate(m, lambda);
      EXPECT_NEAR(predicted, rate_by_matrix(m, lambda), 1e-7 * (1 + predicted)) << i;
      EXPECT_NEAR(predicted, static_cast<double>(rate_by_iteration(m, lambda)), 2e-3 * (1 + predicted)) << i;
    }
}

TEST(LinearMethod, TheEdgeParts) {
  for (const Family family : {Family::descent, Family::heavy_ball, Family::nesterov})
    for (const double alpha : {0.0, 0.3, 0.9, 0.99}) {
      if (family == Family::descent && alpha > 0) continue;
      const double high = 7, edge = stability_edge(family, alpha, high);
      const auto worst = [&](double eta) {
        double most = 0;
        for (double lambda = 0.01; lambda <= high; lambda += 0.01)
          most = std::max(most, rate({family, eta, alpha}, lambda));
        return most;
      };
      EXPECT_LT(worst(0.999 * edge), 1) << alpha;
      EXPECT_GT(rate({family, 1.001 * edge, alpha}, high), 1) << alpha;
      EXPECT_NEAR(rate({family, edge, alpha}, high), 1, 1e-12) << alpha;
    }
  EXPECT_NEAR(rate({Family::newton, 2, 0}, 5), 1, 1e-15);
}

TEST(LinearMethod, TheBestTuningIsTheLeastOnAGrid) {
  for (const Family family : {Family::descent, Family::heavy_ball, Family::nesterov})
    for (const double kappa : {1.0, 4.0, 100.0}) {
      const double low = 0.5, high = low * kappa;
      const Tuning best = best_tuning(family, low, high);
      const auto worst = [&](double eta, double alpha) {
        const LinearMethod m{family, eta, alpha};
        return std::max(rate(m, low), rate(m, high));
      };
      // At the optimum roots meet, where a rounding of ε moves them by √ε.
      EXPECT_NEAR(worst(best.eta, best.alpha), best.rate, 1e-7) << kappa;
      double least = 1;
      constexpr int n = 600;
      for (int i = 1; i <= n; ++i)
        for (int j = 0; j < (family == Family::descent ? 1 : n); ++j)
          least = std::min(least, worst(4.0 * i / n / high, static_cast<double>(j) / n));
      EXPECT_GE(least, best.rate - 1e-7) << kappa;
      EXPECT_LT(least, best.rate + 0.06) << kappa;
    }
}

TEST(LinearMethod, RootsMeetAtCriticalDamping) {
  for (const Family family : {Family::heavy_ball, Family::nesterov})
    for (const double alpha : {0.1, 0.5, 0.9}) {
      const double product = critical_damping(family, alpha);
      EXPECT_FALSE(swings(recurrence({family, product * 0.999, alpha}, 1)));
      EXPECT_TRUE(swings(recurrence({family, product * 1.001, alpha}, 1)));
    }
  // Inside the complex region the rate of the heavy ball is √α, whatever λ.
  for (const double lambda : {0.5, 1.0, 2.0}) EXPECT_DOUBLE_EQ(rate({Family::heavy_ball, 0.5, 0.81}, lambda), 0.9);
}

TEST(LinearMethod, SaddlesGrow) {
  for (const Family family : {Family::descent, Family::heavy_ball, Family::nesterov, Family::saddle_free})
    EXPECT_GT(rate({family, 0.1, family == Family::descent || family == Family::saddle_free ? 0 : 0.9}, -2), 1.09);
  EXPECT_DOUBLE_EQ(rate({Family::newton, 0.1, 0}, -2), 0.9) << "Newton walks into saddles";
  EXPECT_NEAR(std::pow(1.2, steps_for_tenfold(1.2)), 10, 1e-12);
  EXPECT_NEAR(std::pow(0.7, steps_for_tenfold(0.7)), 0.1, 1e-12);
  EXPECT_TRUE(std::isinf(steps_for_tenfold(1)));
}

}  // namespace
}  // namespace fallline

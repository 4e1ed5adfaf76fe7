// Tangents against complex steps of the same formulas.
#include "nn/tangent.h"

#include <gtest/gtest.h>

#include <complex>
#include <random>

namespace fallline {
namespace {

using Complex = std::complex<long double>;
using T = Tangent<Pack, 4>;

// f'(x) along d, without a difference: Im f(x + i h d)/h.
template <class Function>
double along(Function f, double x, double d) {
  const long double h = 1e-200L;
  return static_cast<double>(f(Complex(x, h * d)).imag() / h);
}

Pack pack_of(double low, double high, std::mt19937& random) {
  std::uniform_real_distribution<double> between(low, high);
  Pack p;
  for (std::size_t i = 0; i < Pack::lanes; ++i) p.v[i] = between(random);
  return p;
}
T tangent_of(double low, double high, std::mt19937& random) {
  T t(pack_of(low, high, random), {});
  for (Pack& d : t.d) d = pack_of(-2, 2, random);
  return t;
}

void expect_near(double got, double exact, std::string_view what) {
  EXPECT_NEAR(got, exact, 1e-14 * (1 + std::abs(exact))) << what;
}

template <class Function, class Exact>
void expect_derivatives(std::string_view name, double low, double high, Function f, Exact exact) {
  std::mt19937 random(3);
  for (int trial = 0; trial < 20; ++trial) {
    const T x = tangent_of(low, high, random), y = f(x);
    for (std::size_t i = 0; i < Pack::lanes; ++i) {
      expect_near(y.v.v[i], static_cast<double>(exact(Complex(x.v.v[i])).real()), name);
      for (std::size_t k = 0; k < 4; ++k) expect_near(y.d[k].v[i], along(exact, x.v.v[i], x.d[k].v[i]), name);
    }
  }
}

TEST(Tangent, FunctionsByComplexSteps) {
  using std::exp, std::log, std::sqrt, std::tanh;
  const auto one = Complex(1);
  expect_derivatives(
      "exp", -3, 3, [](const T& x) { return fast::exp(x); }, [](Complex x) { return exp(x); });
  expect_derivatives(
      "expm1", -3, 3, [](const T& x) { return fast::expm1(x); }, [=](Complex x) { return exp(x) - one; });
  expect_derivatives(
      "log", 0.1, 5, [](const T& x) { return fast::log(x); }, [](Complex x) { return log(x); });
  expect_derivatives(
      "log1p", -0.9, 5, [](const T& x) { return fast::log1p(x); }, [=](Complex x) { return log(one + x); });
  expect_derivatives(
      "sqrt", 0.1, 5, [](const T& x) { return fast::sqrt(x); }, [](Complex x) { return sqrt(x); });
  expect_derivatives(
      "tanh", -3, 3, [](const T& x) { return fast::tanh(x); }, [](Complex x) { return tanh(x); });
  expect_derivatives(
      "sigmoid", -5, 5, [](const T& x) { return fast::sigmoid(x); }, [=](Complex x) { return one / (one + exp(-x)); });
  expect_derivatives(
      "softplus", -5, 5, [](const T& x) { return fast::softplus(x); }, [=](Complex x) { return log(one + exp(x)); });
  // The series of erf.
  expect_derivatives(
      "erf", -2, 2, [](const T& x) { return fast::erf(x); },
      [](Complex x) {
        Complex sum = 0, power = x;
        for (int n = 0; n < 60; ++n) {
          sum += power / static_cast<long double>(2 * n + 1);
          power *= -x * x / static_cast<long double>(n + 1);
        }
        return sum * (2 / std::sqrt(std::acos(-1.0L)));
      });
}

TEST(Tangent, ArithmeticByComplexSteps) {
  const auto formula = [](const auto& x, auto s) {
    return (x * x * x - 2.0 * x + s) / (x * x + 3.0) * 0.5 - (1.0 - x) * (x + s) - (x - 4.0) - (-x) + (s + x);
  };
  expect_derivatives(
      "arithmetic", -3, 3, [&](const T& x) { return formula(x, 0.75); },
      [](Complex x) {
        const long double s = 0.75L;
        return (x * x * x - 2.0L * x + s) / (x * x + 3.0L) * 0.5L - (1.0L - x) * (x + s) - (x - 4.0L) + x + s + x;
      });
}

TEST(Tangent, MultiplyAddIsProductAndSum) {
  std::mt19937 random(5);
  const T a = tangent_of(-2, 2, random), b = tangent_of(-2, 2, random), c = tangent_of(-2, 2, random);
  Tangent<double, 4> weight(1.5);
  weight.d = {0.5, -1, 2, 0};
  const auto expect_same = [](const T& x, const T& y) {
    for (std::size_t i = 0; i < Pack::lanes; ++i) {
      expect_near(x.v.v[i], y.v.v[i], "value");
      for (std::size_t k = 0; k < 4; ++k) expect_near(x.d[k].v[i], y.d[k].v[i], "derivative");
    }
  };
  expect_same(multiply_add(a, b, c), a * b + c);
  expect_same(multiply_add(weight, b, c), T(weight) * b + c);
}

TEST(Tangent, LaneSumAddsEveryLaneOnce) {
  T t(Pack(0.0), {});
  double exact = 0;
  for (std::size_t i = 0; i < Pack::lanes; ++i) {
    t.v.v[i] = static_cast<double>(1 << i);
    t.d[2].v[i] = static_cast<double>(3 << i);
    exact += static_cast<double>(1 << i);
  }
  EXPECT_EQ(lane_sum(t.v), exact);
  EXPECT_EQ(lane_sum(t).v, exact);
  EXPECT_EQ(lane_sum(t).d, (std::array<double, 4>{0, 0, 3 * exact, 0}));
}

TEST(Tangent, ChoosesByTheValue) {
  Tangent<double, 1> negative(-1.0), zero(0.0), positive(1.0);
  zero.d = {5};
  const Tangent<double, 1> a(2.0, {3}), b(4.0, {6});
  EXPECT_EQ(where_positive(positive, a, b).d[0], 3);
  EXPECT_EQ(where_positive(zero, a, b).d[0], 6);
  EXPECT_EQ(where_positive(negative, a, b).v, 4);
}

}  // namespace
}  // namespace fallline

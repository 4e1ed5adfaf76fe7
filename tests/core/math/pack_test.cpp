// The elementary functions of Pack against the C library in extended precision.
#include "math/pack.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <limits>
#include <random>
#include <vector>

#include "support/ulp.h"

namespace fallline {
namespace {

using test::ulps;

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double largest = std::numeric_limits<double>::max();
constexpr double smallest_normal = std::numeric_limits<double>::min();
constexpr double smallest = std::numeric_limits<double>::denorm_min();

// Every number of `x`, in Packs with others beside it.
template <class Function>
std::vector<double> apply(Function f, std::vector<double> x) {
  const std::size_t n = x.size();
  x.resize((n + Pack::lanes - 1) / Pack::lanes * Pack::lanes, 1.0);
  std::vector<double> y(x.size());
  for (std::size_t i = 0; i < x.size(); i += Pack::lanes) f(Pack::load(&x[i])).store(&y[i]);
  y.resize(n);
  return y;
}

std::vector<double> uniform(double low, double high, int count) {
  std::mt19937_64 random(static_cast<std::uint64_t>(count));
  std::uniform_real_distribution<double> between(low, high);
  std::vector<double> x;
  for (int i = 0; i < count; ++i) x.push_back(between(random));
  return x;
}

// Sign and exponent at random: every magnitude from 2^low to 2^high is as likely.
std::vector<double> every_magnitude(int low, int high, bool both_signs, int count) {
  std::mt19937_64 random(static_cast<std::uint64_t>(count) + 1);
  std::uniform_int_distribution<int> exponent(low, high);
  std::uniform_real_distribution<double> fraction(1, 2);
  std::vector<double> x;
  for (int i = 0; i < count; ++i)
    x.push_back(std::ldexp(fraction(random), exponent(random)) * (both_signs && i % 2 ? -1 : 1));
  return x;
}

template <class Function, class Exact>
void expect_within(double allowed, Function f, Exact exact, const std::vector<double>& x) {
  const std::vector<double> y = apply(f, x);
  for (std::size_t i = 0; i < x.size(); ++i)
    ASSERT_LE(ulps(y[i], exact(static_cast<long double>(x[i]))), allowed) << "x = " << x[i] << ", got " << y[i];
}

const auto exp_of = [](Pack p) { return exp(p); };
const auto log_of = [](Pack p) { return log(p); };
const auto sin_of = [](Pack p) { return sin(p); };
const auto cos_of = [](Pack p) { return cos(p); };
const auto exact_exp = [](long double x) { return std::exp(x); };
const auto exact_log = [](long double x) { return std::log(x); };
const auto exact_sin = [](long double x) { return std::sin(x); };
const auto exact_cos = [](long double x) { return std::cos(x); };

TEST(PackExp, WithinFourUlp) {
  expect_within(4, exp_of, exact_exp, uniform(-1, 1, 100'000));
  expect_within(4, exp_of, exact_exp, uniform(-708, 709.78, 200'000));
  expect_within(4, exp_of, exact_exp, every_magnitude(-1074, 9, true, 100'000));
}

TEST(PackExp, SubnormalResults) { expect_within(4, exp_of, exact_exp, uniform(-750, -708, 100'000)); }

TEST(PackExp, Ends) {
  EXPECT_EQ(apply(exp_of, {710, 720, 1e10, largest, infinity}), std::vector<double>(5, infinity));
  EXPECT_EQ(apply(exp_of, {-746, -760, -1e10, -largest, -infinity}), std::vector<double>(5, 0.0));
  EXPECT_EQ(apply(exp_of, {0.0, -0.0, smallest, -smallest}), std::vector<double>(4, 1.0));
  // The last argument that has a finite result, and its neighbour above.
  const double last = 709.782712893384;
  EXPECT_LE(ulps(apply(exp_of, {last})[0], std::exp(static_cast<long double>(last))), 4);
  EXPECT_EQ(apply(exp_of, {709.7827128933841}), std::vector<double>{infinity});
}

TEST(PackLog, WithinFourUlp) {
  expect_within(4, log_of, exact_log, every_magnitude(-1022, 1023, false, 200'000));
  expect_within(4, log_of, exact_log, uniform(0.4, 2.5, 200'000));
  expect_within(4, log_of, exact_log, uniform(1 - 1e-6, 1 + 1e-6, 50'000));
}

TEST(PackLog, Ends) {
  expect_within(1, log_of, exact_log, every_magnitude(-1074, -1023, false, 1000));
  const auto y = apply(log_of, {1, 0.0, -0.0, infinity, largest, smallest_normal, smallest, 2});
  EXPECT_EQ(y[0], 0);
  EXPECT_EQ(y[1], -infinity);
  EXPECT_EQ(y[2], -infinity);
  EXPECT_EQ(y[3], infinity);
  EXPECT_LE(ulps(y[4], std::log(static_cast<long double>(largest))), 1);
  EXPECT_LE(ulps(y[5], std::log(static_cast<long double>(smallest_normal))), 1);
  for (const double outside : {-1.0, -smallest, -largest, -infinity, nan})
    EXPECT_TRUE(std::isnan(apply(log_of, {outside})[0])) << outside;
}

TEST(PackSinCos, WithinFourUlp) {
  for (const double range : {0.8, 10.0, 1e3, 1e5}) {
    expect_within(4, sin_of, exact_sin, uniform(-range, range, 100'000));
    expect_within(4, cos_of, exact_cos, uniform(-range, range, 100'000));
  }
  expect_within(4, sin_of, exact_sin, every_magnitude(-1074, 16, true, 100'000));
  expect_within(4, cos_of, exact_cos, every_magnitude(-1074, 16, true, 100'000));
}

// Doubles next to multiples of π/2, where the result is the small rest of a subtraction.
TEST(PackSinCos, NextToTheirZeros) {
  std::vector<double> x;
  for (int n = -60'000; n <= 60'000; n += n < -100 || n > 100 ? 17 : 1) {
    const double at = static_cast<double>(n * (std::acos(-1.0L) / 2));
    x.insert(x.end(), {at, std::nextafter(at, infinity), std::nextafter(at, -infinity)});
  }
  expect_within(4, sin_of, exact_sin, x);
  expect_within(4, cos_of, exact_cos, x);
}

TEST(PackSinCos, HugeArguments) {
  expect_within(1, sin_of, exact_sin, every_magnitude(17, 1023, true, 20'000));
  expect_within(1, cos_of, exact_cos, every_magnitude(17, 1023, true, 20'000));
}

TEST(PackSinCos, Ends) {
  for (const double outside : {infinity, -infinity, nan}) {
    EXPECT_TRUE(std::isnan(apply(sin_of, {outside})[0]));
    EXPECT_TRUE(std::isnan(apply(cos_of, {outside})[0]));
  }
  EXPECT_EQ(apply(cos_of, {0.0, -0.0, smallest, -smallest}), std::vector<double>(4, 1.0));
  EXPECT_EQ(apply(sin_of, {0.0, -0.0}), std::vector<double>(2, 0.0));
  EXPECT_EQ(apply(sin_of, {smallest, -smallest, smallest_normal}),
            (std::vector<double>{smallest, -smallest, smallest_normal}));
}

// One strange lane must not spoil its neighbours: at every lane, everything that is strange.
TEST(PackHyperbolic, WithinFourUlp) {
  const auto sinh_of = [](Pack a) { return sinh(a); };
  const auto cosh_of = [](Pack a) { return cosh(a); };
  const auto tanh_of = [](Pack a) { return tanh(a); };
  for (const auto& x : {uniform(-30, 30, 100'000), uniform(-1.5, 1.5, 100'001), every_magnitude(-300, 4, true, 100'000),
                        std::vector{0.0, -0.0, 1.0, -1.0, 19.9, -20.1}}) {
    expect_within(
        4, sinh_of, [](long double s) { return std::sinh(s); }, x);
    expect_within(
        4, cosh_of, [](long double s) { return std::cosh(s); }, x);
    expect_within(
        4, tanh_of, [](long double s) { return std::tanh(s); }, x);
  }
  expect_within(0, tanh_of, [](long double s) { return std::tanh(s); }, {1e300, -1e300, infinity, -infinity, nan});
}

TEST(Pack, SignIsThatOfNumbers) {
  const auto sign_of = [](Pack a) { return sign(a); };
  EXPECT_EQ(apply(sign_of, {-3, -smallest, 0, smallest, infinity}), (std::vector<double>{-1, -1, 0, 1, 1}));
  EXPECT_TRUE(std::isnan(apply(sign_of, {nan})[0]) && std::isnan(sign(nan)));
}

TEST(Pack, LanesAreIndependent) {
  std::vector<double> ordinary{0.5, 1.25, 2, 3.75, 0.1, 7, 0.9, 1.1};
  ordinary.resize(Pack::lanes);
  for (const double strange : {infinity, -infinity, nan, -0.0, 1e300, -1e300, smallest})
    for (std::size_t lane = 0; lane < Pack::lanes; ++lane) {
      std::vector<double> mixed = ordinary;
      mixed[lane] = strange;
      const auto compare = [&](auto f, auto exact) {
        const auto y = apply(f, mixed);
        for (std::size_t i = 0; i < Pack::lanes; ++i)
          EXPECT_LE(ulps(y[i], exact(static_cast<long double>(mixed[i]))), 4) << strange << " in lane " << lane;
      };
      compare(exp_of, exact_exp);
      compare(log_of, exact_log);
      compare(sin_of, exact_sin);
      compare(cos_of, exact_cos);
      compare([](Pack p) { return abs(p); }, [](long double x) { return std::abs(x); });
    }
}

TEST(Pack, ArithmeticIsThatOfDoubles) {
  constexpr auto lanes = static_cast<int>(Pack::lanes);
  const auto a = uniform(-5, 5, lanes), b = every_magnitude(-20, 20, true, lanes);
  std::array<double, Pack::lanes> out;
  const auto expect = [&](Pack p, auto op) {
    p.store(out.data());
    for (std::size_t i = 0; i < Pack::lanes; ++i) EXPECT_EQ(out[i], op(a[i], b[i]));
  };
  const Pack p = Pack::load(a.data()), q = Pack::load(b.data());
  expect(p + q, [](double s, double t) { return s + t; });
  expect(p - q, [](double s, double t) { return s - t; });
  expect(p * q, [](double s, double t) { return s * t; });
  expect(p / q, [](double s, double t) { return s / t; });
  expect(-p, [](double s, double) { return -s; });
  expect(Pack(3.5), [](double, double) { return 3.5; });
  expect(sqrt(abs(p)), [](double s, double) { return std::sqrt(std::abs(s)); });
}

}  // namespace
}  // namespace fallline

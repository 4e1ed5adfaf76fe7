// Intervals enclose what they stand for: for random ranges, the result of every pair of numbers inside.
#include "math/interval.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace fallline {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

class IntervalTest : public testing::Test {
 protected:
  // Widths and places over several magnitudes; some hold 0, some end there, some are a point.
  Interval any() {
    const double at = pick(-1, 1) * std::pow(10, pick(-2, 2)), width = std::pow(10, pick(-3, 2));
    switch (static_cast<int>(pick(0, 5))) {
      case 0:
        return {at, at};
      case 1:
        return {0, width};
      case 2:
        return {-width, 0};
      default:
        return {at, at + width};
    }
  }
  double inside(Interval a) {
    const double share = pick(-0.2, 1.2);
    return a.lo + std::clamp(share, 0.0, 1.0) * (a.hi - a.lo);
  }
  double pick(double low, double high) { return std::uniform_real_distribution<double>(low, high)(random_); }

  // op(s, t) for s in a and t in b lies in op(a, b), up to rounding.
  template <class Op>
  void expect_enclosed(Op op) {
    for (int i = 0; i < 20'000; ++i) {
      const Interval a = any(), b = any(), result = op(a, b);
      // Outside of the domain of an inverse function there is nothing to enclose, and the bounds mean nothing.
      if (std::isnan(op(a.lo, b.lo)) && std::isnan(op(a.hi, b.hi))) continue;
      ASSERT_LE(result.lo, result.hi);
      for (int k = 0; k < 4; ++k) {
        const double s = std::min(inside(a), a.hi), t = std::min(inside(b), b.hi), exact = op(s, t);
        if (!std::isfinite(exact)) continue;
        const double slack = 1e-14 * (1 + std::abs(exact));
        ASSERT_GE(exact, result.lo - slack) << s << ' ' << t << " of [" << a.lo << ", " << a.hi << "]";
        ASSERT_LE(exact, result.hi + slack) << s << ' ' << t << " of [" << a.lo << ", " << a.hi << "]";
      }
    }
  }

 private:
  std::mt19937_64 random_{17};
};

double square(double s) { return s * s; }
double sign(double s) { return s > 0 ? 1 : s < 0 ? -1 : 0; }

TEST_F(IntervalTest, EnclosesSums) {
  expect_enclosed([](auto a, auto b) { return a + b; });
  expect_enclosed([](auto a, auto b) { return a - b; });
  expect_enclosed([](auto a, auto) { return -a; });
}
TEST_F(IntervalTest, EnclosesProducts) {
  expect_enclosed([](auto a, auto b) { return a * b; });
}
TEST_F(IntervalTest, EnclosesQuotients) {
  expect_enclosed([](auto a, auto b) { return a / b; });
}
TEST_F(IntervalTest, EnclosesFunctions) {
  using std::cos, std::exp, std::sin, std::sqrt;
  expect_enclosed([](auto a, auto) { return square(a); });
  expect_enclosed([](auto a, auto) { return sin(a); });
  expect_enclosed([](auto a, auto) { return cos(a); });
  expect_enclosed([](auto a, auto) { return exp(a); });
  expect_enclosed([](auto a, auto) { return sqrt(a); });
}

TEST_F(IntervalTest, EnclosesMoreFunctions) {
  using std::abs, std::acos, std::asin, std::atan, std::atan2, std::cosh, std::floor, std::log, std::log10, std::max,
      std::min, std::pow, std::sinh, std::tan, std::tanh;
  expect_enclosed([](auto a, auto) { return tan(a); });
  expect_enclosed([](auto a, auto) { return asin(a); });
  expect_enclosed([](auto a, auto) { return acos(a); });
  expect_enclosed([](auto a, auto) { return atan(a); });
  expect_enclosed([](auto a, auto) { return sinh(a); });
  expect_enclosed([](auto a, auto) { return cosh(a); });
  expect_enclosed([](auto a, auto) { return tanh(a); });
  expect_enclosed([](auto a, auto) { return log(a); });
  expect_enclosed([](auto a, auto) { return log10(a); });
  expect_enclosed([](auto a, auto) { return abs(a); });
  expect_enclosed([](auto a, auto) { return sign(a); });
  expect_enclosed([](auto a, auto) { return floor(a); });
  expect_enclosed([](auto a, auto b) { return min(a, b); });
  expect_enclosed([](auto a, auto b) { return max(a, b); });
  expect_enclosed([](auto a, auto b) { return atan2(a, b); });
  expect_enclosed([](auto a, auto b) { return pow(a, b); });
  for (const double c : {2.0, 3.0, 4.0, 7.0, -1.0, -2.0, -3.0, 0.5, 1.7, -0.5, 0.0})
    expect_enclosed([c](auto a, auto) { return pow(a, c); });
}

TEST(Interval, IsTightWhereItCanBe) {
  const Interval s = square(Interval(-2, 1));
  EXPECT_EQ(s.lo, 0);
  EXPECT_EQ(s.hi, 4);
  const Interval c = cos(Interval(-0.5, 1));
  EXPECT_EQ(c.hi, 1);
  EXPECT_EQ(c.lo, std::cos(1.0));
  const Interval turn = cos(Interval(3, 4));  // over π
  EXPECT_EQ(turn.lo, -1);
  EXPECT_EQ(turn.hi, std::cos(4.0));
  const Interval all = sin(Interval(0, 7));
  EXPECT_EQ(all.lo, -1);
  EXPECT_EQ(all.hi, 1);
}

TEST(Interval, DivisionByWhatMayBeZeroIsAnything) {
  const Interval q = Interval(1, 2) / Interval(-1, 1);
  EXPECT_EQ(q.lo, -infinity);
  EXPECT_EQ(q.hi, infinity);
}

TEST(Interval, ZeroTimesAnythingIsZero) {
  const Interval p = Interval(0, 0) * Interval::all();
  EXPECT_EQ(p.lo, 0);
  EXPECT_EQ(p.hi, 0);
}

TEST(Interval, WhatIsAskedOfIt) {
  const Interval a(-3, 1);
  EXPECT_EQ(a.middle(), -1);
  EXPECT_EQ(a.width(), 4);
  EXPECT_EQ(a.magnitude(), 3);
  EXPECT_TRUE(a.contains(-3) && a.contains(1) && !a.contains(1.0000001));
}

}  // namespace
}  // namespace fallline

// Rules of second-order dual numbers, one by one, against derivatives worked by hand; and that what is zero by
// structure is known to be so at compile time.
#include "math/dual2.h"

#include <gtest/gtest.h>

#include <cmath>
#include <type_traits>

namespace fallline {
namespace {

struct All {
  double v, x, y, xx, xy, yy;
};

void expect_near(const auto& d, const All& exact) {
  constexpr double eps = 4e-15;
  const auto near = [&](double got, double e) { EXPECT_NEAR(got, e, eps * (1 + std::abs(e))); };
  near(d.v, exact.v);
  near(part<double>(d.x), exact.x);
  near(part<double>(d.y), exact.y);
  near(part<double>(d.xx), exact.xx);
  near(part<double>(d.xy), exact.xy);
  near(part<double>(d.yy), exact.yy);
}

constexpr double px = 0.7, py = -1.3;
const auto x = variable_x(px);
const auto y = variable_y(py);

TEST(Dual2, Variables) {
  expect_near(x, {px, 1, 0, 0, 0, 0});
  expect_near(y, {py, 0, 1, 0, 0, 0});
}

TEST(Dual2, SumsAndConstants) {
  expect_near(x + y, {px + py, 1, 1, 0, 0, 0});
  expect_near(x - y, {px - py, 1, -1, 0, 0, 0});
  expect_near(-x, {-px, -1, 0, 0, 0, 0});
  expect_near(x + 2.0, {px + 2, 1, 0, 0, 0, 0});
  expect_near(2.0 - y, {2 - py, 0, -1, 0, 0, 0});
  expect_near(y - 2.0, {py - 2, 0, 1, 0, 0, 0});
  expect_near(3.0 * x, {3 * px, 3, 0, 0, 0, 0});
  expect_near(y * 3.0, {3 * py, 0, 3, 0, 0, 0});
}

TEST(Dual2, Products) {
  expect_near(x * y, {px * py, py, px, 0, 1, 0});
  expect_near(x * x, {px * px, 2 * px, 0, 2, 0, 0});
  // (x²y)(xy²) = x³y³
  expect_near((x * x * y) * (x * y * y),
              {std::pow(px * py, 3), 3 * px * px * std::pow(py, 3), 3 * std::pow(px, 3) * py * py,
               6 * px * std::pow(py, 3), 9 * px * px * py * py, 6 * std::pow(px, 3) * py});
}

TEST(Dual2, Square) {
  // (xy)² = x²y²
  expect_near(square(x * y),
              {px * px * py * py, 2 * px * py * py, 2 * px * px * py, 2 * py * py, 4 * px * py, 2 * px * px});
}

TEST(Dual2, Exp) {
  const double e = std::exp(px * py);
  expect_near(exp(x * y), {e, py * e, px * e, py * py * e, (1 + px * py) * e, px * px * e});
}

TEST(Dual2, SinAndCos) {
  // of u = x²y: u_x = 2xy, u_y = x², u_xx = 2y, u_xy = 2x, u_yy = 0
  const double u = px * px * py, ux = 2 * px * py, uy = px * px, uxx = 2 * py, uxy = 2 * px;
  const double s = std::sin(u), c = std::cos(u);
  expect_near(sin(square(x) * y), {s, c * ux, c * uy, c * uxx - s * ux * ux, c * uxy - s * ux * uy, -s * uy * uy});
  expect_near(cos(square(x) * y), {c, -s * ux, -s * uy, -s * uxx - c * ux * ux, -s * uxy - c * ux * uy, -c * uy * uy});
}

TEST(Dual2, Sqrt) {
  // r = √(x² + y²): r_x = x/r, r_xx = y²/r³, r_xy = −xy/r³
  const double r = std::hypot(px, py), r3 = r * r * r;
  expect_near(sqrt(square(x) + square(y)), {r, px / r, py / r, py * py / r3, -px * py / r3, px * px / r3});
}

TEST(Dual2, Tanh) {
  // t = tanh(xy): t' = 1 − t², t'' = −2t(1 − t²)
  const double t = std::tanh(px * py), first = 1 - t * t, second = -2 * t * first;
  expect_near(tanh(x * y), {t, first * py, first * px, second * py * py, second * px * py + first, second * px * px});
}

TEST(Dual2, Quotients) {
  // x²/y: 2x/y, −x²/y², 2/y, −2x/y², 2x²/y³
  const double y2 = py * py, y3 = y2 * py;
  expect_near(square(x) / y, {px * px / py, 2 * px / py, -px * px / y2, 2 / py, -2 * px / y2, 2 * px * px / y3});
  expect_near(3.0 / x, {3 / px, -3 / (px * px), 0, 6 / (px * px * px), 0, 0});
}

TEST(Dual2, Abs) {
  expect_near(abs(x * y), {-px * py, -py, -px, 0, -1, 0});
  expect_near(abs(square(x) * y), {-px * px * py, -2 * px * py, -px * px, -2 * py, -2 * px, 0});
  expect_near(abs(x - px), {0, 0, 0, 0, 0, 0});
  // Over a range with the kink: every slope between those of both sides.
  const auto over = abs(variable_x(Interval(-1, 2)));
  EXPECT_EQ(over.v.lo, 0);
  EXPECT_EQ(over.v.hi, 2);
  EXPECT_EQ(over.x.lo, -1);
  EXPECT_EQ(over.x.hi, 1);
  EXPECT_EQ(over.xx.hi, Interval::all().hi);
  EXPECT_EQ(abs(variable_x(Interval(1, 2))).xx.hi, 0);
}

TEST(Dual2, ZerosOfStructureCostNothing) {
  static_assert(std::is_same_v<decltype(x.y), Zero>);
  static_assert(std::is_same_v<decltype((x + 2.0 * y).xy), Zero>);
  static_assert(std::is_same_v<decltype(square(x).yy), Zero>);
  static_assert(std::is_same_v<decltype(square(x).xx), double>);
  static_assert(std::is_same_v<decltype((square(x) + square(y)).xy), Zero>);
  static_assert(std::is_same_v<decltype((x * y).xx), Zero>);
  static_assert(std::is_same_v<decltype(exp(x).xy), Zero>);
}

}  // namespace
}  // namespace fallline

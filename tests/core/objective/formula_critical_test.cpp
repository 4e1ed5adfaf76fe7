// The search for critical points on formulas: holes, poles, kinks and jumps.
#include <gtest/gtest.h>

#include <chrono>
#include <cmath>
#include <thread>

#include "curvature/critical_points.h"
#include "support/formulas.h"

namespace fallline {
namespace {

using test::surface_of;

constexpr Domain square{-3, 3, -3, 3};

CriticalPoints found_in(std::string_view text, const Domain& domain = square) {
  const auto surface = surface_of(text);
  const CriticalPoints found = find_critical_points(*surface, domain);
  for (const CriticalPoint& p : found.points) {
    const auto d = surface->derivatives(p.at);
    for (const double part : {d.value, d.x, d.y, d.xx, d.xy, d.yy})
      EXPECT_TRUE(std::isfinite(part)) << text << " at " << p.at.x << ", " << p.at.y;
    EXPECT_LE(p.gradient_norm, found.tolerance);
  }
  return found;
}

void expect_points(std::string_view text, const std::vector<std::pair<Point, Kind>>& expected) {
  SCOPED_TRACE(text);
  const CriticalPoints found = found_in(text);
  EXPECT_EQ(found.status, SearchStatus::complete);
  ASSERT_EQ(found.points.size(), expected.size());
  for (const auto& [at, kind] : expected) {
    const auto is_there = [at = at, kind = kind](const CriticalPoint& p) {
      return std::hypot(p.at.x - at.x, p.at.y - at.y) < 1e-7 && p.kind == kind;
    };
    EXPECT_TRUE(std::any_of(found.points.begin(), found.points.end(), is_there)) << at.x << ", " << at.y;
  }
}

TEST(CriticalPointsOfFormulas, AreAllOfThem) {
  expect_points("x^2 + y^2", {{{0, 0}, Kind::minimum}});
  expect_points("cosh(x - 1) + y^4 + y^2", {{{1, 0}, Kind::minimum}});
  expect_points("x*exp(-x^2 - y^2)", {{{std::sqrt(0.5), 0}, Kind::maximum}, {{-std::sqrt(0.5), 0}, Kind::minimum}});
}

// The gradient vanishes at (−1, 0) too, where there is no logarithm.
TEST(CriticalPointsOfFormulas, AreNoneInHoles) {
  expect_points("x^2/2 - log(x) + y^2", {{{1, 0}, Kind::minimum}});
  expect_points("sqrt(1 - x^2 - y^2)", {{{0, 0}, Kind::maximum}});
  expect_points("log(-1 - x^2) + y^2", {});
  expect_points("0*log(y - 10) + x^2 + y^2", {});
  expect_points("log(-1)", {});
  expect_points("acos(2 + x^2) + y^2", {});
}

TEST(CriticalPointsOfFormulas, AreNoneAtPoles) {
  expect_points("1/x + y^2", {});
  expect_points("tan(x) + y^2", {});
  expect_points("(1/x + 1)^2 + y^2", {{{-1, 0}, Kind::minimum}});
  expect_points("1/(x^2 + y^2 - 1)", {{{0, 0}, Kind::maximum}});
}

// Absolute values inside of other functions are not taken apart.
TEST(CriticalPointsOfFormulas, InnerKinksAreDegenerateOrUndecided) {
  // A minimum, but with a slope on each side.
  const CriticalPoints corner = found_in("exp(abs(x - 1)) + (y - 1)^2 + x^2/4 + exp(abs(y - x))");
  EXPECT_EQ(corner.status, SearchStatus::partial);
  EXPECT_TRUE(corner.points.empty());
  EXPECT_EQ(found_in("sqrt(x^2 + y^2)").status, SearchStatus::partial);
  // With another curvature on each side.
  const CriticalPoints seam = found_in("max(x, y)^2 + (x - y)^2");
  ASSERT_EQ(seam.points.size(), 1u);
  EXPECT_LT(std::hypot(seam.points[0].at.x, seam.points[0].at.y), 1e-7);
}

// However many steps of a jump cross the domain, each is another piece with its own points.
TEST(CriticalPointsOfFormulas, JumpsHideNone) {
  const CriticalPoints found = found_in("(x - floor(x) - 0.5)^2 + y^2");
  for (const double x : {-2.5, -1.5, -0.5, 0.5, 1.5, 2.5}) {
    const auto is_there = [x](const CriticalPoint& p) { return std::hypot(p.at.x - x, p.at.y) < 1e-7; };
    EXPECT_TRUE(std::any_of(found.points.begin(), found.points.end(), is_there)) << x;
  }
}

TEST(CriticalPointsOfFormulas, PlainsAreNoList) {
  for (const char* text : {"5", "floor(x)", "floor(x)*y^2", "max(0, x)^2", "exp(-1/x^2) + y^2", "abs(x*y)"}) {
    const CriticalPoints found = found_in(text);
    EXPECT_EQ(found.status, SearchStatus::partial) << text;
    EXPECT_LE(found.points.size(), 200u) << text;
  }
}

TEST(CriticalPointsOfFormulas, AreGivenUpAtOnce) {
  std::string hard = "0";
  for (int i = 1; i < 300; ++i) hard += "+sin(" + std::to_string(i) + "*x*y+floor(" + std::to_string(i) + "*x))";
  const auto surface = surface_of(hard);
  std::stop_source stop;
  std::chrono::steady_clock::time_point asked;
  std::jthread asker([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(30));
    asked = std::chrono::steady_clock::now();
    stop.request_stop();
  });
  const CriticalPoints found = find_critical_points(*surface, square, stop.get_token());
  asker.join();
  EXPECT_EQ(found.status, SearchStatus::cancelled);
  EXPECT_LT(std::chrono::steady_clock::now() - asked, std::chrono::milliseconds(500));
}

}  // namespace
}  // namespace fallline

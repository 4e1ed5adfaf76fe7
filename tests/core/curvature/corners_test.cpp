// Critical points on kinks: found, of their kind, and none invented.
#include "curvature/corners.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <random>

#include "objective/penalized.h"
#include "support/formulas.h"
#include "support/tables.h"

namespace fallline {
namespace {

using test::surface_of;

constexpr Domain square{-3, 3, -3, 3};

struct Expected {
  Point at;
  Kind kind;
  bool corner;
};

// Of each kind what the values on a circle around say, which needs no derivative at all.
void expect_kind(const Surface& surface, const CriticalPoint& p) {
  if (p.kind == Kind::degenerate) return;
  int higher = 0, lower = 0;
  for (int i = 0; i < 720; ++i) {
    const double angle = i * std::numbers::pi / 360 + 0.001;
    const double theta[] = {p.at.x + 0.03 * std::cos(angle), p.at.y + 0.03 * std::sin(angle)};
    (surface.value(theta, {}) > p.loss ? higher : lower)++;
  }
  EXPECT_EQ(higher > 0, p.kind != Kind::maximum) << p.at.x << ", " << p.at.y;
  EXPECT_EQ(lower > 0, p.kind != Kind::minimum) << p.at.x << ", " << p.at.y;
}

void expect_points(std::string_view text, const std::vector<Expected>& expected) {
  SCOPED_TRACE(text);
  const auto surface = surface_of(text);
  ASSERT_TRUE(surface->kinks());
  const CriticalPoints found = find_critical_points(*surface, square);
  EXPECT_EQ(found.status, SearchStatus::complete);
  EXPECT_EQ(found.points.size(), expected.size());
  for (const auto& [at, kind, corner] : expected) {
    const auto p = std::find_if(found.points.begin(), found.points.end(), [at = at](const CriticalPoint& f) {
      return std::hypot(f.at.x - at.x, f.at.y - at.y) < 1e-9;
    });
    ASSERT_NE(p, found.points.end()) << at.x << ", " << at.y;
    EXPECT_EQ(key(p->kind), key(kind)) << at.x << ", " << at.y;
    EXPECT_EQ(p->corner, corner) << at.x << ", " << at.y;
    EXPECT_EQ(std::isnan(p->curvature.lambda[0]), corner) << "no eigenvalues where there are no second derivatives";
    EXPECT_LE(p->gradient_norm, found.tolerance);
    expect_kind(*surface, *p);
  }
}

TEST(Corners, WhereKinksCross) {
  using enum Kind;
  expect_points("abs(x) + abs(y)", {{{0, 0}, minimum, true}});
  expect_points("abs(x - 0.3) + abs(y + 0.7)", {{{0.3, -0.7}, minimum, true}});
  expect_points("-abs(x) - 2*abs(y)", {{{0, 0}, maximum, true}});
  expect_points("abs(x) - abs(y)", {{{0, 0}, saddle, true}});
  expect_points("abs(x) + abs(y) + abs(x - y)", {{{0, 0}, minimum, true}});
  expect_points("abs(x) + abs(y) - 3*abs(x - y)", {{{0, 0}, saddle, true}});
  expect_points("abs(x + y - 0.5) + abs(x - 2*y) + x^2/10", {{{1 / 3.0, 1 / 6.0}, minimum, true}});
  // Leaning, and leaning too much.
  expect_points("abs(x) + abs(y) + 0.9*x - 0.9*y", {{{0, 0}, minimum, true}});
  expect_points("abs(x) + abs(y) + 1.1*x", {});
  expect_points("abs(x) + abs(y) + 2*(x + y)/3 + x^2 + y^2", {{{0, 0}, minimum, true}});
}

TEST(Corners, OnOneKink) {
  using enum Kind;
  expect_points("abs(x) + y^2", {{{0, 0}, minimum, true}});
  expect_points("abs(x) - y^2", {{{0, 0}, saddle, true}});
  expect_points("y^2 - abs(x)", {{{0, 0}, saddle, true}});
  expect_points("-y^2 - abs(x)", {{{0, 0}, maximum, true}});
  expect_points("x^2 + y^2 + abs(x - y)", {{{0, 0}, minimum, true}});
  expect_points("max(x, y) + x^2 + y^2", {{{-0.25, -0.25}, minimum, true}});
  expect_points("abs(x) + y^3 - 3*y", {{{0, 1}, minimum, true}, {{0, -1}, saddle, true}});
  expect_points("abs(x) + y^4", {{{0, 0}, degenerate, true}});
}

// The kink's own curvature counts: along the circle (x − 1)² + y² = 2 the line 2x + 1 is lowest at its left end.
TEST(Corners, OnCurvedKinks) {
  using enum Kind;
  const double r = std::sqrt(2.0);
  expect_points("max(x^2 + y^2, 2*x + 1)", {{{1 - r, 0}, minimum, true}});
  // Two bowls, and the ridge where they meet.
  expect_points("min((x + 1)^2 + y^2, 2*((x - 1)^2 + y^2))",
                {{{-1, 0}, minimum, false}, {{1, 0}, minimum, false}, {{(r - 1) / (r + 1), 0}, saddle, true}});
}

// ½‖θ − b‖² + λ‖θ‖₁ is lowest where b is moved towards 0 by λ, coordinate by coordinate.
TEST(Corners, SoftThreshold) {
  const Formula formula = test::parsed("0.5*((x - p)^2 + (y - q)^2) + l*(abs(x) + abs(y))");
  const auto soft = [](double b, double l) { return std::copysign(std::max(std::abs(b) - l, 0.0), b); };
  for (const double p : {-2.0, 0.5, 1.0})
    for (const double q : {-0.3, 0.0, 1.5})
      for (const double l : {0.1, 0.4, 0.9, 1.7}) {
        SCOPED_TRACE(testing::Message() << p << ' ' << q << ' ' << l);
        std::vector<double> values;
        for (const Parameter& parameter : formula.parameters())
          values.push_back(parameter.key == "p" ? p : parameter.key == "q" ? q : l);
        const auto surface = formula.surface(values);
        const auto found = find_critical_points(*surface, square);
        EXPECT_EQ(found.status, SearchStatus::complete);
        ASSERT_EQ(found.points.size(), 1u);
        const CriticalPoint& only = found.points[0];
        EXPECT_NEAR(only.at.x, soft(p, l), 1e-12);
        EXPECT_NEAR(only.at.y, soft(q, l), 1e-12);
        EXPECT_EQ(only.corner, soft(p, l) == 0 || soft(q, l) == 0);
        EXPECT_EQ(only.kind, Kind::minimum);
      }
}

// The same with the term added to a surface, and both corners there may be already.
TEST(Corners, L1Terms) {
  for (const double l : {0.1, 0.5, 1.5}) {
    const auto added = penalized(surface_of("0.5*((x - 1)^2 + (y + 0.3)^2)"), l, 0);
    const auto found = find_critical_points(*added, square);
    EXPECT_EQ(found.status, SearchStatus::complete);
    ASSERT_EQ(found.points.size(), 1u);
    EXPECT_NEAR(found.points[0].at.x, std::max(1 - l, 0.0), 1e-12);
    EXPECT_NEAR(found.points[0].at.y, std::min(l - 0.3, 0.0), 1e-12);
    EXPECT_EQ(found.points[0].kind, Kind::minimum);
  }
  // |x − 1| + ½(|x| + |y|) + ½‖θ‖²: at x the slopes −1 + ½ + x of the right side of 0 vanish at ½.
  const auto both = penalized(surface_of("abs(x - 1)"), 0.5, 0.5);
  const auto found = find_critical_points(*both, square);
  EXPECT_EQ(found.status, SearchStatus::complete);
  ASSERT_EQ(found.points.size(), 1u);
  EXPECT_NEAR(found.points[0].at.x, 0.5, 1e-12);
  EXPECT_EQ(found.points[0].at.y, 0);
  EXPECT_EQ(found.points[0].kind, Kind::minimum);
}

// Himmelblau's function with an L1 term: each minimum and saddle moves a little, those on an axis stay on it.
TEST(Corners, HimmelblauWithAnL1Term) {
  const auto surface = penalized(test::make_surface("himmelblau"), 3, 0.1);
  const auto found = find_critical_points(*surface, {-5, 5, -5, 5});
  EXPECT_EQ(found.status, SearchStatus::complete);
  int index = 0;
  for (const CriticalPoint& p : found.points) {
    expect_kind(*surface, p);
    ASSERT_NE(p.kind, Kind::degenerate);
    index += p.kind == Kind::saddle ? -1 : 1;
  }
  EXPECT_EQ(index, 1) << "as often as the gradient turns along the edge";
  EXPECT_GE(found.points.size(), 9u);
}

// Σ|aᵢx + bᵢy + cᵢ| is convex and lowest at a crossing: the lowest of all crossings.
TEST(Corners, LeastAbsoluteDeviations) {
  std::mt19937_64 random(5);
  std::uniform_real_distribution<double> between(-1, 1);
  for (int round = 0; round < 20; ++round) {
    std::vector<std::array<double, 3>> lines(9);
    std::string text = "0";
    for (auto& line : lines) {
      for (double& c : line) c = between(random);
      text += fmt::format(" + abs({}*x + {}*y + {})", line[0], line[1], line[2]);
    }
    const auto value = [&](Point p) {
      double sum = 0;
      for (const auto& [a, b, c] : lines) sum += std::abs(a * p.x + b * p.y + c);
      return sum;
    };
    Point best{0, 0};
    for (const auto& [a, b, c] : lines)
      for (const auto& [d, e, f] : lines) {
        const double det = a * e - b * d;
        if (det == 0) continue;
        const Point p{(b * f - c * e) / det, (c * d - a * f) / det};
        if (value(p) < value(best)) best = p;
      }
    ASSERT_TRUE(square.contains(best));
    const auto found = find_critical_points(*surface_of(text), square);
    EXPECT_EQ(found.status, SearchStatus::complete);
    ASSERT_EQ(found.points.size(), 1u) << text;
    EXPECT_NEAR(found.points[0].at.x, best.x, 1e-9);
    EXPECT_NEAR(found.points[0].at.y, best.y, 1e-9);
    EXPECT_EQ(found.points[0].kind, Kind::minimum);
  }
}

// A whole edge of minima is no list of points.
TEST(Corners, LevelEdgesAreNoList) {
  for (const char* text : {"abs(x)", "abs(x) + x + y^2", "abs(x - 1) + abs(x + 1) + y^2"}) {
    const auto found = find_critical_points(*surface_of(text), square);
    EXPECT_EQ(found.status, SearchStatus::partial) << text;
    for (const CriticalPoint& p : found.points)
      if (std::abs(p.at.x) < 0.99) {
        EXPECT_EQ(p.kind, Kind::degenerate) << text << ' ' << p.at.x;
      }
  }
}

TEST(Corners, OnlyOutermostSumsAreTakenApart) {
  for (const char* text : {"2*abs(x) - abs(y)/3", "-(abs(x) - y)", "min(x, y)", "max(x, 2) + 1"})
    EXPECT_TRUE(surface_of(text)->kinks()) << text;
  for (const char* text : {"x^2", "abs(x)*y", "exp(abs(x))", "abs(x) + floor(y)", "abs(abs(x) - 1)", "abs(2)"})
    EXPECT_FALSE(surface_of(text)->kinks()) << text;
}

// The parts make up the whole.
TEST(Corners, PartsAddUp) {
  for (const char* text : {"2*abs(x - y^2) - abs(sin(y))/3 + x*y", "min(x^2, y) - 3*max(x*y, 1) + exp(x)"}) {
    const auto surface = surface_of(text);
    const KinkSum* sum = surface->kinks();
    ASSERT_TRUE(sum) << text;
    for (const Point p : {Point{0.3, -0.7}, Point{-1.2, 2.1}, Point{2, 0.4}}) {
      double value = sum->smooth->derivatives(p).value;
      for (const Kink& k : sum->kinks) value += k.weight * std::abs(k.u->derivatives(p).value);
      EXPECT_NEAR(value, surface->derivatives(p).value, 1e-13) << text;
    }
  }
}

}  // namespace
}  // namespace fallline

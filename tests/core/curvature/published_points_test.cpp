// Extremes of the catalogue's functions as they are published, to the digits that are given there.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "curvature/critical_points.h"
#include "landscape/grid.h"
#include "support/tables.h"

namespace fallline {
namespace {

struct Published {
  std::string_view surface;
  Point at;
  Kind kind;
  double loss;
  double place_within, loss_within;  // half of the last digit
};
void PrintTo(const Published& p, std::ostream* out) { *out << p.surface << ' ' << p.at.x << ", " << p.at.y; }

constexpr double exact = 1e-9;

// Jamil & Yang, Int. J. of Mathematical Modelling and Numerical Optimisation 4 (2013), but for Peaks: MATLAB's
// documentation of `peaks` and its tables of extremes.
constexpr Published published[] = {
    {"sphere", {0, 0}, Kind::minimum, 0, exact, exact},
    {"rosenbrock", {1, 1}, Kind::minimum, 0, exact, exact},
    {"beale", {3, 0.5}, Kind::minimum, 0, exact, exact},
    {"booth", {1, 3}, Kind::minimum, 0, exact, exact},
    {"matyas", {0, 0}, Kind::minimum, 0, exact, exact},
    {"mccormick", {-0.547, -1.547}, Kind::minimum, -1.9133, 5e-4, 1e-4},
    {"three_hump_camel", {0, 0}, Kind::minimum, 0, exact, exact},
    {"styblinski_tang", {-2.903534, -2.903534}, Kind::minimum, -78.332, 5e-7, 5e-4},
    {"goldstein_price", {0, -1}, Kind::minimum, 3, exact, 1e-9},
    {"goldstein_price", {-0.6, -0.4}, Kind::minimum, 30, exact, 1e-9},
    {"goldstein_price", {1.8, 0.2}, Kind::minimum, 84, exact, 1e-9},
    {"goldstein_price", {1.2, 0.8}, Kind::minimum, 840, exact, 1e-8},
    {"griewank", {0, 0}, Kind::minimum, 0, exact, exact},
    {"levy13", {1, 1}, Kind::minimum, 0, exact, exact},
    {"peaks", {-0.0093, 1.5814}, Kind::maximum, 8.1062, 5e-5, 5e-5},
    {"peaks", {0.2283, -1.6255}, Kind::minimum, -6.5511, 5e-5, 5e-5},
};

class PublishedPoint : public testing::TestWithParam<Published> {};

TEST_P(PublishedPoint, IsFound) {
  const Published& p = GetParam();
  const Domain domain = find_surface(p.surface)->domain;
  for (const CriticalPoint& found : find_critical_points(*test::make_surface(p.surface), domain).points)
    if (std::abs(found.at.x - p.at.x) <= p.place_within && std::abs(found.at.y - p.at.y) <= p.place_within) {
      EXPECT_EQ(found.kind, p.kind);
      EXPECT_NEAR(found.loss, p.loss, p.loss_within);
      return;
    }
  FAIL() << "no critical point there";
}

INSTANTIATE_TEST_SUITE_P(All, PublishedPoint, testing::ValuesIn(published), [](const auto& test) {
  return std::string(test.param.surface) + "_" + std::to_string(test.index);
});

// The published minimum lies on the edge of the domain, where the gradient does not vanish: f(512, 404.2319) =
// −959.6407, and nowhere in the domain is it lower.
TEST(Eggholder, HasItsMinimumOnTheEdge) {
  const auto surface = test::make_surface("eggholder");
  const auto at = surface->derivatives(Point{512, 404.2319});
  EXPECT_NEAR(at.value, -959.6407, 5e-5);
  EXPECT_LT(at.x, -0.1);
  EXPECT_NEAR(at.y, 0, 1e-3);
  const Grid grid = evaluate_grid(*surface, find_surface("eggholder")->domain, 1500, 1500);
  EXPECT_GE(*std::min_element(grid.values.begin(), grid.values.end()), -959.6408);
}

// Plain descent from the start of the chain comes past three saddles, one after the other, before it finds a minimum.
TEST(SaddleChain, LeadsFromSaddleToSaddle) {
  constexpr double pi = std::numbers::pi;
  const auto surface = test::make_surface("saddle_chain");
  Point p = find_surface("saddle_chain")->start;
  std::vector<Point> passed;
  for (int t = 0; t < 4000; ++t) {
    for (const Point saddle : {Point{0, 0}, {pi, 0}, {pi, pi}, {0, pi}})
      if (std::hypot(p.x - saddle.x, p.y - saddle.y) < 0.1 && (passed.empty() || passed.back() != saddle))
        passed.push_back(saddle);
    const auto d = surface->derivatives(p);
    p = {p.x - 0.01 * d.x, p.y - 0.01 * d.y};
  }
  EXPECT_EQ(passed, (std::vector<Point>{{0, 0}, {pi, 0}, {pi, pi}}));
  const auto end = surface->derivatives(p);
  EXPECT_LT(std::hypot(end.x, end.y), 1e-9);
  EXPECT_EQ(kind_of(eigen_pairs(end.xx, end.xy, end.yy), 1), Kind::minimum);
}

// Equal in height, κ apart in curvature.
TEST(SharpAndFlat, DifferOnlyInSharpness) {
  for (const double kappa : {1.0, 7.0, 64.0, 1e3}) {
    const auto surface = test::make_surface("sharp_and_flat", {kappa});
    const auto sharp = surface->derivatives(Point{-1, 0}), flat = surface->derivatives(Point{1, 0});
    EXPECT_EQ(sharp.value, 0);
    EXPECT_EQ(flat.value, 0);
    EXPECT_NEAR(sharp.xx, 2 * kappa, 1e-12 * kappa);
    EXPECT_NEAR(sharp.yy, 2 * kappa, 1e-12 * kappa);
    EXPECT_NEAR(flat.xx, 2, 1e-12);
    EXPECT_NEAR(flat.yy, 2, 1e-12);
  }
}

}  // namespace
}  // namespace fallline

// Derivatives of every surface, at points in its domain and beyond, against implementations that share nothing with it.
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "curvature/eigen2.h"
#include "support/derivative_scale.h"
#include "support/plain_formulas.h"
#include "support/tables.h"

namespace fallline {
namespace {

using test::derivative_names;
using test::list;
using test::make_surface;

// Where a surface has a kink, which its bounds say, the extrapolated differences of the second derivatives are no
// reference.
bool near_kink(const Surface& surface, const SurfaceInfo& info, Point p) {
  if (info.smooth) return false;
  const double r = 0.03 * std::max(info.domain.width(), info.domain.height());
  const auto bound = surface.derivatives(Interval(p.x - r, p.x + r), Interval(p.y - r, p.y + r));
  return !std::isfinite(bound.xx.magnitude() + bound.xy.magnitude() + bound.yy.magnitude());
}

class PlainFormulas : public testing::TestWithParam<test::PlainFormula> {};

TEST_P(PlainFormulas, HaveTheSameDerivatives) {
  const test::PlainFormula& formula = GetParam();
  const SurfaceInfo* info = find_surface(formula.surface);
  ASSERT_TRUE(info);
  const auto surface = info->make(formula.values);

  std::vector<Point> points = test::points_around(info->domain, 400, 1);
  std::erase_if(points, [&](Point p) { return near_kink(*surface, *info, p); });
  std::vector<Derivatives<long double>> exact;
  for (const Point p : points) exact.push_back(test::derivatives(formula, p));
  const auto usual = test::usual_size(exact);
  for (std::size_t i = 0; i < points.size(); ++i) {
    const auto got = list(surface->derivatives(points[i]));
    const auto expected = list(exact[i]);
    for (std::size_t k = 0; k < 6; ++k)
      ASSERT_NEAR(got[k], static_cast<double>(expected[k]),
                  1e-12 * (usual[k] + std::abs(static_cast<double>(expected[k]))))
          << derivative_names[k] << " at " << points[i].x << ", " << points[i].y;
  }
}

TEST_P(PlainFormulas, HaveTheSameGradientNextToAKink) {
  const test::PlainFormula& formula = GetParam();
  const auto surface = make_surface(formula.surface, formula.values);
  for (const double r : {0.2, 1e-2, 1e-5, 1e-9})
    for (double angle = 0.1; angle < 6; angle += 0.7) {
      const Point p{r * std::cos(angle), r * std::sin(angle)};
      const auto got = surface->derivatives(p);
      const auto exact = test::derivatives(formula, p);
      const auto size = std::hypot(static_cast<double>(exact.x), static_cast<double>(exact.y));
      EXPECT_NEAR(got.x, static_cast<double>(exact.x), 1e-14 + 1e-11 * size) << r << ' ' << angle;
      EXPECT_NEAR(got.y, static_cast<double>(exact.y), 1e-14 + 1e-11 * size) << r << ' ' << angle;
    }
}

INSTANTIATE_TEST_SUITE_P(All, PlainFormulas, testing::ValuesIn(test::plain_formulas()), [](const auto& test) {
  return std::string(test.param.surface) + "_" + std::to_string(test.index);
});

// For every entry of the catalogue, also one that has no plain formula yet: the gradient is the slope of the values,
// and the Hessian that of the gradient.
class SurfaceDerivatives : public testing::TestWithParam<std::string_view> {};

template <class Function>
double slope(Function f, double h) {
  const auto central = [&](double k) { return (f(k) - f(-k)) / (2 * k); };
  return (64 * central(h / 4) - 20 * central(h / 2) + central(h)) / 45;  // error of order h⁶
}

TEST_P(SurfaceDerivatives, AreSlopesOfTheValues) {
  const SurfaceInfo& info = *find_surface(GetParam());
  const auto surface = make_surface(GetParam());
  std::vector<Point> points = test::points_around(info.domain, 200, 2);
  std::erase_if(points, [&](Point p) { return near_kink(*surface, info, p); });
  std::vector<Derivatives<double>> all;
  for (const Point p : points) all.push_back(surface->derivatives(p));
  const auto usual = test::usual_size(all);
  const double h = 1e-3 * std::max(info.domain.width(), info.domain.height());
  for (std::size_t i = 0; i < points.size(); ++i) {
    const double x = points[i].x, y = points[i].y;
    const auto value = [&](double dx, double dy) {
      const double theta[] = {x + dx, y + dy};
      return surface->value(theta, {});
    };
    const auto at = [&](double dx, double dy) { return surface->derivatives(Point{x + dx, y + dy}); };
    const std::array<double, 6> expected{value(0, 0),
                                         slope([&](double k) { return value(k, 0); }, h),
                                         slope([&](double k) { return value(0, k); }, h),
                                         slope([&](double k) { return at(k, 0).x; }, h),
                                         slope([&](double k) { return at(0, k).x; }, h),
                                         slope([&](double k) { return at(0, k).y; }, h)};
    const auto got = list(all[i]);
    for (std::size_t k = 0; k < 6; ++k)
      ASSERT_NEAR(got[k], expected[k], 1e-6 * (usual[k] + std::abs(expected[k])))
          << derivative_names[k] << " at " << x << ", " << y;
  }
}

TEST_P(SurfaceDerivatives, VanishAtTheKnownCriticalPoints) {
  const SurfaceInfo& info = *find_surface(GetParam());
  const auto surface = make_surface(GetParam());
  if (!info.smooth) return;  // no derivative need vanish at a kink
  for (const KnownPoint& known : info.known) {
    const auto d = surface->derivatives(Point{known.x, known.y});
    // What the rounding of its coordinates does to a gradient.
    const double curvature = std::hypot(d.xx, std::hypot(d.xy, d.yy));
    EXPECT_NEAR(std::hypot(d.x, d.y), 0, 1e-14 * (10 + curvature)) << known.x << ", " << known.y;
    EXPECT_EQ(key(kind_of(eigen_pairs(d.xx, d.xy, d.yy), 1)), known.kind) << known.x << ", " << known.y;
  }
}

INSTANTIATE_TEST_SUITE_P(All, SurfaceDerivatives, testing::ValuesIn(surface_keys()), test::key_name);

// tests/data/functions.json: 25 points by automatic differentiation in another program.
class ReferenceValues : public testing::TestWithParam<std::string_view> {};

TEST_P(ReferenceValues, Agree) {
  const auto data = nlohmann::json::parse(std::ifstream(FALLLINE_TEST_DATA "/functions.json"));
  const auto surface = make_surface(GetParam());
  const auto& function = data.at("functions").at(std::string(GetParam()));
  const auto expect = [](double got, const nlohmann::json& exact, double size) {
    EXPECT_NEAR(got, exact.get<double>(), 1e-12 * size);
  };
  for (std::size_t i = 0; i < data["points"].size(); ++i) {
    SCOPED_TRACE(i);
    const auto d = surface->derivatives(Point{data["points"][i][0], data["points"][i][1]});
    const auto &g = function["gradient"][i], &h = function["hessian"][i], &lambda = function["eigenvalues"][i];
    expect(d.value, function["value"][i], std::abs(function["value"][i].get<double>()));
    const double slope = std::hypot(g[0].get<double>(), g[1].get<double>());
    expect(d.x, g[0], slope);
    expect(d.y, g[1], slope);
    const double curvature = std::max(std::abs(lambda[0].get<double>()), std::abs(lambda[1].get<double>()));
    expect(d.xx, h[0][0], curvature);
    expect(d.xy, h[0][1], curvature);
    expect(d.xy, h[1][0], curvature);
    expect(d.yy, h[1][1], curvature);
    const EigenPairs pairs = eigen_pairs(d.xx, d.xy, d.yy);
    expect(pairs.lambda[0], lambda[0], curvature);
    expect(pairs.lambda[1], lambda[1], curvature);
  }
}

INSTANTIATE_TEST_SUITE_P(All, ReferenceValues, testing::Values("himmelblau", "rosenbrock", "monkey_saddle", "ackley"),
                         test::key_name);

}  // namespace
}  // namespace fallline

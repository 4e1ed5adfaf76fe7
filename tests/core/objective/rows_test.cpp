// One surface, asked in different ways: a point, a row of points, a box, an objective.
#include <gtest/gtest.h>

#include <Eigen/Dense>
#include <random>

#include "support/derivative_scale.h"
#include "support/tables.h"

namespace fallline {
namespace {

using test::derivative_names;
using test::list;
using test::make_surface;

class SurfaceAsked : public testing::TestWithParam<std::string_view> {
 protected:
  const SurfaceInfo& info = *find_surface(GetParam());
  const std::unique_ptr<const Surface> surface = make_surface(GetParam());
};

constexpr double ulp = std::numeric_limits<double>::epsilon();

// A few ulp of the usual size: the terms of a sum that nearly vanishes carry their own errors into it.
TEST_P(SurfaceAsked, RowsAreThePoints) {
  const std::vector<Point> points = test::points_around(info.domain, 210, 3);
  std::vector<Derivatives<double>> exact;
  for (const Point p : points) exact.push_back(surface->derivatives(p));
  const auto usual = test::usual_size(exact);

  for (std::size_t n = 0, first = 0; n <= 20; first += n, ++n) {
    SCOPED_TRACE(n);
    std::vector<double> x, y;
    for (std::size_t i = first; i < first + n; ++i) x.push_back(points[i].x), y.push_back(points[i].y);
    const auto expect = [&](std::size_t k, const std::vector<double>& row) {
      for (std::size_t i = 0; i < n; ++i) {
        const double expected = list(exact[first + i])[k];
        ASSERT_NEAR(row[i], expected, 32 * ulp * (usual[k] + std::abs(expected))) << derivative_names[k] << " of " << i;
      }
      ASSERT_EQ(row[n], -77) << derivative_names[k] << " was written behind its end";
    };
    const auto blank = std::vector<double>(n + 1, -77);
    const auto ask = [&](bool value, bool first_order, bool second_order) {
      std::vector<std::vector<double>> rows(6, blank);
      DerivativeRows out;
      if (value) out.value = rows[0].data();
      if (first_order) out.x = rows[1].data(), out.y = rows[2].data();
      if (second_order) out.xx = rows[3].data(), out.xy = rows[4].data(), out.yy = rows[5].data();
      surface->derivatives(x, y, out);
      for (std::size_t k = 0; k < 6; ++k)
        if (k == 0 ? value : k < 3 ? first_order : second_order)
          expect(k, rows[k]);
        else
          ASSERT_EQ(rows[k], blank) << derivative_names[k] << " was written unasked";
    };
    for (const bool value : {true, false})
      for (const bool first_order : {true, false})
        for (const bool second_order : {true, false})
          if (value || first_order || second_order) ask(value, first_order, second_order);
  }
}

TEST_P(SurfaceAsked, BoxesEncloseTheirPoints) {
  std::mt19937_64 random(4);
  const auto between = [&](double low, double high) {
    return std::uniform_real_distribution<double>(low, high)(random);
  };
  std::vector<Derivatives<double>> around;
  for (const Point p : test::points_around(info.domain, 200, 5)) around.push_back(surface->derivatives(p));
  const auto usual = test::usual_size(around);

  const Domain wide = test::enlarged(info.domain, 2);
  for (int i = 0; i < 4000; ++i) {
    const double share = std::pow(10, between(-6, 0));
    const double x = between(wide.x_min, wide.x_max), y = between(wide.y_min, wide.y_max);
    // Sides on the axes too, where squares and roots turn.
    const Interval bx(i % 7 == 0 ? 0 : x, (i % 7 == 0 ? 0 : x) + share * wide.width());
    const Interval by(i % 5 == 0 ? 0 : y, (i % 5 == 0 ? 0 : y) + between(0, 1) * share * wide.height());
    const auto bounds = list(surface->derivatives(bx, by));
    for (int k = 0; k < 8; ++k) {
      const Point p{k & 1   ? bx.lo
                    : k & 2 ? bx.hi
                            : between(bx.lo, bx.hi),
                    k & 4   ? by.lo
                    : k & 2 ? by.hi
                            : between(by.lo, by.hi)};
      const auto at = list(surface->derivatives(p));
      for (std::size_t d = 0; d < 6; ++d) {
        if (!std::isfinite(at[d])) continue;
        const double slack = 1e-12 * (usual[d] + std::abs(at[d]));
        ASSERT_GE(at[d], bounds[d].lo - slack) << derivative_names[d] << " at " << p.x << ", " << p.y;
        ASSERT_LE(at[d], bounds[d].hi + slack) << derivative_names[d] << " at " << p.x << ", " << p.y;
      }
    }
  }
}

// Small boxes have to shrink to their points, or nothing would ever be proved about them.
TEST_P(SurfaceAsked, SmallBoxesAreTight) {
  for (const Point p : test::points_around(info.domain, 100, 6)) {
    const auto wide = surface->derivatives(Interval(p.x - 1e-4, p.x + 1e-4), Interval(p.y - 1e-4, p.y + 1e-4));
    const auto slim = surface->derivatives(Interval(p.x - 1e-6, p.x + 1e-6), Interval(p.y - 1e-6, p.y + 1e-6));
    for (std::size_t d = 0; d < 6; ++d)
      EXPECT_LE(list(slim)[d].width(), 0.02 * list(wide)[d].width() + 1e-9 * list(slim)[d].magnitude() + 1e-12)
          << derivative_names[d] << " at " << p.x << ", " << p.y;
  }
}

TEST_P(SurfaceAsked, AnObjectiveSaysTheSame) {
  const Objective& objective = *surface;
  EXPECT_EQ(objective.dimension(), 2u);
  EXPECT_EQ(objective.sample_count() > 0, surface->data() != nullptr);
  std::mt19937_64 random(8);
  std::normal_distribution<double> normal;
  const auto points = test::points_around(info.domain, 200, 7);
  std::vector<Derivatives<double>> all;
  for (const Point p : points) all.push_back(surface->derivatives(p));
  const auto usual = test::usual_size(all);
  for (const Point p : points) {
    const auto d = surface->derivatives(p);
    const double theta[] = {p.x, p.y};
    double gradient[2], product[2];
    // Products may be fused into sums in one way of asking and not in another: a few ulp.
    const auto expect_same = [&](double got, std::size_t k) {
      EXPECT_NEAR(got, list(d)[k], 16 * ulp * (usual[k] + std::abs(list(d)[k]))) << derivative_names[k];
    };
    expect_same(objective.value(theta, {}), 0);
    expect_same(objective.value_and_gradient(theta, gradient, {}), 0);
    expect_same(gradient[0], 1);
    expect_same(gradient[1], 2);

    const Eigen::MatrixXd h = objective.hessian(theta, {});
    EXPECT_EQ(h(0, 1), h(1, 0));
    expect_same(h(0, 0), 3);
    expect_same(h(0, 1), 4);
    expect_same(h(1, 1), 5);
    const Eigen::Vector2d v(normal(random), normal(random)), hv = h * v;
    objective.hessian_vector(theta, {v.data(), 2}, product, {});
    EXPECT_NEAR(product[0], hv[0], 8 * ulp * h.norm() * v.norm());
    EXPECT_NEAR(product[1], hv[1], 8 * ulp * h.norm() * v.norm());
  }
}

TEST_P(SurfaceAsked, ManyValuesAreTheValues) {
  const auto points = test::points_around(info.domain, 61, 9);
  Eigen::MatrixXd columns(2, 61);
  for (Eigen::Index i = 0; i < 61; ++i)
    columns.col(i) << points[static_cast<std::size_t>(i)].x, points[static_cast<std::size_t>(i)].y;
  std::vector<double> values(61), generic(61);
  surface->values(columns, values, {});
  surface->Objective::values(columns, generic, {});
  for (std::size_t i = 0; i < 61; ++i) {
    const double theta[] = {points[i].x, points[i].y};
    EXPECT_EQ(generic[i], surface->value(theta, {}));
    EXPECT_NEAR(values[i], generic[i], 1e-12 * (1 + std::abs(generic[i])));
  }
}

// Far out every surface may overflow, but it neither traps nor hangs, and says so in all ways of asking.
TEST_P(SurfaceAsked, FarAwayIsNoTrap) {
  constexpr double huge = 1e160, infinity = std::numeric_limits<double>::infinity();
  for (const double far : {1e12, huge, infinity, std::nan("")}) {
    const auto d = surface->derivatives(Point{far, far});
    EXPECT_TRUE(!std::isnan(far) || !std::isfinite(d.value));
    const double row[] = {far};
    double value;
    surface->derivatives(row, row, {.value = &value});
    EXPECT_EQ(std::isfinite(value), std::isfinite(d.value)) << far;
  }
}

INSTANTIATE_TEST_SUITE_P(All, SurfaceAsked, testing::ValuesIn(surface_keys()), test::key_name);

}  // namespace
}  // namespace fallline

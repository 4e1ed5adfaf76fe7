// λ₁‖θ‖₁ + λ₂‖θ‖² on top of any surface, against the sum written out.
#include "objective/penalized.h"

#include <gtest/gtest.h>

#include <cmath>

#include "support/tables.h"

namespace fallline {
namespace {

constexpr double l1 = 0.7, l2 = 0.3;

std::shared_ptr<const Surface> himmelblau() { return test::make_surface("himmelblau"); }

double sign(double t) { return static_cast<double>(t > 0) - static_cast<double>(t < 0); }

TEST(Penalized, AddsItsTermsToAllDerivatives) {
  const auto plain = himmelblau();
  const auto both = penalized(plain, l1, l2);
  for (const Point p : {Point{1, 2}, {-3, 0.5}, {0, 0}, {0, -1}, {2, 0}}) {
    const auto a = plain->derivatives(p), b = both->derivatives(p);
    const double terms = l1 * (std::abs(p.x) + std::abs(p.y)) + l2 * (p.x * p.x + p.y * p.y);
    EXPECT_NEAR(b.value, a.value + terms, 1e-12);
    EXPECT_NEAR(b.x, a.x + l1 * sign(p.x) + 2 * l2 * p.x, 1e-12);
    EXPECT_NEAR(b.y, a.y + l1 * sign(p.y) + 2 * l2 * p.y, 1e-12);
    EXPECT_NEAR(b.xx, a.xx + 2 * l2, 1e-12);
    EXPECT_EQ(b.xy, a.xy);
    EXPECT_NEAR(b.yy, a.yy + 2 * l2, 1e-12);

    const std::array theta{p.x, p.y}, v{0.4, -1.5};
    std::array<double, 2> gradient, product;
    EXPECT_NEAR(both->value_and_gradient(theta, gradient, {}), b.value, 1e-12);
    EXPECT_NEAR(both->value(theta, {}), b.value, 1e-12);
    EXPECT_NEAR(gradient[0], b.x, 1e-12);
    EXPECT_NEAR(gradient[1], b.y, 1e-12);
    both->hessian_vector(theta, v, product, {});
    EXPECT_NEAR(product[0], b.xx * v[0] + b.xy * v[1], 1e-12);
    EXPECT_NEAR(product[1], b.xy * v[0] + b.yy * v[1], 1e-12);
  }
}

TEST(Penalized, RowsAndPointsAgree) {
  const auto both = penalized(himmelblau(), l1, l2);
  const auto points = test::points_around({-4, 4, -4, 4}, 37, 5);
  std::vector<double> x, y, value(37), gx(37), gy(37), xx(37), xy(37), yy(37);
  for (const Point p : points) x.push_back(p.x), y.push_back(p.y);
  both->derivatives(x, y, {value.data(), gx.data(), gy.data(), xx.data(), xy.data(), yy.data()});
  for (std::size_t i = 0; i < points.size(); ++i) {
    const auto d = both->derivatives(points[i]);
    const double scale = 1e-13 * (1 + std::abs(d.value));
    EXPECT_NEAR(value[i], d.value, scale);
    EXPECT_NEAR(gx[i], d.x, scale);
    EXPECT_NEAR(gy[i], d.y, scale);
    EXPECT_NEAR(xx[i], d.xx, scale);
    EXPECT_NEAR(xy[i], d.xy, scale);
    EXPECT_NEAR(yy[i], d.yy, scale);
  }
}

TEST(Penalized, BoundsHoldAlsoAcrossTheCorner) {
  const auto both = penalized(himmelblau(), l1, l2);
  const auto within = [](double s, Interval i) { return i.lo - 1e-9 <= s && s <= i.hi + 1e-9; };
  for (const Domain box : {Domain{-1, 2, 0.5, 1}, {0, 1, -1, 0}, {-2, -1, 3, 4}}) {
    const auto bound = both->derivatives(Interval{box.x_min, box.x_max}, Interval{box.y_min, box.y_max});
    for (const Point p : test::points_around(box, 200, 7)) {
      if (!box.contains(p)) continue;
      const auto d = both->derivatives(p);
      EXPECT_TRUE(within(d.value, bound.value) && within(d.x, bound.x) && within(d.y, bound.y) &&
                  within(d.xx, bound.xx) && within(d.xy, bound.xy) && within(d.yy, bound.yy));
    }
  }
}

TEST(Penalized, TheSmoothPartLacksTheCornerAlone) {
  const auto plain = himmelblau();
  const auto both = penalized(plain, l1, l2);
  EXPECT_EQ(both->l1(), l1);
  EXPECT_EQ(both->smooth().l1(), 0);
  const std::array theta{1.5, -2.0};
  EXPECT_NEAR(both->smooth().value(theta, {}), plain->value(theta, {}) + l2 * (1.5 * 1.5 + 4), 1e-12);
  EXPECT_EQ(&plain->smooth(), plain.get());
  const auto l2_alone = penalized(plain, 0, l2);
  EXPECT_EQ(&l2_alone->smooth(), l2_alone.get());
}

TEST(Penalized, NothingAddedIsTheSurfaceItself) {
  const auto plain = himmelblau();
  EXPECT_EQ(penalized(plain, 0, 0), plain);
}

}  // namespace
}  // namespace fallline

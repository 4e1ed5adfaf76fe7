// Random formulas: what the program makes of the printed text against a walk over the tree it was printed from.
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <limits>

#include "support/derivative_scale.h"
#include "support/formula_trees.h"
#include "support/formulas.h"

namespace fallline {
namespace {

using test::derivative_names;
using test::list;

constexpr double ulp = std::numeric_limits<double>::epsilon();

std::unique_ptr<const Surface> surface_of(const std::string& text) {
  const Formula formula = test::parsed(text);
  std::vector<double> values;
  for (const Parameter& p : formula.parameters())
    values.push_back(p.key == "a" ? test::parameter_a : test::parameter_b);
  return formula.surface(values);
}

class RandomFormulas : public testing::Test {
 protected:
  // visit(text, tree, surface) for many formulas, small and large.
  template <class Visit>
  void each(int count, Visit visit) {
    for (int i = 0; i < count && !HasFailure(); ++i) {
      const test::Tree tree = random.tree(1 + i % 6);
      const std::string text = test::printed(tree, random);
      SCOPED_TRACE(text);
      visit(tree, *surface_of(text));
    }
  }
  Point point() { return {random.between(-3, 3), random.between(-3, 3)}; }

  test::TreeMaker random{2024};
};

TEST_F(RandomFormulas, HaveTheValueAndDerivativesOfTheirTree) {
  int compared = 0, holes = 0;
  each(20'000, [&](const test::Tree& tree, const Surface& surface) {
    for (int k = 0; k < 4; ++k) {
      const Point p = point();
      const auto expected = test::evaluate(tree, p);
      if (expected.near_kink || expected.far) continue;
      const auto got = list(surface.derivatives(p));
      if (std::isnan(expected.exact.value)) {
        ++holes;
        ASSERT_FALSE(std::isfinite(got[0])) << p.x << ", " << p.y;
        ASSERT_FALSE(std::isfinite(got[1]) && std::isfinite(got[2])) << p.x << ", " << p.y;
        continue;
      }
      ++compared;
      for (std::size_t d = 0; d < 6; ++d) {
        const long double exact = list(expected.exact)[d], noise = list(expected.noise)[d];
        if (!std::isfinite(noise) || noise > 1e200L) continue;
        ASSERT_NEAR(got[d], static_cast<double>(exact), 16 * ulp * static_cast<double>(noise) + 1e-280)
            << derivative_names[d] << " at " << p.x << ", " << p.y;
      }
    }
  });
  EXPECT_GT(compared, 30'000);
  EXPECT_GT(holes, 1'000);
}

// A row of any length is its points, in whatever combination it is asked for.
TEST_F(RandomFormulas, RowsAreThePoints) {
  each(3'000, [&](const test::Tree& tree, const Surface& surface) {
    const auto n = static_cast<std::size_t>(1 + random.below(40));
    std::vector<double> x(n), y(n);
    for (std::size_t i = 0; i < n; ++i) x[i] = point().x, y[i] = point().y;
    std::array<std::vector<double>, 6> rows;
    for (auto& row : rows) row.assign(n + 1, -77);
    const int order = random.below(3);
    DerivativeRows out{.value = rows[0].data()};
    if (order > 0) out.x = rows[1].data(), out.y = rows[2].data();
    if (order > 1) out.xx = rows[3].data(), out.xy = rows[4].data(), out.yy = rows[5].data();
    surface.derivatives(x, y, out);
    for (std::size_t i = 0; i < n; ++i) {
      const auto expected = test::evaluate(tree, {x[i], y[i]});
      if (expected.near_kink || expected.far) continue;
      const auto point = list(surface.derivatives(Point{x[i], y[i]}));
      for (std::size_t d = 0; d < (order == 0 ? 1 : order == 1 ? 3 : 6); ++d) {
        const auto noise = static_cast<double>(list(expected.noise)[d]);
        if (!std::isfinite(noise) || noise > 1e200) continue;
        if (std::isnan(point[d])) {
          ASSERT_TRUE(std::isnan(rows[d][i])) << derivative_names[d] << " at " << x[i] << ", " << y[i];
        } else if (std::isfinite(point[d])) {
          ASSERT_NEAR(rows[d][i], point[d], 16 * ulp * noise + 1e-280)
              << derivative_names[d] << " at " << x[i] << ", " << y[i];
        }
      }
    }
    for (const auto& row : rows) ASSERT_EQ(row[n], -77);
  });
}

// The loss that goes with a gradient is the loss, to the last bit.
TEST_F(RandomFormulas, ValuesAreTheSameWithAGradient) {
  each(3'000, [&](const test::Tree&, const Surface& surface) {
    const Point p = point();
    const double theta[] = {p.x, p.y};
    double gradient[2];
    const double alone = surface.value(theta, {}), with = surface.value_and_gradient(theta, gradient, {});
    ASSERT_TRUE(alone == with || (std::isnan(alone) && std::isnan(with)));
  });
}

TEST_F(RandomFormulas, BoxesEncloseTheirPoints) {
  each(10'000, [&](const test::Tree& tree, const Surface& surface) {
    const double share = std::pow(10, random.between(-4, 0.5));
    const Point low = point();
    const Interval x(low.x, low.x + share), y(low.y, low.y + share * random.between(0, 1));
    const auto bounds = list(surface.derivatives(x, y));
    for (int k = 0; k < 6; ++k) {
      const Point p{random.between(x.lo, x.hi), random.between(y.lo, y.hi)};
      const auto expected = test::evaluate(tree, p);
      if (expected.near_kink || expected.far) continue;
      const auto got = list(surface.derivatives(p));
      bool finite = true;
      for (const double d : got) finite &= std::isfinite(d);
      if (!finite) continue;
      for (std::size_t d = 0; d < 6; ++d) {
        const auto noise = static_cast<double>(list(expected.noise)[d]);
        const double slack = 64 * ulp * noise + 1e-280;
        ASSERT_GE(got[d], bounds[d].lo - slack) << derivative_names[d] << " at " << p.x << ", " << p.y;
        ASSERT_LE(got[d], bounds[d].hi + slack) << derivative_names[d] << " at " << p.x << ", " << p.y;
      }
    }
  });
}

// Over a kink or a jump too the second-order bounds hold for differences of the gradient: what the search for critical
// points concludes from them.
TEST_F(RandomFormulas, DifferencesOfTheGradientLieInTheBounds) {
  each(10'000, [&](const test::Tree& tree, const Surface& surface) {
    const double share = std::pow(10, random.between(-3, 0));
    const Point low = point();
    const Interval x(low.x, low.x + share), y(low.y, low.y + share);
    const auto bound = surface.derivatives(x, y);
    for (int k = 0; k < 4; ++k) {
      const Point p{random.between(x.lo, x.hi), random.between(y.lo, y.hi)};
      const Point q{random.between(x.lo, x.hi), random.between(y.lo, y.hi)};
      const auto at_p = surface.derivatives(p), at_q = surface.derivatives(q);
      const auto noise_p = test::evaluate(tree, p), noise_q = test::evaluate(tree, q);
      if (noise_p.far || noise_q.far) continue;
      const double numbers = at_p.value + at_q.value + at_p.x + at_p.y + at_q.x + at_q.y;
      const auto noise = static_cast<double>(noise_p.noise.x + noise_p.noise.y + noise_q.noise.x + noise_q.noise.y);
      if (!std::isfinite(numbers) || !std::isfinite(noise)) continue;
      const Interval dx(q.x - p.x), dy(q.y - p.y);
      const double slack = 64 * ulp * noise + 1e-280;
      const Interval along_x = bound.xx * dx + bound.xy * dy, along_y = bound.xy * dx + bound.yy * dy;
      ASSERT_GE(at_q.x - at_p.x, along_x.lo - slack);
      ASSERT_LE(at_q.x - at_p.x, along_x.hi + slack);
      ASSERT_GE(at_q.y - at_p.y, along_y.lo - slack);
      ASSERT_LE(at_q.y - at_p.y, along_y.hi + slack);
    }
  });
}

}  // namespace
}  // namespace fallline

// The Taylor model: exact on quadratics, and of third order on every smooth surface.
#include "landscape/taylor.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "support/tables.h"

namespace fallline {
namespace {

class TaylorOfEverySurface : public testing::TestWithParam<std::string_view> {};

double largest_error(const Surface& surface, const TaylorModel& model, double radius) {
  double error = 0;
  for (int k = 0; k < 16; ++k) {
    const double angle = 2 * std::numbers::pi * k / 16 + 0.1;
    const Point p{model.at.x + radius * std::cos(angle), model.at.y + radius * std::sin(angle)};
    error = std::max(error, std::abs(model(p) - surface.derivatives(p).value));
  }
  return error;
}

TEST_P(TaylorOfEverySurface, ErrorFallsWithTheThirdPowerOfTheDistance) {
  const SurfaceInfo& info = *find_surface(GetParam());
  if (!info.smooth) GTEST_SKIP() << "has kinks";
  const auto surface = test::make_surface(info.key);
  const Domain& d = info.domain;
  const double side = std::min(d.width(), d.height());
  for (const double u : {0.21, 0.53, 0.87})
    for (const double v : {0.17, 0.48, 0.79}) {
      const Point at{d.x_min + u * d.width(), d.y_min + v * d.height()};
      const TaylorModel model = taylor_model(*surface, at);
      EXPECT_EQ(model(at), surface->derivatives(at).value);
      const double coarse = largest_error(*surface, model, 1e-3 * side),
                   fine = largest_error(*surface, model, 2.5e-4 * side);
      const double rounding = 1e-13 * std::max(1.0, std::abs(model.d.value));
      // A quarter of the distance: a sixty-fourth of the error, were there no higher orders.
      EXPECT_LE(fine, coarse / 40 + rounding) << info.key << " at " << at.x << ", " << at.y;
    }
}

INSTANTIATE_TEST_SUITE_P(All, TaylorOfEverySurface, testing::ValuesIn(surface_keys()), test::key_name);

TEST(TaylorModel, IsExactOnTheSaddle) {
  const auto surface = test::make_surface("saddle");
  const TaylorModel model = taylor_model(*surface, {0.3, -0.7});
  for (const Point p : {Point{0, 0}, Point{2, 1}, Point{-1.5, 0.25}})
    EXPECT_NEAR(model(p), surface->derivatives(p).value, 1e-12);
}

}  // namespace
}  // namespace fallline

// Grids: samples where they are said to be, edges exact, and an early end when asked.
#include "landscape/grid.h"

#include <gtest/gtest.h>

#include <cmath>

#include "objective/surface_of.h"
#include "support/tables.h"

namespace fallline {
namespace {

// Surfaces that give back where they were asked.
struct X {
  auto operator()(auto x, auto y) const { return x + 0.0 * y; }
};
struct Y {
  auto operator()(auto x, auto y) const { return y + 0.0 * x; }
};

struct Root {
  auto operator()(auto x, auto y) const {
    using std::sqrt;
    return sqrt(x) + 0.0 * y;
  }
};

TEST(Grid, EdgesAreExact) {
  // Among them sides whose length is rounded: 0.1 + (0.7 − 0.1) is not 0.7.
  for (const Domain& d : {Domain{-5, 5, -5, 5}, Domain{0.1, 0.7, -0.3, 0.9}, Domain{-1e12, -1e12 + 1e3, 1e-9, 3e-9},
                          Domain{1.0 / 3, 2.0 / 3, -1.0 / 7, 1e8}, Domain{-2.3, 1.1, 0.7, 0.7 + 1e-9}})
    for (const auto& [columns, rows] : {std::pair{2, 2}, {3, 5}, {17, 2}, {100, 67}, {401, 301}}) {
      const Grid x = evaluate_grid(SurfaceOf<X>({}), d, columns, rows);
      const Grid y = evaluate_grid(SurfaceOf<Y>({}), d, columns, rows);
      ASSERT_EQ(x.values.size(), static_cast<std::size_t>(columns * rows));
      for (int row = 0; row < rows; ++row) {
        EXPECT_EQ(x.at(0, row), d.x_min);
        EXPECT_EQ(x.at(columns - 1, row), d.x_max) << columns;
      }
      for (int column = 0; column < columns; ++column) {
        EXPECT_EQ(y.at(column, 0), d.y_min);
        EXPECT_EQ(y.at(column, rows - 1), d.y_max) << rows;
      }
    }
}

TEST(Grid, SamplesAreEvenlySpaced) {
  const Domain d{-2, 3, 10, 12};
  const Grid x = evaluate_grid(SurfaceOf<X>({}), d, 51, 9), y = evaluate_grid(SurfaceOf<Y>({}), d, 51, 9);
  for (int row = 0; row < 9; ++row)
    for (int column = 0; column < 51; ++column) {
      EXPECT_NEAR(x.at(column, row), -2 + 0.1 * column, 1e-15 * 4);
      EXPECT_NEAR(y.at(column, row), 10 + 0.25 * row, 1e-15 * 16);
    }
}

class GridOf : public testing::TestWithParam<std::string_view> {};
TEST_P(GridOf, HoldsTheLosses) {
  const auto surface = test::make_surface(GetParam());
  const Domain d = find_surface(GetParam())->domain;
  const Grid grid = evaluate_grid(*surface, d, 37, 23);
  EXPECT_EQ(grid.domain, d);
  for (int row = 0; row < 23; ++row)
    for (int column = 0; column < 37; ++column) {
      const double theta[] = {d.x_min + d.width() * column / 36, d.y_min + d.height() * row / 22};
      const double loss = surface->value(theta, {});
      ASSERT_NEAR(grid.at(column, row), loss, 1e-11 * (1 + std::abs(loss)));
    }
}
INSTANTIATE_TEST_SUITE_P(All, GridOf, testing::ValuesIn(surface_keys()), test::key_name);

TEST(Grid, WhatIsNotFiniteStaysSo) {
  const Grid grid = evaluate_grid(*test::make_surface("monkey_saddle"), {-1e9, 0, 0, 1e9}, 3, 3);
  for (const double v : grid.values) EXPECT_TRUE(std::isfinite(v));
  const Grid root = evaluate_grid(SurfaceOf<Root>({}), {-1, 1, 0, 1}, 3, 2);
  EXPECT_TRUE(std::isnan(root.at(0, 0)) && std::isnan(root.at(0, 1)));
  EXPECT_EQ(root.at(2, 1), 1);
}

TEST(Grid, StopsWhenAsked) {
  std::stop_source stop;
  stop.request_stop();
  const Grid grid = evaluate_grid(*test::make_surface("saddle"), {-1, 1, -1, 1}, 4, 4, stop.get_token());
  ASSERT_EQ(grid.values.size(), 16u);
  for (const double v : grid.values) EXPECT_TRUE(std::isnan(v));
}

}  // namespace
}  // namespace fallline

// Height maps: monotone, from 0 to 1, with an inverse, and nothing but NaN for what is not finite.
#include "landscape/height_map.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "support/tables.h"

namespace fallline {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
const double nan = std::nan("");

Grid grid_of(std::vector<double> values) {
  Grid grid{{0, 1, 0, 1}, static_cast<int>(values.size()), 1, std::move(values)};
  return grid;
}

class HeightMapOf : public testing::TestWithParam<std::string_view> {};

TEST_P(HeightMapOf, IsMonotoneWithAnInverse) {
  const Grid grid = evaluate_grid(*test::make_surface(GetParam()), find_surface(GetParam())->domain, 61, 47);
  for (const bool logarithmic : {false, true}) {
    const HeightMap map(grid, logarithmic);
    const auto [low, high] = std::minmax_element(grid.values.begin(), grid.values.end());
    EXPECT_EQ(map.low(), *low);
    EXPECT_EQ(map.high(), *high);
    EXPECT_EQ(map(*low), 0);
    EXPECT_NEAR(map(*high), 1, 1e-14);
    const double range = *high - *low;
    double last = -1;
    for (int i = 0; i <= 1000; ++i) {
      const double loss = *low + range * i / 1000, height = map(loss);
      ASSERT_GT(height, last);
      ASSERT_LE(height, 1);
      ASSERT_NEAR(map.loss_at(height), loss, 1e-12 * (range + std::abs(loss)));
      last = height;
    }
    // Beyond the ends it stays there.
    EXPECT_EQ(map(*low - range), 0);
    EXPECT_EQ(map(*high + range), 1);
  }
}

// Many at once are the same as one by one, to the float they are kept in.
TEST_P(HeightMapOf, MapsWholeGrids) {
  Grid grid = evaluate_grid(*test::make_surface(GetParam()), find_surface(GetParam())->domain, 13, 11);  // 143 samples
  grid.values[5] = nan;
  grid.values[77] = infinity;
  grid.values[142] = -infinity;
  for (const bool logarithmic : {false, true}) {
    const HeightMap map(grid, logarithmic);
    const std::vector<float> heights = map.map(grid);
    ASSERT_EQ(heights.size(), grid.values.size());
    for (std::size_t i = 0; i < heights.size(); ++i)
      if (std::isfinite(grid.values[i]))
        ASSERT_NEAR(heights[i], map(grid.values[i]), 1e-7) << i;
      else
        ASSERT_TRUE(std::isnan(heights[i])) << i;
  }
}

INSTANTIATE_TEST_SUITE_P(All, HeightMapOf, testing::ValuesIn(surface_keys()), test::key_name);

// h = log(1 + (L − low)/s)/log(1 + (high − low)/s), s = (high − low)/1000.
TEST(HeightMap, FormulaOfTheLogarithm) {
  const HeightMap map(grid_of({-3, 5, 1}), true);
  for (const double loss : {-3.0, -2.99, -1.0, 4.0, 5.0})
    EXPECT_NEAR(map(loss), std::log(1 + (loss + 3) / 0.008) / std::log(1001.0), 1e-15);
  const HeightMap linear(grid_of({-3, 5, 1}), false);
  EXPECT_EQ(linear(-1), 0.25);
}

TEST(HeightMap, NotFiniteIsNaN) {
  for (const bool logarithmic : {false, true}) {
    const HeightMap map(grid_of({nan, 0, infinity, 4, -infinity}), logarithmic);
    EXPECT_EQ(map.low(), 0);
    EXPECT_EQ(map.high(), 4);
    for (const double bad : {nan, infinity, -infinity}) EXPECT_TRUE(std::isnan(map(bad)));
  }
}

TEST(HeightMap, NothingFiniteGivesTheUnitInterval) {
  for (const HeightMap& map : {HeightMap(), HeightMap(grid_of({nan, infinity}), true), HeightMap(grid_of({}), false)}) {
    EXPECT_EQ(map.low(), 0);
    EXPECT_EQ(map.high(), 1);
    EXPECT_EQ(map(0.25), 0.25);
  }
  const Grid grid = grid_of({nan, infinity, nan});
  for (const float h : HeightMap(grid, true).map(grid)) EXPECT_TRUE(std::isnan(h));
}

TEST(HeightMap, Constant) {
  for (const double level : {0.0, 7.5, -1e12, 1e300, 1e-300})
    for (const bool logarithmic : {false, true}) {
      const Grid grid = grid_of(std::vector<double>(11, level));
      const HeightMap map(grid, logarithmic);
      EXPECT_EQ(map(level), 0) << level;
      EXPECT_LT(map.low(), map.high()) << level;
      EXPECT_EQ(map.loss_at(0), level);
      for (const float h : map.map(grid)) EXPECT_EQ(h, 0) << level;
    }
}

TEST(HeightMap, HugeAndTinyRanges) {
  for (const auto& [low, high] : {std::pair{-1e307, 1e307},
                                  {0.0, 1e308},
                                  {-1e308, 1e308},
                                  {0.0, 1e-300},
                                  {1.0, 1 + 1e-15},
                                  {-1e-310, 1e-310},
                                  {0.0, 5e-324}})
    for (const bool logarithmic : {false, true}) {
      SCOPED_TRACE(testing::Message() << low << ' ' << high << ' ' << logarithmic);
      const double middle = 0.5 * low + 0.5 * high;
      const Grid grid = grid_of({low, middle, high, nan});
      const HeightMap map(grid, logarithmic);
      EXPECT_EQ(map(low), 0);
      EXPECT_GE(map(middle), 0);
      EXPECT_LE(map(middle), map(high));
      EXPECT_LE(map(high), 1);
      const auto heights = map.map(grid);
      for (std::size_t i = 0; i < 3; ++i) EXPECT_NEAR(heights[i], map(grid.values[i]), 1e-6) << i;
      EXPECT_TRUE(std::isnan(heights[3]));
    }
}

}  // namespace
}  // namespace fallline

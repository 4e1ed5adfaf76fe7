#include "app/export/simplify.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>

namespace fallline::exporting {
namespace {

TEST(Simplified, KeepsTheLineWithinTheTolerance) {
  std::vector<Point> wave;
  for (int i = 0; i <= 2000; ++i) wave.push_back({0.2 * i, 50 * std::sin(0.02 * i)});
  const auto few = simplified(wave, 0.1);
  EXPECT_LT(few.size(), 400u);
  EXPECT_EQ(few.front(), wave.front());
  EXPECT_EQ(few.back(), wave.back());
  std::size_t k = 0;
  for (const Point p : wave) {
    while (few[k + 1].x < p.x) ++k;
    const Point a = few[k], b = few[k + 1];
    EXPECT_LE(std::abs(std::lerp(a.y, b.y, (p.x - a.x) / (b.x - a.x)) - p.y), 0.52) << "where it rises by five";
  }
}

TEST(Simplified, AStraightLineIsItsEnds) {
  const std::vector<Point> line{{0, 0}, {1, 1}, {2, 2}, {3, 3}};
  EXPECT_EQ(simplified(line, 1e-9), (std::vector<Point>{{0, 0}, {3, 3}}));
  const std::vector<Point> there_and_back{{0, 0}, {5, 0}, {0, 0}};
  EXPECT_EQ(simplified(there_and_back, 0.1), there_and_back);
}

std::size_t points_in(const std::vector<std::vector<Point>>& lines) {
  std::size_t count = 0;
  for (const auto& line : lines) count += line.size();
  return count;
}

TEST(PathCollector, TakesAShortPathAsItIs) {
  PathCollector path({0, 0, 100, 100});
  const std::vector<Point> zigzag{{10, 10}, {90, 20}, {10, 30}, {90, 40}};
  for (const Point p : zigzag) path.add(p);
  EXPECT_EQ(std::move(path).take(), (std::vector<std::vector<Point>>{zigzag}));
}

TEST(PathCollector, StaysSmallHoweverLongThePath) {
  PathCollector path({0, 0, 100, 100});
  std::mt19937 random(1);
  std::normal_distribution<double> around(50, 10);
  for (int i = 0; i < 300'000; ++i) path.add({around(random), around(random)});
  EXPECT_LT(points_in(std::move(path).take()), 80'000u) << "two for each half pixel at most";
}

TEST(PathCollector, LeavesOutWhatIsOutsideAndBreaksAtWhatIsNoNumber) {
  constexpr double nan = std::numeric_limits<double>::quiet_NaN(), inf = std::numeric_limits<double>::infinity();
  PathCollector path({0, 0, 100, 100});
  for (const Point p : {Point{-50, 10}, {-10, 90}, {-50, 50}}) path.add(p);
  EXPECT_TRUE(PathCollector(path).take().empty());
  for (const Point p : {Point{10, 10}, {20, 20}, {nan, 0}, {30, 30}, {40, 40}, {inf, inf}, {1e300, 5}, {50, 50}})
    path.add(p);
  const auto lines = std::move(path).take();
  ASSERT_EQ(lines.size(), 2u) << "the first comes in from outside";
  EXPECT_EQ(lines[1], (std::vector<Point>{{30, 30}, {40, 40}}));
}

TEST(PathCollector, FollowsALineAcrossThePicture) {
  PathCollector path({0, 0, 100, 100});
  path.add({-9e4, 50});
  path.add({9e4, 51});
  EXPECT_EQ(points_in(std::move(path).take()), 2u);
}

}  // namespace
}  // namespace fallline::exporting

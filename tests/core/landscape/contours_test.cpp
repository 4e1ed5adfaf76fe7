// Iso-lines: where they are, that they close, and that those of different levels never meet.
#include "landscape/contours.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <numbers>

#include "support/tables.h"

namespace fallline {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

template <class Height>
Grid make_grid(const Domain& d, int columns, int rows, Height height) {
  Grid grid{d, columns, rows, {}};
  for (int j = 0; j < rows; ++j)
    for (int i = 0; i < columns; ++i)
      grid.values.push_back(height(d.x_min + d.width() * i / (columns - 1), d.y_min + d.height() * j / (rows - 1)));
  return grid;
}

double bowl(double x, double y) { return x * x + y * y; }

// Twice the signed area: positive for a line that runs counter-clockwise.
double twice_area(const IsoLine& line) {
  double sum = 0;
  for (std::size_t i = 0; i < line.points.size(); ++i) {
    const Point p = line.points[i], q = line.points[(i + 1) % line.points.size()];
    sum += p.x * q.y - q.x * p.y;
  }
  return sum;
}

double area_of(const std::vector<IsoLine>& region) {
  double sum = 0;
  for (const IsoLine& line : region) {
    EXPECT_TRUE(line.closed);
    sum += 0.5 * twice_area(line);
  }
  return sum;
}

TEST(Contours, OfABowlAreCircles) {
  const Grid grid = make_grid({-2, 2, -2, 2}, 161, 161, bowl);
  const double levels[] = {0.09, 0.25, 1, 2.25};
  const auto lines = iso_lines(grid, levels);
  ASSERT_EQ(lines.size(), 4u);
  for (std::size_t k = 0; k < 4; ++k) {
    EXPECT_EQ(lines[k].level, levels[k]);
    EXPECT_TRUE(lines[k].closed);
    const double radius = std::sqrt(levels[k]), cell = 4.0 / 160;
    for (const Point p : lines[k].points) EXPECT_NEAR(std::hypot(p.x, p.y), radius, cell * cell / (4 * radius));
    // Higher ground is outside, on the left: clockwise.
    EXPECT_NEAR(twice_area(lines[k]), -2 * std::numbers::pi * levels[k], 0.01);
  }
}

TEST(Contours, EndAtTheEdgeOfTheGrid) {
  const Grid grid = make_grid({0, 2, 0, 1}, 21, 11, [](double x, double) { return x; });
  const double levels[] = {0.55, 1.23};
  const auto lines = iso_lines(grid, levels);
  ASSERT_EQ(lines.size(), 2u);
  for (const IsoLine& line : lines) {
    EXPECT_FALSE(line.closed);
    ASSERT_EQ(line.points.size(), 11u);
    for (const Point p : line.points) EXPECT_DOUBLE_EQ(p.x, line.level);
    EXPECT_EQ(std::abs(line.points.front().y - line.points.back().y), 1);
  }
}

TEST(Contours, ASaddleIsDecidedByTheMeanOfTheCell) {
  const auto square = [](double sw, double se, double nw, double ne) {
    return Grid{{0, 1, 0, 1}, 2, 2, {sw, se, nw, ne}};
  };
  const double level[] = {0.0};
  // High at SW and NE. Mean above: one high band, each low corner cut off alone; mean below: the reverse.
  for (const bool bridge : {true, false}) {
    const auto lines = iso_lines(bridge ? square(2, -1, -1, 2) : square(1, -2, -2, 1), level);
    ASSERT_EQ(lines.size(), 2u);
    for (const IsoLine& line : lines) {
      ASSERT_EQ(line.points.size(), 2u);
      const Point middle{0.5 * (line.points[0].x + line.points[1].x), 0.5 * (line.points[0].y + line.points[1].y)};
      const bool cuts_low = (middle.x > 0.5) != (middle.y > 0.5);
      EXPECT_EQ(cuts_low, bridge);
    }
  }
}

TEST(Contours, LeaveOutCellsWithAHole) {
  // A ring of samples around a hole: the line of x stops at its cells and goes on behind them.
  const Grid grid = make_grid({-1, 1, -1, 1}, 21, 21, [](double x, double y) { return bowl(x, y) < 0.05 ? nan : x; });
  const double level[] = {0.03};
  const auto lines = iso_lines(grid, level);
  ASSERT_EQ(lines.size(), 2u);
  for (const IsoLine& line : lines)
    for (const Point p : line.points) EXPECT_GT(std::abs(p.y), 0.15);
  for (const double hole : {nan, std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity()})
    EXPECT_TRUE(iso_lines(Grid{{0, 1, 0, 1}, 2, 2, {hole, 1, -1, 1}}, level).empty());
}

TEST(Contours, ALevelEqualToSamplesLeavesNoSpecks) {
  const Grid flat = make_grid({0, 1, 0, 1}, 5, 5, [](double, double) { return 1; });
  const double one[] = {1.0};
  EXPECT_TRUE(iso_lines(flat, one).empty());
  EXPECT_DOUBLE_EQ(area_of(region_above(flat, 1)), 1);
  EXPECT_TRUE(region_above(flat, std::nextafter(1, 2)).empty());
  // The one highest sample touches its level in a point only.
  const Grid peak{{-1, 1, -1, 1}, 3, 3, {0, 0, 0, 0, 1, 0, 0, 0, 0}};
  EXPECT_TRUE(iso_lines(peak, one).empty());
  // Lines through samples pass them exactly.
  const double zero[] = {0.0};
  const auto lines = iso_lines(make_grid({-1, 1, -1, 1}, 5, 5, [](double x, double) { return x; }), zero);
  ASSERT_EQ(lines.size(), 1u);
  for (const Point p : lines[0].points) EXPECT_EQ(p.x, 0);
}

TEST(Contours, RegionsFillTheGridAndKeepTheirHoles) {
  const Grid grid = make_grid({-2, 2, -2, 2}, 161, 161, bowl);
  EXPECT_NEAR(area_of(region_above(grid, -1)), 16, 1e-12);
  EXPECT_NEAR(area_of(region_above(grid, 1)), 16 - std::numbers::pi, 0.01);
  EXPECT_TRUE(region_above(grid, 9).empty());
  const Grid holed =
      make_grid({-2, 2, -2, 2}, 161, 161, [](double x, double y) { return bowl(x, y) < 0.25 ? nan : bowl(x, y); });
  const double lost = 16 - area_of(region_above(holed, -1));
  EXPECT_GT(lost, 0.25 * std::numbers::pi);
  EXPECT_LT(lost, 0.25 * std::numbers::pi + 0.2);
}

// a b and c d cross in their insides.
bool cross(Point a, Point b, Point c, Point d) {
  const auto side = [](Point p, Point q, Point r) { return (q.x - p.x) * (r.y - p.y) - (q.y - p.y) * (r.x - p.x); };
  const double s = side(a, b, c), t = side(a, b, d), u = side(c, d, a), v = side(c, d, b);
  // Pieces of one straight line lie on neither side of each other, but for rounding.
  return s * t < -1e-24 && u * v < -1e-24;
}

class ContoursOf : public testing::TestWithParam<std::string_view> {};
TEST_P(ContoursOf, LieOnTheirLevelAndNeverCross) {
  const auto surface = test::make_surface(GetParam());
  const Domain d = find_surface(GetParam())->domain;
  const Grid grid = evaluate_grid(*surface, d, 33, 29);
  double low = grid.values[0], high = low;
  for (const double v : grid.values) low = std::min(low, v), high = std::max(high, v);
  std::vector<double> levels;
  for (int k = 0; k < 12; ++k) levels.push_back(low + (high - low) * (k + 0.4871) / 12);
  const auto lines = iso_lines(grid, levels);
  ASSERT_FALSE(lines.empty());
  struct Piece {
    Point a, b;
  };
  std::vector<Piece> pieces;
  for (const IsoLine& line : lines) {
    for (const Point p : line.points) ASSERT_TRUE(d.contains(p));
    for (std::size_t i = 0; i + 1 < line.points.size() + line.closed; ++i)
      pieces.push_back({line.points[i], line.points[(i + 1) % line.points.size()]});
  }
  for (std::size_t i = 0; i < pieces.size(); ++i)
    for (std::size_t j = i + 1; j < pieces.size(); ++j)
      ASSERT_FALSE(cross(pieces[i].a, pieces[i].b, pieces[j].a, pieces[j].b))
          << pieces[i].a.x << ", " << pieces[i].a.y << " to " << pieces[i].b.x << ", " << pieces[i].b.y << " and "
          << pieces[j].a.x << ", " << pieces[j].a.y << " to " << pieces[j].b.x << ", " << pieces[j].b.y;
  // Regions shrink as their level rises, from the whole domain.
  double previous = d.width() * d.height() * (1 + 1e-12);
  for (const double level : levels) {
    const double area = area_of(region_above(grid, level));
    EXPECT_LE(area, previous);
    previous = area;
  }
}
INSTANTIATE_TEST_SUITE_P(All, ContoursOf, testing::ValuesIn(surface_keys()), test::key_name);

}  // namespace
}  // namespace fallline

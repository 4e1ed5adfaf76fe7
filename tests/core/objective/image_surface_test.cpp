// A grey image as a surface, against de Boor's recursion for the B-spline.
#include "objective/image_surface.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <random>

#include "curvature/critical_points.h"
#include "landscape/grid.h"
#include "support/derivative_scale.h"

namespace fallline {
namespace {

using test::derivative_names;
using test::list;

constexpr double ulp = std::numeric_limits<double>::epsilon();

struct Heights {
  int columns, rows;
  std::vector<double> values;

  template <class Function>
  static Heights of(int columns, int rows, Function f) {
    Heights h{columns, rows, {}};
    for (int row = 0; row < rows; ++row)
      for (int column = 0; column < columns; ++column) h.values.push_back(f(column, row));
    return h;
  }
  static Heights random(int columns, int rows, std::uint64_t seed = 1) {
    std::mt19937_64 random(seed);
    std::uniform_real_distribution<double> height(-1, 2);
    return of(columns, rows, [&](int, int) { return height(random); });
  }

  ImageSurface surface() const { return {columns, rows, values}; }
  double pixels_a_unit() const { return std::max(columns, rows) / 6.0; }
  Point centre(double column, double row) const {
    return {(column + 0.5 - 0.5 * columns) / pixels_a_unit(), (row + 0.5 - 0.5 * rows) / pixels_a_unit()};
  }
  double extended(int column, int row) const {
    return values[static_cast<std::size_t>(std::clamp(row, 0, rows - 1) * columns +
                                           std::clamp(column, 0, columns - 1))];
  }
};

// The derivative of order `order` of the B-spline of degree `degree` on the knots 0, 1, …: Cox's and de Boor's
// recursion.
long double basis(int degree, int order, long double u) {
  if (order > 0) return basis(degree - 1, order - 1, u) - basis(degree - 1, order - 1, u - 1);
  if (degree == 0) return u >= 0 && u < 1 ? 1 : 0;
  return (u * basis(degree - 1, 0, u) + (degree + 1 - u) * basis(degree - 1, 0, u - 1)) / degree;
}

Derivatives<double> by_recursion(const Heights& h, Point p) {
  const long double scale = h.pixels_a_unit(), u = scale * p.x + 0.5L * h.columns - 0.5L,
                    v = scale * p.y + 0.5L * h.rows - 0.5L;
  const int i = static_cast<int>(std::floor(u)), k = static_cast<int>(std::floor(v));
  const auto sum = [&](int order_x, int order_y) {
    long double s = 0;
    for (int row = k - 1; row <= k + 2; ++row)
      for (int column = i - 1; column <= i + 2; ++column)
        s += h.extended(column, row) * basis(3, order_x, u - column + 2) * basis(3, order_y, v - row + 2);
    return static_cast<double>(s * std::pow(scale, order_x + order_y));
  };
  return {sum(0, 0), sum(1, 0), sum(0, 1), sum(2, 0), sum(1, 1), sum(0, 2)};
}

std::vector<Point> points_around(const Heights& h, int count, double factor = 1.2, std::uint64_t seed = 2) {
  const Domain d = image_domain(h.columns, h.rows);
  std::mt19937_64 random(seed);
  std::uniform_real_distribution<double> share(-0.5 * factor, 0.5 * factor);
  std::vector<Point> points;
  for (int i = 0; i < count; ++i) points.push_back({share(random) * d.width(), share(random) * d.height()});
  return points;
}

TEST(ImageSurface, IsTheSplineOfTheRecursion) {
  for (const auto& h : {Heights::random(7, 5), Heights::random(2, 9), Heights::random(31, 17)}) {
    const ImageSurface surface = h.surface();
    for (const Point p : points_around(h, 500)) {
      const auto expected = list(by_recursion(h, p)), got = list(surface.derivatives(p));
      // What x and y are rounded by, counted in pixels, moves a derivative by the next one.
      const double scale[] = {1, h.pixels_a_unit(), std::pow(h.pixels_a_unit(), 2)};
      for (std::size_t d = 0; d < 6; ++d)
        EXPECT_NEAR(got[d], expected[d],
                    400 * ulp *
                        scale[d == 0  ? 0
                              : d < 3 ? 1
                                      : 2])
            << derivative_names[d] << " at " << p.x << ", " << p.y;
    }
  }
}

// From both sides of a border between cells: the value and two derivatives are the same, the third is another.
TEST(ImageSurface, TwoDerivativesGoAcrossTheBordersOfCells) {
  const Heights h = Heights::random(9, 6);
  const ImageSurface surface = h.surface();
  const double step = 1e-9;
  double jump_of_third = 0;
  for (int column = -1; column <= h.columns; ++column)
    for (const double row : {0.0, 1.3, 4.8}) {
      const Point at = h.centre(column, row);
      const auto left = list(surface.derivatives({at.x - step, at.y})),
                 right = list(surface.derivatives({at.x + step, at.y}));
      for (std::size_t d = 0; d < 6; ++d) EXPECT_NEAR(left[d], right[d], 1e3 * step) << derivative_names[d];
      const auto before = surface.derivatives({at.x - 0.1, at.y}), after = surface.derivatives({at.x + 0.1, at.y});
      jump_of_third = std::max(jump_of_third, std::abs((after.xx - right[3]) - (left[3] - before.xx)));
    }
  for (int row = -1; row <= h.rows; ++row) {
    const Point at = h.centre(2.4, row);
    const auto below = list(surface.derivatives({at.x, at.y - step})),
               above = list(surface.derivatives({at.x, at.y + step}));
    for (std::size_t d = 0; d < 6; ++d) EXPECT_NEAR(below[d], above[d], 1e3 * step) << derivative_names[d];
  }
  EXPECT_GT(jump_of_third, 0.1);
}

TEST(ImageSurface, WeightsSumToOneSoThatItStaysBetweenItsPixels) {
  const Heights flat = Heights::of(6, 4, [](int, int) { return 1.7; });
  for (const Point p : points_around(flat, 200, 3)) {
    const auto d = flat.surface().derivatives(p);
    EXPECT_DOUBLE_EQ(d.value, 1.7);
    EXPECT_EQ(d.x, 0);
    EXPECT_EQ(d.y, 0);
    EXPECT_EQ(d.xx, 0);
  }
  const Heights rough = Heights::of(8, 8, [](int i, int k) { return (i + k) % 2; });
  for (const Point p : points_around(rough, 500)) {
    const double value = rough.surface().derivatives(p).value;
    EXPECT_GE(value, 0);
    EXPECT_LE(value, 1);
  }
}

TEST(ImageSurface, AnInclinedPlaneComesBackAsItIs) {
  const Heights h = Heights::of(12, 10, [](int i, int k) { return 0.5 + 3.0 * i - 1.25 * k; });
  const ImageSurface surface = h.surface();
  const double scale = h.pixels_a_unit();
  std::mt19937_64 random(5);
  std::uniform_real_distribution<double> column(1, 10), row(1, 8);  // where no pixel beyond the edge is asked
  for (int i = 0; i < 300; ++i) {
    const double u = column(random), v = row(random);
    const auto d = surface.derivatives(h.centre(u, v));
    EXPECT_NEAR(d.value, 0.5 + 3 * u - 1.25 * v, 1e-13);
    EXPECT_NEAR(d.x, 3 * scale, 1e-13);
    EXPECT_NEAR(d.y, -1.25 * scale, 1e-13);
    EXPECT_NEAR(d.xx, 0, 1e-13);
    EXPECT_NEAR(d.xy, 0, 1e-13);
    EXPECT_NEAR(d.yy, 0, 1e-13);
  }
}

TEST(ImageSurface, BeyondItsEdgeTheOutermostPixelsGoOn) {
  const Heights h = Heights::random(5, 4);
  const ImageSurface surface = h.surface();
  const auto corner = surface.derivatives({1e12, -1e12});
  EXPECT_NEAR(corner.value, h.extended(99, -99), 1e-15);
  EXPECT_EQ(corner.x, 0);
  EXPECT_EQ(corner.yy, 0);
  const double infinity = std::numeric_limits<double>::infinity();
  EXPECT_NEAR(surface.derivatives({-infinity, infinity}).value, h.extended(-99, 99), 1e-15);
  EXPECT_TRUE(std::isnan(surface.derivatives({std::nan(""), 0}).value));
  EXPECT_TRUE(std::isnan(surface.derivatives({0, std::nan("")}).value));
}

TEST(ImageSurface, RowsAreThePoints) {
  const Heights h = Heights::random(13, 8);
  const ImageSurface surface = h.surface();
  for (const bool level : {true, false})
    for (const std::size_t n : {std::size_t{1}, std::size_t{7}, std::size_t{200}}) {
      auto points = points_around(h, static_cast<int>(n));
      std::vector<double> x, y;
      for (const Point p : points) x.push_back(p.x), y.push_back(level ? points[0].y : p.y);
      std::vector<std::vector<double>> rows(6, std::vector<double>(n));
      surface.derivatives(
          x, y, {rows[0].data(), rows[1].data(), rows[2].data(), rows[3].data(), rows[4].data(), rows[5].data()});
      std::vector<double> alone(n);
      surface.derivatives(x, y, {.value = alone.data()});
      for (std::size_t i = 0; i < n; ++i) {
        const auto expected = list(surface.derivatives(Point{x[i], y[i]}));
        const double theta[] = {x[i], y[i]};
        double gradient[2];
        EXPECT_EQ(surface.value(theta, {}), surface.value_and_gradient(theta, gradient, {}));
        EXPECT_NEAR(gradient[0], expected[1], 1e-13);
        EXPECT_NEAR(gradient[1], expected[2], 1e-13);
        EXPECT_NEAR(alone[i], expected[0], 1e-14);
        for (std::size_t d = 0; d < 6; ++d) EXPECT_NEAR(rows[d][i], expected[d], 1e-12) << derivative_names[d];
      }
    }
}

TEST(ImageSurface, BoxesEncloseTheirPointsAndShrinkToThem) {
  const Heights h = Heights::random(9, 12);
  const ImageSurface surface = h.surface();
  std::mt19937_64 random(4);
  const auto between = [&](double low, double high) {
    return std::uniform_real_distribution<double>(low, high)(random);
  };
  for (const Point p : points_around(h, 2000)) {
    const double width = std::pow(10, between(-5, 0.7)), height = between(0, 1) * width;
    const Interval x(p.x, p.x + width), y(p.y, p.y + height);
    const auto bounds = list(surface.derivatives(x, y));
    for (int i = 0; i < 6; ++i) {
      const auto at = list(surface.derivatives(Point{i == 0   ? x.lo
                                                     : i == 1 ? x.hi
                                                              : between(x.lo, x.hi),
                                                     i == 0   ? y.lo
                                                     : i == 2 ? y.hi
                                                              : between(y.lo, y.hi)}));
      for (std::size_t d = 0; d < 6; ++d) {
        EXPECT_GE(at[d], bounds[d].lo - 1e-12) << derivative_names[d];
        EXPECT_LE(at[d], bounds[d].hi + 1e-12) << derivative_names[d];
      }
    }
    // As wide as the derivative's own change over the box, no matter where the borders of cells are.
    const auto small = list(surface.derivatives(Interval(p.x, p.x + 1e-4), Interval(p.y, p.y + 1e-4)));
    for (std::size_t d = 0; d < 6; ++d) EXPECT_LT(small[d].width(), d == 0 ? 0.01 : d < 3 ? 0.05 : 0.1);
  }
}

GreyImage image_of(int columns, int rows, const std::function<double(double, double)>& grey) {
  GreyImage::Pixels pixels;
  for (int row = 0; row < rows; ++row)
    for (int column = 0; column < columns; ++column)
      pixels.push_back(static_cast<std::uint8_t>(std::lround(std::clamp(grey(column, row), 0.0, 255.0))));
  return {columns, rows, pixels};
}

TEST(ImageSurface, BlackIsLowAndTheFirstRowIsAtTheTop) {
  const auto surface =
      make_image_surface(image_of(32, 16, [](double, double row) { return 17 * row; }), std::vector<double>{4, 0});
  const Domain d = image_domain(32, 16);
  EXPECT_EQ(d, (Domain{-3, 3, -1.5, 1.5}));
  EXPECT_DOUBLE_EQ(surface->derivatives({0, 9}).value, 0);
  EXPECT_DOUBLE_EQ(surface->derivatives({0, -9}).value, 4) << "depth times white";
  EXPECT_NEAR(surface->derivatives({0, 0}).value, 2, 1e-12);
}

TEST(ImageSurface, SmoothingIsAGaussianThatKeepsTheSumAndSpreadsIt) {
  const auto dot = image_of(41, 41, [](double i, double k) { return i == 20 && k == 20 ? 255 : 0; });
  const double sigma = 3;
  const auto surface = make_image_surface(dot, std::vector<double>{1, sigma});
  const double pixel = 6.0 / 41;
  double sum = 0, second = 0;
  for (int k = 0; k < 41; ++k)
    for (int i = 0; i < 41; ++i) {
      const double x = (i - 20) * pixel, y = (k - 20) * pixel, value = surface->derivatives({x, y}).value;
      sum += value;
      second += value * x * x;
    }
  EXPECT_NEAR(sum, 1, 1e-12);
  // The variances add up: of the Gaussian, cut off at 4 σ, and of the cubic B-spline sampled at its knots, 1/3.
  EXPECT_NEAR(second / sum / (pixel * pixel), sigma * sigma + 1.0 / 3, 0.02 * sigma * sigma);
}

CriticalPoints critical_of(const GreyImage& image, double smoothing) {
  return find_critical_points(*make_image_surface(image, std::vector<double>{10, smoothing}),
                              image_domain(image.columns(), image.rows()));
}

TEST(ImageSurface, TheHollowOfABrushIsAMinimum) {
  const auto hollow = [](double i, double k) {
    return 200 - 120 * std::exp(-0.5 * (std::pow(i - 40.3, 2) + std::pow(k - 20.6, 2)) / 64);
  };
  const auto found = critical_of(image_of(64, 64, hollow), 2);
  ASSERT_EQ(found.points.size(), 1u) << "on the plain around it nothing is worth a word";
  EXPECT_EQ(found.points[0].kind, Kind::minimum);
  EXPECT_NEAR(found.points[0].at.x, (40.3 + 0.5 - 32) * 6 / 64, 0.03);
  EXPECT_NEAR(found.points[0].at.y, (32 - 20.6 - 0.5) * 6 / 64, 0.03);
  EXPECT_LT(found.boxes, 60'000u);
}

TEST(ImageSurface, TwoHollowsHaveASaddleBetweenThem) {
  const auto hollows = [](double i, double k) {
    const auto hollow = [&](double x, double y) {
      return std::exp(-0.5 * (std::pow(i - x, 2) + std::pow(k - y, 2)) / 50);
    };
    return 230 - 150 * hollow(22, 32) - 110 * hollow(46, 30);
  };
  const auto found = critical_of(image_of(64, 64, hollows), 2);
  std::vector<Kind> kinds;
  for (const CriticalPoint& p : found.points) kinds.push_back(p.kind);
  EXPECT_EQ(kinds, (std::vector{Kind::minimum, Kind::minimum, Kind::saddle}));
}

TEST(ImageSurface, ABlankSheetHasNoPoints) {
  const auto found = critical_of(blank_image(), 2);
  EXPECT_TRUE(found.points.empty());
  EXPECT_EQ(found.status, SearchStatus::partial);
}

// Black on white, without any slope but at the edges: all plains and cliffs.
TEST(ImageSurface, PlainsDoNotKeepTheSearchBusy) {
  const auto ring = [](double i, double k) { return std::abs(std::hypot(i - 31.5, k - 31.5) - 18) < 5 ? 0 : 255; };
  for (const double smoothing : {0.0, 1.0, 4.0}) {
    const auto found = critical_of(image_of(64, 64, ring), smoothing);
    EXPECT_LT(found.boxes, 400'000u) << smoothing;
    for (const CriticalPoint& p : found.points) EXPECT_NE(p.kind, Kind::degenerate) << smoothing;
  }
}

TEST(GreyImage, SizesHaveLimits) {
  EXPECT_EQ(GreyImage::refuse_size(2, 128), std::nullopt);
  EXPECT_EQ(GreyImage::refuse_size(1, 64), "1 × 64 pixels; sides from 2 to 128 are expected");
  EXPECT_NE(GreyImage::refuse_size(64, 129), std::nullopt);
  EXPECT_NE(GreyImage::refuse_size(-64, -64), std::nullopt);
}

TEST(GreyImage, CopiesShareTheirPixelsAndEqualityIsByValue) {
  const GreyImage a = blank_image(), copy = a;
  EXPECT_EQ(&a.pixels(), &copy.pixels());
  EXPECT_EQ(a, blank_image());
  GreyImage::Pixels pixels = a.pixels();
  pixels[5] = 0;
  EXPECT_NE(a, GreyImage(a.columns(), a.rows(), pixels));
  EXPECT_NE(GreyImage(2, 8, GreyImage::Pixels(16)), GreyImage(8, 2, GreyImage::Pixels(16)));
}

}  // namespace
}  // namespace fallline

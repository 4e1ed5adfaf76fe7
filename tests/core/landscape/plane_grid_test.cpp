// Grids over planes: the losses where they are said to be, every point once, and the same from however many threads.
#include "landscape/plane_grid.h"

#include <gtest/gtest.h>

#include <atomic>
#include <cmath>

#include "math/random.h"
#include "support/rosenbrock.h"
#include "support/tables.h"

namespace fallline {
namespace {

using Eigen::Index;
using Eigen::VectorXd;

Plane some_plane(Index n, std::uint64_t seed) {
  Random random(seed);
  Plane p{VectorXd(n), VectorXd(n), VectorXd(n), ""};
  for (VectorXd* v : {&p.origin, &p.d1, &p.d2}) random.normal({v->data(), static_cast<std::size_t>(n)});
  return p;
}

// Counts how often it is asked.
class Counting final : public Objective {
 public:
  explicit Counting(std::size_t n) : rosenbrock_(n) {}
  std::size_t dimension() const override { return rosenbrock_.dimension(); }
  double value(ConstVector theta, const Batch& batch) const override {
    ++calls;
    return rosenbrock_.value(theta, batch);
  }
  double value_and_gradient(ConstVector theta, Vector gradient, const Batch& batch) const override {
    return rosenbrock_.value_and_gradient(theta, gradient, batch);
  }
  void hessian_vector(ConstVector theta, ConstVector v, Vector product, const Batch& batch) const override {
    rosenbrock_.hessian_vector(theta, v, product, batch);
  }
  mutable std::atomic<std::size_t> calls = 0;

 private:
  test::Rosenbrock rosenbrock_;
};

TEST(PlaneGrid, HoldsTheLossesEachComputedOnce) {
  const Plane plane = some_plane(7, 1);
  const Domain window{-1.2, 2, 0.1, 0.7};
  for (const auto& [columns, rows] : {std::pair{33, 17}, {20, 31}, {1, 1}, {2, 90}})
    for (const int coarsest : {1, 8}) {
      const Counting objective(7);
      const Grid grid = evaluate_plane(objective, plane, {},
                                       {.window = window, .columns = columns, .rows = rows, .coarsest = coarsest});
      EXPECT_EQ(objective.calls, static_cast<std::size_t>(columns * rows));
      EXPECT_EQ(grid.domain, window);
      for (int row = 0; row < rows; ++row)
        for (int column = 0; column < columns; ++column) {
          const double u = columns == 1 ? -1.2 : std::lerp(-1.2, 2.0, column / (columns - 1.0));
          const double v = rows == 1 ? 0.1 : std::lerp(0.1, 0.7, row / (rows - 1.0));
          const VectorXd theta = plane.origin + u * plane.d1 + v * plane.d2;
          const double loss = objective.value({theta.data(), 7}, {});
          ASSERT_NEAR(grid.at(column, row), loss, 1e-12 * loss) << column << ", " << row;
        }
    }
}

TEST(PlaneGrid, OfTwoParametersIsTheSurface) {
  const auto surface = test::make_surface("himmelblau");
  const double origin[] = {0, 0};
  const Plane plane = std::get<Plane>(weights_plane(origin, 0, 1, "x", "y"));
  const Domain d{-6, 6, -5, 5};
  const Grid grid = evaluate_plane(*surface, plane, {}, {.window = d, .columns = 41, .rows = 29});
  const Grid expected = evaluate_grid(*surface, d, 41, 29);
  for (std::size_t i = 0; i < grid.values.size(); ++i)
    EXPECT_NEAR(grid.values[i], expected.values[i], 1e-12 * (1 + expected.values[i]));
}

TEST(PlaneGrid, ThreadsChangeNothing) {
  const test::Rosenbrock objective(50);
  const Plane plane = some_plane(50, 2);
  PlaneGridOptions options{.window = {-1, 1, -1, 1}, .columns = 70, .rows = 45, .threads = 1};
  const Grid one = evaluate_plane(objective, plane, {}, options);
  for (const unsigned threads : {2u, 5u}) {
    options.threads = threads;
    EXPECT_EQ(evaluate_plane(objective, plane, {}, options).values, one.values);
  }
}

TEST(PlaneGrid, GoesFromCoarseToFine) {
  const test::Rosenbrock objective(9);
  std::vector<int> strides;
  double last = 0;
  const auto share = [&](double s) {
    EXPECT_GE(s, last);
    EXPECT_LE(s, 1);
    last = s;
  };
  const auto pass = [&](const Grid& grid, int stride) {
    strides.push_back(stride);
    for (int row = 0; row < grid.rows; ++row)
      for (int column = 0; column < grid.columns; ++column)
        EXPECT_EQ(std::isfinite(grid.at(column, row)), column % stride == 0 && row % stride == 0);
  };
  evaluate_plane(objective, some_plane(9, 3), {}, {.window = {-1, 1, -1, 1}, .columns = 37, .rows = 30, .coarsest = 8},
                 {}, {.share = share, .pass = pass});
  EXPECT_EQ(strides, (std::vector{8, 4, 2, 1}));
  EXPECT_EQ(last, 1);
}

TEST(PlaneGrid, StopsWhenAsked) {
  const Counting objective(9);
  std::stop_source stop;
  const PlaneGridOptions options{.window = {-1, 1, -1, 1}, .columns = 200, .rows = 200};
  const Grid grid = evaluate_plane(objective, some_plane(9, 3), {}, options, stop.get_token(), {.share = [&](double s) {
                                     if (s > 0.2) stop.request_stop();
                                   }});
  EXPECT_GE(objective.calls, 8000u);
  EXPECT_LT(objective.calls, 12000u);
  const auto there = std::count_if(grid.values.begin(), grid.values.end(), [](double v) { return std::isfinite(v); });
  EXPECT_EQ(static_cast<std::size_t>(there), objective.calls);
}

TEST(PlaneGrid, OfALineIsOneRow) {
  const test::Rosenbrock objective(12);
  const std::vector<double> a(12, -1), b(12, 1);
  const Plane line = std::get<Plane>(line_between(a, b));
  const Grid grid = evaluate_plane(objective, line, {}, {.window = {-0.5, 1.5, 0, 0}, .columns = 101, .rows = 1});
  ASSERT_EQ(grid.values.size(), 101u);
  EXPECT_NEAR(grid.values[25], objective.value(a, {}), 1e-10);
  EXPECT_NEAR(grid.values[75], 0, 1e-20);
  EXPECT_GT(grid.values[50], 10);
}

TEST(PlaneCurvature, OfTwoParametersIsThatOfTwoByTwo) {
  const auto surface = test::make_surface("himmelblau");
  const double origin[] = {0.5, -0.25};
  const Plane plane = std::get<Plane>(weights_plane(origin, 0, 1, "x", "y"));
  const CurvatureGrid c = evaluate_plane_curvature(*surface, plane, {},
                                                   {.window = {-3, 3, -2, 2}, .columns = 13, .rows = 9, .coarsest = 4});
  for (int row = 0; row < 9; ++row)
    for (int column = 0; column < 13; ++column) {
      const auto d = surface->derivatives(Point{0.5 - 3 + 0.5 * column, -0.25 - 2 + 0.5 * row});
      const EigenPairs pairs = eigen_pairs(d.xx, d.xy, d.yy);
      EXPECT_NEAR(c.lowest.at(column, row), pairs.lambda[0], 1e-11);
      EXPECT_NEAR(c.highest.at(column, row), pairs.lambda[1], 1e-11);
    }
  EXPECT_EQ(c.products, 2u * 13u * 9u);
  EXPECT_LE(c.residual, 1e-14);
}

TEST(PlaneCurvature, OfManyParametersAgainstSturm) {
  constexpr Index n = 300;
  const test::Rosenbrock objective(n);
  const Plane plane = some_plane(n, 4);
  PlaneGridOptions options{.window = {-0.2, 0.2, 0, 0.3}, .columns = 4, .rows = 3, .coarsest = 2};
  const CurvatureGrid c = evaluate_plane_curvature(objective, plane, {}, options);
  EXPECT_LE(c.residual, 1e-4);
  for (int row = 0; row < 3; ++row)
    for (int column = 0; column < 4; ++column) {
      VectorXd theta(n);
      point_on(plane, std::lerp(-0.2, 0.2, column / 3.0), 0.15 * row, theta);
      const test::Tridiagonal h = objective.hessian_at({theta.data(), n});
      const double high = h.eigenvalue(n - 1);
      EXPECT_NEAR(c.highest.at(column, row), high, 1e-6 * high);
      EXPECT_NEAR(c.lowest.at(column, row), h.eigenvalue(0), 1e-6 * high);
    }
  options.threads = 1;
  const CurvatureGrid one = evaluate_plane_curvature(objective, plane, {}, options);
  EXPECT_EQ(one.lowest.values, c.lowest.values);
  EXPECT_EQ(one.products, c.products);

  std::stop_source stop;
  stop.request_stop();
  for (const double v : evaluate_plane_curvature(objective, plane, {}, options, stop.get_token()).highest.values)
    EXPECT_TRUE(std::isnan(v));
}

}  // namespace
}  // namespace fallline

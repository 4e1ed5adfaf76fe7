// The surfaces from data: derivatives against plain losses, minima against other ways to them, mini-batches.
#include "objective/data_surfaces.h"

#include <gtest/gtest.h>

#include <Eigen/Dense>
#include <numeric>
#include <random>

#include "curvature/critical_points.h"
#include "objective/penalized.h"
#include "support/derivative_scale.h"
#include "support/plain_losses.h"
#include "support/tables.h"

namespace fallline {
namespace {

using test::list;

std::vector<std::string_view> data_keys() {
  std::vector<std::string_view> keys;
  for (const SurfaceInfo& s : data_surfaces()) keys.push_back(s.key);
  return keys;
}

std::vector<double> values_with(std::string_view key,
                                std::initializer_list<std::pair<std::string_view, double>> changes) {
  const auto parameters = find_surface(key)->parameters;
  std::vector<double> values = initial_values(parameters);
  for (const auto& [name, value] : changes) values.at(find_parameter(parameters, name).value()) = value;
  return values;
}
std::unique_ptr<const Surface> surface_with(std::string_view key,
                                            std::initializer_list<std::pair<std::string_view, double>> changes) {
  return test::make_surface(key, values_with(key, changes));
}

// A box a hundredth of the domain wide about p holds a corner: differences across it are no reference.
bool near_corner(const SurfaceInfo& info, const Surface& surface, Point p) {
  const double rx = 0.005 * info.domain.width(), ry = 0.005 * info.domain.height();
  return !info.smooth && surface.derivatives(Interval(p.x - rx, p.x + rx), Interval(p.y - ry, p.y + ry)).x.width() > 0;
}

class FromData : public testing::TestWithParam<std::string_view> {
 protected:
  const SurfaceInfo& info = *find_surface(GetParam());
};

TEST_P(FromData, HasTheDerivativesOfThePlainLoss) {
  for (const double standardize : {0.0, 1.0}) {
    const auto surface = surface_with(info.key, {{"samples", 17}, {"data_seed", 5}, {"standardize", standardize}});
    const auto f = [&](test::Complex x, test::Complex y) {
      return test::plain_loss(info.key, *surface->data(), 1, x, y);
    };
    constexpr long double tiny = 1e-30L, h = 1e-7L;
    const auto slope_x = [&](long double x, long double y) { return f({x, tiny}, y).imag() / tiny; };
    const auto slope_y = [&](long double x, long double y) { return f(x, {y, tiny}).imag() / tiny; };
    std::vector<Point> points = test::points_around(info.domain, 60, 4);
    std::erase_if(points, [&](Point p) { return near_corner(info, *surface, p); });
    ASSERT_GT(points.size(), 15u);
    std::vector<Derivatives<double>> got;
    for (const Point p : points) got.push_back(surface->derivatives(p));
    const auto usual = test::usual_size(got);
    for (std::size_t i = 0; i < points.size(); ++i) {
      const long double x = points[i].x, y = points[i].y;
      const std::array<long double, 6> expected{f(x, y).real(),
                                                slope_x(x, y),
                                                slope_y(x, y),
                                                (slope_x(x + h, y) - slope_x(x - h, y)) / (2 * h),
                                                (slope_x(x, y + h) - slope_x(x, y - h)) / (2 * h),
                                                (slope_y(x, y + h) - slope_y(x, y - h)) / (2 * h)};
      for (std::size_t k = 0; k < 6; ++k)
        ASSERT_NEAR(list(got[i])[k], static_cast<double>(expected[k]), (k < 3 ? 2e-14 : 1e-8) * usual[k] + 1e-13)
            << test::derivative_names[k] << " at " << points[i].x << ", " << points[i].y;
    }
  }
}

TEST_P(FromData, TheBatchesOfAnEpochAverageToTheWhole) {
  const auto surface = surface_with(info.key, {{"samples", 24}});
  ASSERT_EQ(surface->sample_count(), 24u);
  std::vector<std::size_t> order(24);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::shuffle(order.begin(), order.end(), std::mt19937(3));
  for (const Point p : test::points_around(info.domain, 20, 5)) {
    const double theta[] = {p.x, p.y}, v[] = {0.3, -0.7};
    std::array<double, 5> whole{}, average{};
    const auto ask = [&](const Batch& batch, std::array<double, 5>& to, double share) {
      double g[2], hv[2];
      const double value = surface->value_and_gradient(theta, g, batch);
      EXPECT_EQ(surface->value(theta, batch), value);
      surface->hessian_vector(theta, v, hv, batch);
      const std::array<double, 5> all{value, g[0], g[1], hv[0], hv[1]};
      for (std::size_t k = 0; k < 5; ++k) to[k] += share * all[k];
    };
    ask({}, whole, 1);
    for (std::size_t first = 0; first < 24; first += 6) ask({std::span(order).subspan(first, 6)}, average, 0.25);
    for (std::size_t k = 0; k < 5; ++k) ASSERT_NEAR(average[k], whole[k], 1e-12 * (1 + std::abs(whole[k]))) << k;
  }
}

TEST_P(FromData, OfABatchIsASurfaceOfItsOwn) {
  const auto surface = surface_with(info.key, {{"samples", 12}});
  const std::size_t samples[] = {7, 2, 11};
  const auto part = surface->restricted(samples);
  ASSERT_EQ(part->sample_count(), 3u);
  EXPECT_EQ(part->data()->samples.x[1], surface->data()->samples.x[2]);
  EXPECT_EQ(part->data()->samples.size(), surface->data()->samples.size() - 9);
  for (const Point p : test::points_around(info.domain, 20, 6)) {
    const double theta[] = {p.x, p.y};
    double g[2];
    const double value = surface->value_and_gradient(theta, g, {samples});
    const auto d = part->derivatives(p);
    ASSERT_NEAR(d.value, value, 1e-12 * (1 + std::abs(value)));
    ASSERT_NEAR(d.x, g[0], 1e-12 * (1 + std::abs(g[0])));
    ASSERT_NEAR(d.y, g[1], 1e-12 * (1 + std::abs(g[1])));
    Eigen::MatrixXd column(2, 1);
    column << p.x, p.y;
    double of_batch;
    surface->values(column, {&of_batch, 1}, {samples});
    EXPECT_EQ(of_batch, value);
  }
  // One sample alone is the least there can be.
  EXPECT_TRUE(std::isfinite(surface->restricted(std::span(samples).first(1))->derivatives(info.start).value));
}

TEST_P(FromData, OneSampleIsEnough) {
  for (const double standardize : {0.0, 1.0}) {
    const auto surface = surface_with(info.key, {{"samples", 1}, {"standardize", standardize}});
    const auto d = surface->derivatives(info.start);
    for (const double part : list(d)) EXPECT_TRUE(std::isfinite(part));
  }
}

INSTANTIATE_TEST_SUITE_P(All, FromData, testing::ValuesIn(data_keys()), test::key_name);

// The one critical point of a surface.
CriticalPoint only_minimum(const Surface& surface, const Domain& domain) {
  const auto found = find_critical_points(surface, domain);
  EXPECT_EQ(found.status, SearchStatus::complete);
  EXPECT_EQ(found.points.size(), 1u);
  EXPECT_LT(found.boxes, 20'000u);
  if (found.points.empty()) return {};
  EXPECT_EQ(found.points[0].kind, Kind::minimum);
  return found.points[0];
}
double condition(const CriticalPoint& p) { return p.curvature.lambda[1] / p.curvature.lambda[0]; }

TEST(LinearRegression, ItsMinimumSolvesTheNormalEquations) {
  for (const double standardize : {0.0, 1.0}) {
    const auto surface = surface_with("linear_mse", {{"standardize", standardize}});
    const Samples& s = surface->data()->samples;
    Eigen::MatrixXd a(static_cast<Eigen::Index>(s.size()), 2);
    a.col(0) = Eigen::Map<const Eigen::VectorXd>(s.x.data(), a.rows());
    a.col(1).setOnes();
    const Eigen::VectorXd y = Eigen::Map<const Eigen::VectorXd>(s.y.data(), a.rows());
    const Eigen::Vector2d theta = (a.transpose() * a).ldlt().solve(a.transpose() * y);
    const CriticalPoint p = only_minimum(*surface, find_surface("linear_mse")->domain);
    EXPECT_NEAR(p.at.x, theta[0], 1e-11);
    EXPECT_NEAR(p.at.y, theta[1], 1e-11);
    EXPECT_NEAR(p.loss, (a * theta - y).squaredNorm() / static_cast<double>(s.size()), 1e-12);
    // H = 2 AᵀA/N: a narrow valley raw, a round bowl standardized.
    const Eigen::Matrix2d h = 2 * (a.transpose() * a) / static_cast<double>(s.size());
    EXPECT_NEAR(h.trace(), p.curvature.lambda[0] + p.curvature.lambda[1], 1e-11);
    if (standardize != 0)
      EXPECT_NEAR(condition(p), 1, 1e-12);
    else
      EXPECT_GT(condition(p), 50);
  }
}

// A least sum of absolute values is reached at a line through two of the samples.
TEST(LinearRegression, ItsLeastAbsoluteLineGoesThroughTwoSamples) {
  const auto surface = surface_with("linear_mae", {{"samples", 25}});
  const Samples& s = surface->data()->samples;
  double best = HUGE_VAL;
  for (std::size_t i = 0; i < s.size(); ++i)
    for (std::size_t j = 0; j < i; ++j) {
      const double w = (s.y[i] - s.y[j]) / (s.x[i] - s.x[j]);
      best = std::min(best, surface->derivatives(Point{w, s.y[i] - w * s.x[i]}).value);
    }
  for (const Point p : test::points_around(find_surface("linear_mae")->domain, 20'000, 8))
    ASSERT_GE(surface->derivatives(p).value, best - 1e-12);
  // Outliers draw the squares' line, and leave this one.
  EXPECT_LT(best, 1.5);
}

TEST(LogisticRegression, CrossEntropyIsConvexWithTheMinimumOfNewtonsMethod) {
  for (const double standardize : {0.0, 1.0}) {
    const auto surface = surface_with("logistic_ce", {{"standardize", standardize}});
    const Domain domain = find_surface("logistic_ce")->domain;
    for (const Point p : test::points_around(domain, 2000, 9)) {
      const auto d = surface->derivatives(p);
      ASSERT_GE(eigen_pairs(d.xx, d.xy, d.yy).lambda[0], -1e-15);
    }
    // Iteratively reweighted least squares.
    const Samples& s = surface->data()->samples;
    Eigen::Vector2d w = Eigen::Vector2d::Zero();
    for (int k = 0; k < 30; ++k) {
      Eigen::Matrix2d weighted = Eigen::Matrix2d::Zero();
      Eigen::Vector2d residual = Eigen::Vector2d::Zero();
      for (std::size_t i = 0; i < s.size(); ++i) {
        const Eigen::Vector2d x(s.x[i], s.y[i]);
        const double p = 1 / (1 + std::exp(-w.dot(x)));
        weighted += p * (1 - p) * x * x.transpose();
        residual += (s.label[i] - p) * x;
      }
      w += weighted.inverse() * residual;
    }
    const CriticalPoint p = only_minimum(*surface, domain);
    EXPECT_NEAR(p.at.x, w[0], 1e-10);
    EXPECT_NEAR(p.at.y, w[1], 1e-10);
  }
}

TEST(LogisticRegression, StandardizingMakesTheBowlRounder) {
  const Domain domain = find_surface("logistic_ce")->domain;
  const double raw = condition(only_minimum(*surface_with("logistic_ce", {}), domain));
  const double standardized = condition(only_minimum(*surface_with("logistic_ce", {{"standardize", 1}}), domain));
  EXPECT_GT(raw, 3 * standardized);
}

// Where every sample is on the wrong side the squares are flat, and the cross-entropy is not.
TEST(LogisticRegression, SquaresAreFlatFarOnTheWrongSide) {
  const auto squares = surface_with("logistic_mse", {{"noise", 0.2}}),
             entropy = surface_with("logistic_ce", {{"noise", 0.2}});
  const auto slope = [](const Surface& s, Point p) {
    const auto d = s.derivatives(p);
    return std::hypot(d.x, d.y);
  };
  const Point wrong{-10, -10};
  EXPECT_LT(slope(*squares, wrong), 1e-3);
  EXPECT_GT(squares->derivatives(wrong).value, 0.99);
  EXPECT_GT(slope(*entropy, wrong), 1);
  const auto d = squares->derivatives(Point{-1, -0.3});
  EXPECT_LT(eigen_pairs(d.xx, d.xy, d.yy).lambda[0], 0) << "not convex";
}

TEST(LinearChain, ItsOriginIsASaddleOfEqualCurvatures) {
  const auto surface = surface_with("linear_chain", {});
  const Samples& s = surface->data()->samples;
  const double product = std::inner_product(s.x.begin(), s.x.end(), s.y.begin(), 0.0) / static_cast<double>(s.size());
  const auto d = surface->derivatives(Point{0, 0});
  const EigenPairs pairs = eigen_pairs(d.xx, d.xy, d.yy);
  EXPECT_NEAR(pairs.lambda[0], -2 * std::abs(product), 1e-13);
  EXPECT_NEAR(pairs.lambda[1], 2 * std::abs(product), 1e-13);
  // w₁ w₂ = Σxy/Σxx is a curve of minima, all as low.
  const double slope =
      product * static_cast<double>(s.size()) / std::inner_product(s.x.begin(), s.x.end(), s.x.begin(), 0.0);
  const double low = surface->derivatives(Point{1, slope}).value;
  for (const double w : {-2.0, -0.5, 0.7, 2.0}) {
    const auto at = surface->derivatives(Point{w, slope / w});
    EXPECT_NEAR(std::hypot(at.x, at.y), 0, 1e-13);
    EXPECT_NEAR(at.value, low, 1e-14);
  }
}

TEST(Discrepancy, IsZeroWhereTheSamplesCoincide) {
  for (const double bandwidth : {0.3, 1.0, 4.0}) {
    const auto surface = surface_with("mmd", {{"same", 1}, {"bandwidth", bandwidth}});
    const auto d = surface->derivatives(Point{2, -1.5});
    EXPECT_NEAR(d.value, 0, 4e-15);
    EXPECT_NEAR(std::hypot(d.x, d.y), 0, 1e-15);
    EXPECT_GT(eigen_pairs(d.xx, d.xy, d.yy).lambda[0], 0);
    for (const Point p : test::points_around(find_surface("mmd")->domain, 1000, 10))
      ASSERT_GT(surface->derivatives(p).value, 0);
  }
}

TEST(Discrepancy, AWideKernelSeesOnlyTheMeans) {
  const Domain domain = find_surface("mmd")->domain;
  const auto found = find_critical_points(*surface_with("mmd", {{"bandwidth", 10}}), domain);
  EXPECT_EQ(found.points.size(), 1u);
  EXPECT_GT(find_critical_points(*surface_with("mmd", {{"bandwidth", 0.5}}), domain).points.size(), 3u);
}

TEST(DataSurfaces, TermsInThetaKeepTheData) {
  const std::shared_ptr<const Surface> plain = surface_with("logistic_ce", {{"samples", 9}});
  const auto both = penalized(plain, 0.5, 0.25);
  EXPECT_EQ(both->data(), plain->data());
  EXPECT_EQ(both->sample_count(), 9u);
  const std::size_t samples[] = {3, 8};
  const Point p{0.5, -1};
  EXPECT_NEAR(both->restricted(samples)->derivatives(p).value,
              plain->restricted(samples)->derivatives(p).value + 0.5 * 1.5 + 0.25 * 1.25, 1e-14);
}

TEST(DataSurfaces, RefuseWhatIsNoNumberOfSamples) {
  const Parameter& samples = find_surface("mmd")->parameters[0];
  for (const double bad : {0.0, -3.0, 2.5, 1e6, std::nan("")}) EXPECT_TRUE(refuse(samples, bad)) << bad;
  for (const double good : {1.0, 200.0}) EXPECT_EQ(refuse(samples, good), std::nullopt);
}

TEST(DataSurfaces, WhatIsNoDataHasNone) {
  const auto surface = test::make_surface("himmelblau");
  EXPECT_EQ(surface->data(), nullptr);
  EXPECT_EQ(surface->restricted({}), nullptr);
}

}  // namespace
}  // namespace fallline

// Searches for critical points: those known are found, whatever their kind, and what only looks like one is refused.
#include "curvature/critical_search.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "curvature/spectrum.h"
#include "support/quadratics.h"
#include "support/rosenbrock.h"
#include "support/tables.h"

namespace fallline {
namespace {

using Eigen::Index;
using Status = CriticalSearchStatus;

// f(φ₁) + ½ Σ aᵢ φᵢ² over the others, of φ = θ mirrored at a plane askew: no coordinate of θ stands for itself.
class Mirrored final : public Objective {
 public:
  struct Jet {
    double f, slope, curvature;
  };
  Mirrored(Jet (*first)(double), Index n)
      : first_(first), n_(n), w_(Eigen::VectorXd::LinSpaced(n, 1, 2).normalized()) {}
  std::size_t dimension() const override { return static_cast<std::size_t>(n_); }
  double value(ConstVector theta, const Batch&) const override {
    const Eigen::VectorXd phi = mirror(test::Parabola::map(theta));
    double sum = first_(phi[0]).f;
    for (Index i = 1; i < n_; ++i) sum += 0.5 * a(i) * phi[i] * phi[i];
    return sum;
  }
  double value_and_gradient(ConstVector theta, Vector gradient, const Batch& batch) const override {
    Eigen::VectorXd phi = mirror(test::Parabola::map(theta));
    phi[0] = first_(phi[0]).slope;
    for (Index i = 1; i < n_; ++i) phi[i] *= a(i);
    Eigen::Map<Eigen::VectorXd>(gradient.data(), n_) = mirror(phi);
    return value(theta, batch);
  }
  void hessian_vector(ConstVector theta, ConstVector v, Vector product, const Batch&) const override {
    Eigen::VectorXd phi = mirror(test::Parabola::map(v));
    phi[0] *= first_(mirror(test::Parabola::map(theta))[0]).curvature;
    for (Index i = 1; i < n_; ++i) phi[i] *= a(i);
    Eigen::Map<Eigen::VectorXd>(product.data(), n_) = mirror(phi);
  }

  // Its own inverse.
  Eigen::VectorXd mirror(const Eigen::VectorXd& x) const { return x - 2 * w_.dot(x) * w_; }
  std::vector<double> theta_of(const Eigen::VectorXd& phi) const {
    const Eigen::VectorXd theta = mirror(phi);
    return {theta.begin(), theta.end()};
  }

 private:
  double a(Index i) const { return i % 3 == 0 ? -1.5 : 1 + static_cast<double>(i % 5); }
  Jet (*first_)(double);
  const Index n_;
  const Eigen::VectorXd w_;
};

// Sizes below and above the one to which H is dense.
class CriticalSearchAtSize : public testing::TestWithParam<Index> {
 protected:
  static std::vector<double> start(const Mirrored& m, double first, double others) {
    Eigen::VectorXd phi = Eigen::VectorXd::Constant(GetParam(), others);
    phi[0] = first;
    return m.theta_of(phi);
  }
  static double first_of(const Mirrored& m, const CriticalSearch& s) {
    return m.mirror(Eigen::Map<const Eigen::VectorXd>(s.theta.data(), GetParam()))[0];
  }
};
INSTANTIATE_TEST_SUITE_P(Sizes, CriticalSearchAtSize, testing::Values(2, 5, 40, 600));

// x³/3 + x has the slope 1 + x²: it is least at 0, where it does not vanish.
TEST_P(CriticalSearchAtSize, GradientFlatIsRefused) {
  const Mirrored m([](double x) { return Mirrored::Jet{x * x * x / 3 + x, x * x + 1, 2 * x}; }, GetParam());
  for (const double x : {0.3, -1.0, 4.0, 0.0}) {
    const CriticalSearch s = search_critical_point(m, start(m, x, 0.7), {});
    EXPECT_EQ(s.status, Status::gradient_flat) << explain(s.status);
    EXPECT_NEAR(s.gradient_norm, 1, 1e-6);
    EXPECT_NEAR(first_of(m, s), 0, 1e-5);
    EXPECT_LE(s.flatness, 1e-6);
  }
}

// −x³/3 + x has a minimum at −1 and a maximum at 1.
TEST_P(CriticalSearchAtSize, FindsThePointNearby) {
  const Mirrored m([](double x) { return Mirrored::Jet{x - x * x * x / 3, 1 - x * x, -2 * x}; }, GetParam());
  for (const double x : {-1.4, -0.8, 0.7, 1.3}) {
    const CriticalSearch s = search_critical_point(m, start(m, x, 0.2), {});
    EXPECT_EQ(s.status, Status::critical) << explain(s.status);
    EXPECT_LE(s.gradient_norm, 1e-10);
    EXPECT_NEAR(first_of(m, s), x < 0 ? -1 : 1, 1e-10);
    EXPECT_LE(s.steps, 20u);
    EXPECT_GT(s.products, 0u);
    std::vector<double> gradient(m.dimension());
    EXPECT_EQ(m.value_and_gradient(s.theta, gradient, {}), s.loss);
    EXPECT_EQ(test::Parabola::map(gradient).norm(), s.gradient_norm);
  }
}

// log(1 + e⁻ˣ) flattens out and ends nowhere: as a classifier's loss on data that can be separated.
TEST_P(CriticalSearchAtSize, InfinityIsNoPoint) {
  const Mirrored m(
      [](double x) {
        const double s = 1 / (1 + std::exp(x));
        return Mirrored::Jet{std::log1p(std::exp(-x)), -s, s * (1 - s)};
      },
      GetParam());
  const CriticalSearch s = search_critical_point(m, start(m, 1, 0.1), {});
  EXPECT_EQ(s.status, Status::escaping) << explain(s.status);
  EXPECT_LE(s.gradient_norm, 1e-10);
}

// At x⁴ the Hessian vanishes with the gradient.
TEST_P(CriticalSearchAtSize, DegenerateIsCritical) {
  const Mirrored m([](double x) { return Mirrored::Jet{x * x * x * x, 4 * x * x * x, 12 * x * x}; }, GetParam());
  const CriticalSearch s = search_critical_point(m, start(m, 0.9, 0.5), {});
  EXPECT_EQ(s.status, Status::critical) << explain(s.status);
  EXPECT_NEAR(first_of(m, s), 0, 1e-3);
}

class CriticalSearchOf : public testing::TestWithParam<std::string_view> {};
TEST_P(CriticalSearchOf, KnownPointsAreFoundFromBesideThem) {
  const auto surface = test::make_surface(GetParam());
  const SurfaceInfo& info = *find_surface(GetParam());
  const double away = 2e-3 * std::min(info.domain.width(), info.domain.height());
  for (const KnownPoint& known : info.known) {
    const auto d = surface->derivatives(Point{known.x, known.y});
    const EigenPairs pairs = eigen_pairs(d.xx, d.xy, d.yy);
    // Beside a kink Newton's method does not see it, and beside a degenerate point others may be as near.
    if (!info.smooth || kind_of(pairs, 0) == Kind::degenerate) continue;
    const double start[] = {known.x + 0.6 * away, known.y - 0.8 * away};
    const CriticalSearch s = search_critical_point(*surface, start, {});
    EXPECT_EQ(s.status, Status::critical) << known.x << ", " << known.y << ": " << explain(s.status);
    EXPECT_NEAR(std::hypot(s.theta[0] - known.x, s.theta[1] - known.y), 0, 1e-3 * away);
    EXPECT_EQ(key(kind_of(signs_of(dense_spectrum(*surface, s.theta, {}).lambda))), known.kind);
  }
}
INSTANTIATE_TEST_SUITE_P(All, CriticalSearchOf, testing::ValuesIn(surface_keys()), test::key_name);

// Of four parameters it has a second minimum (Shang & Qiu 2006).
TEST(CriticalSearch, RosenbrocksOtherMinimum) {
  const double start[] = {-0.7, 0.6, 0.3, 0.2}, published[] = {-0.776, 0.613, 0.382, 0.146};
  const test::Rosenbrock rosenbrock(4);
  const CriticalSearch s = search_critical_point(rosenbrock, start, {});
  ASSERT_EQ(s.status, Status::critical);
  for (std::size_t i = 0; i < 4; ++i) EXPECT_NEAR(s.theta[i], published[i], 6e-4);
  EXPECT_EQ(kind_of(signs_of(dense_spectrum(rosenbrock, s.theta, {}).lambda)), Kind::minimum);
}

TEST(CriticalSearch, KrylovSpacesLeadWhereTheDenseMatrixDoes) {
  const test::Rosenbrock rosenbrock(150);
  std::mt19937_64 random(1);
  std::normal_distribution<double> normal(1, 0.02);
  std::vector<double> start(150);
  for (double& x : start) x = normal(random);
  const CriticalSearch dense = search_critical_point(rosenbrock, start, {});
  const CriticalSearch krylov = search_critical_point(rosenbrock, start, {}, {.most_dense = 10});
  EXPECT_EQ(dense.status, Status::critical);
  EXPECT_EQ(krylov.status, Status::critical);
  for (std::size_t i = 0; i < 150; ++i) EXPECT_NEAR(krylov.theta[i], dense.theta[i], 1e-8);
}

// No curvature says which way to go, and none may divide.
TEST(CriticalSearch, OfAnIndefiniteParabolaIsItsCentre) {
  Eigen::VectorXd lambda = Eigen::VectorXd::LinSpaced(30, -3, 5);
  Eigen::MatrixXd a = lambda.asDiagonal();
  const test::Parabola parabola(a, Eigen::VectorXd::Constant(30, 2));
  const CriticalSearch s = search_critical_point(parabola, std::vector<double>(30), {});
  EXPECT_EQ(s.status, Status::critical);
  for (Index i = 0; i < 30; ++i) EXPECT_NEAR(s.theta[static_cast<std::size_t>(i)], 2 / lambda[i], 1e-8);
  const CriticalSearch again = search_critical_point(parabola, s.theta, {});
  EXPECT_EQ(again.status, Status::critical);
  EXPECT_EQ(again.steps, 0u);
  // A plane: its slope is the same everywhere.
  const test::Parabola slope(Eigen::MatrixXd::Zero(3, 3), Eigen::VectorXd::Ones(3));
  EXPECT_EQ(search_critical_point(slope, std::vector<double>(3), {}).status, Status::gradient_flat);
  const test::Parabola level(Eigen::MatrixXd::Zero(3, 3), Eigen::VectorXd::Zero(3));
  EXPECT_EQ(search_critical_point(level, std::vector<double>(3), {}).status, Status::critical);
}

TEST(CriticalSearch, SaysWhyItEnds) {
  const test::Rosenbrock rosenbrock(20);
  std::vector<double> start(20, -1.5);
  const CriticalSearch two = search_critical_point(rosenbrock, start, {}, {.most_steps = 2});
  EXPECT_EQ(two.status, Status::step_limit);
  EXPECT_EQ(two.steps, 2u);

  std::stop_source stop;
  std::size_t told = 0;
  const CriticalSearch stopped =
      search_critical_point(rosenbrock, start, {}, {}, stop.get_token(), [&](std::size_t step, double norm) {
        EXPECT_GT(norm, 0);
        EXPECT_EQ(step, ++told);
        if (step == 3) stop.request_stop();
      });
  EXPECT_EQ(stopped.status, Status::cancelled);
  EXPECT_EQ(stopped.steps, 3u);

  start[4] = std::nan("");
  EXPECT_EQ(search_critical_point(rosenbrock, start, {}).status, Status::not_finite);
  for (int i = 0; i <= static_cast<int>(Status::not_finite); ++i)
    EXPECT_TRUE(explain(static_cast<Status>(i)).ends_with('.'));
}

}  // namespace
}  // namespace fallline

// ISTA, FISTA and ADMM against the conditions that tell a minimum of L(θ) + λ‖θ‖₁, and against coordinate descent.
#include "optim/proximal.h"

#include <gtest/gtest.h>

#include "objective/penalized.h"
#include "support/quadratics.h"
#include "support/racing.h"

namespace fallline {
namespace {

using Eigen::VectorXd;

VectorXd theta_of(const Racer& racer) { return test::Parabola::map(racer.theta()); }

test::Lasso correlated(Eigen::Index n, double lambda) { return {test::random_parabola(n, 20, 13), lambda}; }
constexpr double smoothness = 20;  // the greatest eigenvalue of these

// Coordinate descent: each θᵢ to its own minimum, until nothing moves.
VectorXd by_coordinates(const test::Lasso& lasso) {
  const auto& a = lasso.parabola().a();
  const auto& b = lasso.parabola().b();
  VectorXd theta = VectorXd::Zero(b.size());
  for (int sweep = 0; sweep < 5000; ++sweep)
    for (Eigen::Index i = 0; i < b.size(); ++i) {
      const double rest = b[i] - a.row(i).dot(theta) + a(i, i) * theta[i];
      const double shrunk = std::abs(rest) - lasso.l1();
      theta[i] = shrunk > 0 ? std::copysign(shrunk, rest) / a(i, i) : 0;
    }
  return theta;
}

class Proximal : public testing::TestWithParam<std::string_view> {
 protected:
  std::vector<double> values(double lr) const { return test::values_of(GetParam(), {{"lr", lr}}); }
};

// L = ½‖θ − a‖²: the minimum is S_λ(a), by hand.
TEST_P(Proximal, FindsTheSoftThreshold) {
  const VectorXd a = (VectorXd(5) << 3, -2, 0.4, -0.5, 0.6).finished();
  const test::Lasso lasso({Eigen::MatrixXd::Identity(5, 5), a}, 0.5);
  const auto racer = test::racer_at(GetParam(), values(0.9), lasso, {1, 1, 1, 1, 1});
  racer->advance(lasso, {}, 400, {});
  const std::vector<double> expected{2.5, -1.5, 0, 0, 0.1};
  for (std::size_t i = 0; i < 5; ++i) EXPECT_NEAR(racer->theta()[i], expected[i], 1e-9);
  EXPECT_EQ(racer->theta()[2], 0) << "exactly";
}

TEST_P(Proximal, AgreesWithCoordinateDescentAndItsConditions) {
  int zeros = 0;
  for (const Eigen::Index n : {2, 6, 12}) {
    const auto lasso = correlated(n, 0.7);
    const auto racer =
        test::racer_at(GetParam(), values(1 / smoothness), lasso, std::vector<double>(static_cast<std::size_t>(n), 1));
    racer->advance(lasso, {}, 6000, {});
    const VectorXd expected = by_coordinates(lasso), theta = theta_of(*racer);
    EXPECT_LT((theta - expected).norm(), 1e-7);
    const VectorXd g = lasso.parabola().a() * theta - lasso.parabola().b();
    for (Eigen::Index i = 0; i < n; ++i) {
      if (expected[i] == 0) {
        ++zeros;
        EXPECT_EQ(theta[i], 0) << "lands on it exactly";
        EXPECT_LE(std::abs(g[i]), 0.7);
      } else {
        EXPECT_NEAR(g[i], -std::copysign(0.7, theta[i]), 1e-6);
      }
    }
    // The subgradient jumps around 0.
    const auto sgd =
        test::racer_at("sgd", {1 / smoothness}, lasso, std::vector<double>(static_cast<std::size_t>(n), 1));
    sgd->advance(lasso, {}, 6000, {});
    for (const double x : sgd->theta()) EXPECT_NE(x, 0);
  }
  EXPECT_GT(zeros, 0) << "else this says nothing of zeros";
}

// A surface with the term added, as an experiment has it.
TEST_P(Proximal, LandsOnZeroOnAPenalizedSurface) {
  const auto surface = penalized(test::make_surface("quadratic", {4, 30}), 0.5, 0);
  const auto racer = test::racer_at(GetParam(), values(0.2), *surface, {1.5, 1});
  racer->advance(*surface, {}, 500, {});
  EXPECT_EQ(test::theta_of(*racer), (std::vector<double>{0, 0}));
  EXPECT_EQ(racer->loss(), 0);
}

TEST_P(Proximal, GoesOnBitForBitFromAClone) {
  const auto lasso = correlated(4, 0.3);
  const Sampling noisy{.sigma = 0.1, .seed = 3};
  const auto racer = test::racer_at(GetParam(), values(0.01), lasso, {1, 2, 3, 4});
  racer->advance(lasso, noisy, 13, {});
  const auto clone = racer->clone();
  racer->advance(lasso, noisy, 20, {});
  clone->advance(lasso, noisy, 7, {});
  clone->advance(lasso, noisy, 13, {});
  EXPECT_EQ(test::state_of(*racer), test::state_of(*clone));
}

INSTANTIATE_TEST_SUITE_P(All, Proximal, testing::Values("ista", "fista", "admm"), test::key_name);

TEST(Ista, NeverRisesUpToOneOverL) {
  const auto lasso = correlated(8, 0.7);
  const auto racer = test::racer_at("ista", {1 / smoothness}, lasso, std::vector<double>(8, 3));
  double loss = racer->loss();
  for (int t = 0; t < 300; ++t) {
    racer->advance(lasso, {}, 1, {});
    ASSERT_LE(racer->loss(), loss + 1e-14 * std::abs(loss)) << t;
    loss = racer->loss();
  }
}

// F(x_k) − F* ≤ 2L‖x₀ − x*‖²/(k+1)², Beck & Teboulle 2009, thm. 4.4; and ISTA's L‖x₀ − x*‖²/2k, thm. 3.1.
TEST(Fista, KeepsItsBound) {
  const test::Lasso lasso(test::random_parabola(20, 1000, 4), 0.5);
  const VectorXd best = by_coordinates(lasso);
  const std::vector<double> start(20, 2);
  const double least = lasso.value({best.data(), 20}, {});
  const double far = (VectorXd::Constant(20, 2) - best).squaredNorm();
  const auto fista = test::racer_at("fista", {1e-3}, lasso, start), ista = test::racer_at("ista", {1e-3}, lasso, start);
  for (int k = 1; k <= 400; ++k) {
    for (const auto& r : {fista.get(), ista.get()}) r->advance(lasso, {}, 1, {});
    ASSERT_LE(fista->loss() - least, 2 * 1000 * far / ((k + 1) * (k + 1))) << k;
    ASSERT_LE(ista->loss() - least, 1000 * far / (2 * k)) << k;
  }
  EXPECT_LT(fista->loss(), ista->loss());
}

// Without the term: plain descent, and Nesterov's acceleration written out; ADMM descends with η/(1 + ηρ).
TEST(WithoutL1, TheyArePlainDescents) {
  const auto bowl = test::random_parabola(3, 10, 6);
  const std::vector<double> start{1, -1, 2};
  const auto ista = test::racer_at("ista", {0.05}, bowl, start), sgd = test::racer_at("sgd", {0.05}, bowl, start);
  const auto admm = test::racer_at("admm", {0.05, 4, 0}, bowl, start);
  const auto slower = test::racer_at("sgd", {0.05 / 1.2}, bowl, start);
  const auto fista = test::racer_at("fista", {0.05}, bowl, start);
  VectorXd x = VectorXd::Map(start.data(), 3), y = x;
  double t = 1;
  for (int k = 0; k < 50; ++k) {
    for (const auto& r : {ista.get(), sgd.get(), admm.get(), slower.get(), fista.get()}) r->advance(bowl, {}, 1, {});
    const VectorXd next = y - 0.05 * (bowl.a() * y - bowl.b());
    const double t_next = (1 + std::sqrt(1 + 4 * t * t)) / 2;
    y = next + (t - 1) / t_next * (next - x);
    x = next;
    t = t_next;
    EXPECT_LT((theta_of(*ista) - theta_of(*sgd)).norm(), 1e-13);
    EXPECT_LT((theta_of(*admm) - theta_of(*slower)).norm(), 1e-13);
    EXPECT_LT((theta_of(*fista) - x).norm(), 1e-13);
  }
}

// The first steps by hand from the formulas: L = ½(θ − 2)², λ = 1, η = ½, ρ = 2, θ = z = 1, w = 0 (the second
// coordinate stays 0).
TEST(Admm, FirstStepsByHand) {
  const test::Lasso lasso({Eigen::MatrixXd::Identity(2, 2), (VectorXd(2) << 2, 0).finished()}, 1);
  const auto racer = test::racer_at("admm", {0.5, 2, 0}, lasso, {1, 0});
  // θ = (1 + ½ + 1·1)/2 = 1.25;  z = S(1.25, ½) = 0.75;  w = 0.5
  racer->advance(lasso, {}, 1, {});
  EXPECT_NEAR(racer->theta()[0], 0.75, 1e-15);
  // g = −0.75 at θ = 1.25:  θ = (1.25 + 0.375 + 0.25)/2 = 0.9375;  z = S(1.4375, ½) = 0.9375;  w = 0.5
  racer->advance(lasso, {}, 1, {});
  EXPECT_NEAR(racer->theta()[0], 0.9375, 1e-15);
  EXPECT_EQ(racer->theta()[1], 0);
}

// The stochastic one shrinks its steps as 1/√t: noise that keeps the other one shaking dies down.
TEST(Admm, StochasticComesToRest) {
  const auto lasso = correlated(4, 0.5);
  const VectorXd best = by_coordinates(lasso);
  const Sampling noisy{.sigma = 2, .seed = 9};
  double errors[2];
  for (const int stochastic : {0, 1}) {
    const auto racer = test::racer_at("admm", {0.04, 1, static_cast<double>(stochastic)}, lasso, {1, 1, 1, 1});
    racer->advance(lasso, noisy, 20'000, {});
    double sum = 0;
    for (int t = 0; t < 200; ++t) {
      racer->advance(lasso, noisy, 1, {});
      sum += (theta_of(*racer) - best).squaredNorm() / 200;
    }
    errors[stochastic] = std::sqrt(sum);
  }
  EXPECT_LT(errors[1], 0.5 * errors[0]);
}

}  // namespace
}  // namespace fallline

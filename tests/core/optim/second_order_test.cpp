// Methods that use the Hessian: where they go, and how fast.
#include <gtest/gtest.h>

#include "support/quadratics.h"
#include "support/racing.h"

namespace fallline {
namespace {

using Eigen::VectorXd;

VectorXd theta_of(const Racer& racer) { return test::Parabola::map(racer.theta()); }
std::vector<double> ones(std::size_t n) { return std::vector<double>(n, 1); }

TEST(Newton, IsThereInOneStepOnParabolas) {
  for (const int n : {2, 3, 10}) {
    const auto bowl = test::random_parabola(n, 1e3, 3);
    const auto racer = test::racer_at("newton", {1}, bowl, ones(bowl.dimension()));
    racer->advance(bowl, {}, 1, {});
    EXPECT_LT((theta_of(*racer) - bowl.minimizer()).norm(), 1e-10);
    // Damped by η it goes that share of the way.
    const auto half = test::racer_at("newton", {0.5}, bowl, ones(bowl.dimension()));
    half->advance(bowl, {}, 1, {});
    EXPECT_LT((theta_of(*half) - 0.5 * (VectorXd::Ones(n) + bowl.minimizer())).norm(), 1e-10);
  }
}

// The error's exponent: log(e₃/e₂)/log(e₂/e₁) → 2 near a minimum with H > 0.
TEST(Newton, ConvergesQuadratically) {
  const auto surface = test::make_surface("rosenbrock");
  const auto racer = test::racer_at("newton", {1}, *surface, {-1.2, 1});
  std::vector<double> errors;
  for (int t = 0; t < 12; ++t) {
    racer->advance(*surface, {}, 1, {});
    errors.push_back(std::hypot(racer->theta()[0] - 1, racer->theta()[1] - 1));
  }
  EXPECT_LT(errors[6], 1e-12) << "seven steps from the classic start";
  const auto himmelblau = test::make_surface("himmelblau");
  const auto r = test::racer_at("newton", {1}, *himmelblau, {3.3, 2.3});
  std::vector<double> e;
  for (int t = 0; t < 4; ++t) {
    e.push_back(std::hypot(r->theta()[0] - 3, r->theta()[1] - 2));
    r->advance(*himmelblau, {}, 1, {});
  }
  for (std::size_t k = 2; k < e.size(); ++k)
    EXPECT_NEAR(std::log(e[k] / e[k - 1]) / std::log(e[k - 1] / e[k - 2]), 2, 0.25) << k;
}

TEST(Newton, WalksIntoTheSaddleThatTheOthersLeave) {
  const auto surface = test::make_surface("saddle");  // x² − y²
  const auto newton = test::racer_at("newton", {1}, *surface, {1, 0.3});
  newton->advance(*surface, {}, 1, {});
  EXPECT_LT(newton->gradient_norm(), 1e-15);
  const auto free = test::racer_at("saddle_free_newton", {1}, *surface, {1, 0.3});
  free->advance(*surface, {}, 1, {});
  EXPECT_NEAR(free->theta()[0], 0, 1e-15);
  EXPECT_NEAR(free->theta()[1], 0.6, 1e-15);  // as far from the saddle again: H⁻¹g turned round
}

// Where H is singular the step is the shortest of the least squares: none along its kernel.
TEST(Newton, OfASingularHessianIsThatOfThePseudoInverse) {
  Eigen::MatrixXd a(2, 2);
  a << 2, 2, 2, 2;
  const test::Parabola valley(a, VectorXd::Constant(2, 2));  // minima on x + y = 1
  for (const char* key : {"newton", "saddle_free_newton"}) {
    const auto racer = test::racer_at(key, {1}, valley, {2, 1});
    racer->advance(valley, {}, 1, {});
    EXPECT_NEAR(racer->theta()[0], 1, 1e-14);
    EXPECT_NEAR(racer->theta()[1], 0, 1e-14);
  }
  const test::Parabola plane(Eigen::MatrixXd::Zero(2, 2), VectorXd::Constant(2, 1));
  const auto racer = test::racer_at("newton", {1}, plane, {2, 1});
  EXPECT_EQ(racer->advance(plane, {}, 5, {}), 5u);
  EXPECT_EQ(test::theta_of(*racer), (std::vector<double>{2, 1}));
}

TEST(SaddleFreeNewton, LeavesTheSaddlesOfHimmelblau) {
  const auto surface = test::make_surface("himmelblau");
  const std::array<Point, 4> saddles{
      {{0.08667, 2.88425}, {3.38515, 0.07385}, {-0.12796, -1.95372}, {-3.07303, -0.08135}}};
  for (const Point s : saddles) {
    const auto free = test::racer_at("saddle_free_newton", {0.5}, *surface, {s.x + 0.01, s.y + 0.02});
    const auto newton = test::racer_at("newton", {0.5}, *surface, {s.x + 0.01, s.y + 0.02});
    for (const auto& r : {free.get(), newton.get()}) r->advance(*surface, {}, 100, {});
    EXPECT_LT(free->loss(), 1e-8);
    EXPECT_NEAR(newton->theta()[0], s.x, 1e-4);
    EXPECT_NEAR(newton->theta()[1], s.y, 1e-4);
  }
}

TEST(DampedNewton, DescendsAtEveryStepFromEverywhere) {
  for (const SurfaceInfo& info : surfaces()) {
    if (!info.smooth) continue;
    const auto surface = test::make_surface(info.key);
    for (const Point p : test::points_around(info.domain, 40, 8)) {
      const auto racer = test::racer_at("damped_newton", {1e-3}, *surface, {p.x, p.y});
      double loss = racer->loss();
      for (int t = 0; t < 60 && racer->advance(*surface, {}, 1, {}); ++t) {
        ASSERT_LE(racer->loss(), loss) << info.key << " from " << p.x << ", " << p.y;
        loss = racer->loss();
      }
      EXPECT_TRUE(std::isfinite(racer->loss()));
    }
  }
}

TEST(DampedNewton, IsFastAtTheEndAndNeverAtASaddle) {
  const auto surface = test::make_surface("rosenbrock");
  const auto racer = test::racer_at("damped_newton", {1e-3}, *surface, {-1.2, 1});
  racer->advance(*surface, {}, 40, {});
  EXPECT_LT(racer->gradient_norm(), 1e-9);
  const auto himmelblau = test::make_surface("himmelblau");
  const auto r = test::racer_at("damped_newton", {1e-3}, *himmelblau, {0.08667 + 0.01, 2.88425 + 0.01});
  r->advance(*himmelblau, {}, 100, {});
  EXPECT_LT(r->loss(), 1e-12);
}

// The gain ratio of a parabola is 1 whatever μ: it falls to a third each step.
TEST(DampedNewton, OnAParabolaTakesTheStepOfItsFormula) {
  const auto bowl = test::random_parabola(4, 20, 1);
  const auto racer = test::racer_at("damped_newton", {0.1}, bowl, ones(4));
  double mu = 0.1 * 20;
  VectorXd theta = VectorXd::Ones(4);
  for (int t = 0; t < 8; ++t) {
    const VectorXd g = bowl.a() * theta - bowl.b();
    theta -= (bowl.a() + mu * Eigen::MatrixXd::Identity(4, 4)).ldlt().solve(g);
    mu /= 3;
    racer->advance(bowl, {}, 1, {});
    EXPECT_LT((theta_of(*racer) - theta).norm(), 1e-9);
  }
}

TEST(NegativeCurvature, StepsOffTheSaddleAndElseDescends) {
  const auto surface = test::make_surface("saddle");
  // Exactly on it: the fixed sign, up the y axis; then on along it.
  const auto racer = test::racer_at("negative_curvature", {0.1, 0.01, 0.1}, *surface, {0, 0});
  racer->advance(*surface, {}, 1, {});
  EXPECT_EQ(racer->theta()[0], 0);
  EXPECT_EQ(racer->theta()[1], 0.1);
  // Beside it: the side that leads down.
  const auto below = test::racer_at("negative_curvature", {0.1, 0.01, 0.1}, *surface, {0.001, -0.002});
  below->advance(*surface, {}, 1, {});
  EXPECT_NEAR(below->theta()[0], 0.001, 1e-15);
  EXPECT_NEAR(below->theta()[1], -0.102, 1e-15);
  // Away from it, plain descent, to the bit.
  const auto away = test::racer_at("negative_curvature", {0.1, 0.01, 0.1}, *surface, {0.5, 0.5});
  const auto plain = test::racer_at("sgd", {0.1}, *surface, {0.5, 0.5});
  for (const auto& r : {away.get(), plain.get()}) r->advance(*surface, {}, 10, {});
  EXPECT_NEAR(away->theta()[0], plain->theta()[0], 1e-15);
  EXPECT_NEAR(away->theta()[1], plain->theta()[1], 1e-14);
  // A flat spot of which the curvature says nothing: it stays.
  const auto monkey = test::make_surface("monkey_saddle");
  const auto flat = test::racer_at("negative_curvature", {0.1, 0.01, 0.1}, *monkey, {0, 0});
  flat->advance(*monkey, {}, 5, {});
  EXPECT_EQ(test::theta_of(*flat), (std::vector<double>{0, 0}));
}

TEST(NegativeCurvature, ShortensTheStepWhereTheLossWouldRise) {
  const auto surface = test::make_surface("himmelblau");
  const auto racer = test::racer_at("negative_curvature", {0.001, 0.1, 1000}, *surface, {0.0866775, 2.8842547});
  const double loss = racer->loss();
  racer->advance(*surface, {}, 1, {});
  EXPECT_LT(racer->loss(), loss);
}

}  // namespace
}  // namespace fallline

// Conjugate gradients, BFGS and L-BFGS against what theory says of them on parabolas, and against SciPy.
#include "optim/quasi_newton.h"

#include <gtest/gtest.h>

#include "math/random.h"
#include "support/quadratics.h"
#include "support/racing.h"

namespace fallline {
namespace {

using Eigen::MatrixXd;
using Eigen::VectorXd;
using namespace optim;

VectorXd theta_of(const Racer& racer) { return test::Parabola::map(racer.theta()); }
std::vector<double> ones(Eigen::Index n) { return std::vector<double>(static_cast<std::size_t>(n), 1); }

// A search that is exact but for rounding.
constexpr double exact = 1e-10;

class OnParabolas : public testing::TestWithParam<int> {};

// With exact searches all three take the steps of the linear conjugate gradients, and are there in n (N&W thm. 5.4,
// 6.4); CG is written out here in its linear form.
TEST_P(OnParabolas, InAtMostNSteps) {
  const int n = GetParam();
  const auto bowl = test::random_parabola(n, 50, 7);
  const double far = (VectorXd::Ones(n) - bowl.minimizer()).norm();
  for (const auto& [key, values] : std::vector<std::pair<std::string_view, std::vector<double>>>{
           {"cg", {0, 1e-4, exact}}, {"cg", {1, 1e-4, exact}}, {"bfgs", {1e-4, exact}}, {"lbfgs", {12, 1e-4, exact}}}) {
    SCOPED_TRACE(std::string(key) + " " + std::to_string(values[0]));
    const auto racer = test::racer_at(key, values, bowl, ones(n));
    VectorXd x = VectorXd::Ones(n), r = bowl.b() - bowl.a() * x, d = r;
    for (int t = 0; t < n; ++t) {
      const double alpha = r.squaredNorm() / d.dot(bowl.a() * d);
      x += alpha * d;
      const VectorXd next = bowl.b() - bowl.a() * x;
      d = next + next.squaredNorm() / r.squaredNorm() * d;
      r = next;
      racer->advance(bowl, {}, 1, {});
      EXPECT_LT((theta_of(*racer) - x).norm(), 1e-5 * far) << "step " << t + 1;
    }
    EXPECT_LT((theta_of(*racer) - bowl.minimizer()).norm(), 1e-6 * far);
  }
}

// After n exact steps the estimate is H⁻¹ itself (N&W thm. 6.4).
TEST_P(OnParabolas, BfgsHasLearntTheInverse) {
  const int n = GetParam();
  const auto bowl = test::random_parabola(n, 50, 9);
  const Problem<Eigen::ArrayXd> problem{.objective = &bowl, .batch = {}};
  BfgsDirection bfgs;
  LineSearch search{1e-4, exact, true};
  Eigen::ArrayXd theta = Eigen::ArrayXd::Ones(n);
  BfgsDirection::State<Eigen::ArrayXd> memory(theta);
  LineSearch::State<Eigen::ArrayXd> last(theta);
  for (int t = 0; t <= n; ++t) {
    Step<Eigen::ArrayXd> step{.gradient = theta, .update = theta, .t = t + 1};
    step.theta = &theta;
    step.problem = &problem;
    problem.value_and_gradient(theta, step.gradient);
    step.update = step.gradient;
    bfgs.apply<Eigen::ArrayXd>(memory, step);
    if (t == n) break;
    search.apply<Eigen::ArrayXd>(last, step);
    theta += step.update;
  }
  EXPECT_LT((memory.inverse * bowl.a() - MatrixXd::Identity(n, n)).norm(), 1e-3);
  EXPECT_LT((memory.inverse - memory.inverse.transpose()).norm(), 1e-12);
}

INSTANTIATE_TEST_SUITE_P(All, OnParabolas, testing::Range(2, 11));

// The secant condition B y = s and symmetry, on a function that is no parabola; L-BFGS with one pair is the same B.
TEST(Bfgs, AndLbfgsAgreeWhileOnePairIsAllTheyKnow) {
  const auto surface = test::make_surface("rosenbrock");
  const auto bfgs = test::racer_at("bfgs", test::values_of("bfgs"), *surface, {-1.2, 1});
  const auto lbfgs = test::racer_at("lbfgs", test::values_of("lbfgs"), *surface, {-1.2, 1});
  for (int t = 0; t < 2; ++t) {
    for (const auto& r : {bfgs.get(), lbfgs.get()}) r->advance(*surface, {}, 1, {});
    for (std::size_t i = 0; i < 2; ++i) EXPECT_NEAR(bfgs->theta()[i], lbfgs->theta()[i], 1e-12);
  }
}

// The two loops against the matrix of N&W (6.17) multiplied out pair by pair.
TEST(Lbfgs, TwoLoopsAreTheMatrix) {
  constexpr int n = 5, history = 3;
  const auto bowl = test::random_parabola(n, 30, 2);
  const Problem<Eigen::ArrayXd> problem{.objective = &bowl, .batch = {}};
  LbfgsDirection lbfgs{history};
  Eigen::ArrayXd theta = Eigen::ArrayXd::Ones(n);
  LbfgsDirection::State<Eigen::ArrayXd> memory(theta);
  std::vector<VectorXd> thetas;
  Random random(5);
  for (int t = 0; t < 8; ++t) {
    Step<Eigen::ArrayXd> step{.gradient = theta, .update = theta, .t = t + 1};
    step.theta = &theta;
    step.problem = &problem;
    problem.value_and_gradient(theta, step.gradient);
    step.update = step.gradient;
    lbfgs.apply<Eigen::ArrayXd>(memory, step);
    thetas.push_back(theta.matrix());
    if (t > 0) {
      const std::size_t from = t > history ? static_cast<std::size_t>(t - history) : 0;
      const VectorXd s1 = thetas[static_cast<std::size_t>(t)] - thetas[static_cast<std::size_t>(t) - 1],
                     y1 = bowl.a() * s1;
      MatrixXd b = s1.dot(y1) / y1.dot(y1) * MatrixXd::Identity(n, n);
      for (std::size_t k = from; k < static_cast<std::size_t>(t); ++k) {
        const VectorXd s = thetas[k + 1] - thetas[k], y = bowl.a() * s;
        const MatrixXd v = MatrixXd::Identity(n, n) - y * s.transpose() / s.dot(y);
        b = v.transpose() * b * v + s * s.transpose() / s.dot(y);
      }
      EXPECT_LT((step.update.matrix() - b * step.gradient.matrix()).norm(), 1e-10 * step.update.matrix().norm()) << t;
    }
    Eigen::ArrayXd away(n);
    random.normal(view(away));
    theta += away;
  }
}

// SciPy 1.10.1's minimize with the exact gradient and gtol = 1e-5 takes 32 iterations with BFGS, 37 with L-BFGS-B and
// 36 with CG; ours differ in the line search's first trials and interpolation.
TEST(QuasiNewton, RosenbrockTakesAboutAsManyStepsAsElsewhere) {
  const auto surface = test::make_surface("rosenbrock");
  for (const std::string_view key : {"bfgs", "lbfgs", "cg"}) {
    const auto racer = test::racer_at(key, test::values_of(key), *surface, {-1.2, 1});
    while (racer->steps_taken() < 100 && racer->gradient_norm() > 1e-5) racer->advance(*surface, {}, 1, {});
    RecordProperty(std::string(key), static_cast<int>(racer->steps_taken()));
    EXPECT_GE(racer->steps_taken(), 20) << key;
    EXPECT_LE(racer->steps_taken(), 45) << key;
  }
}

// From every point on every smooth surface: never up, never a number that is none, also long after the end.
class Descends : public testing::TestWithParam<std::string_view> {};
TEST_P(Descends, FromEverywhere) {
  for (const SurfaceInfo& info : surfaces()) {
    if (!info.smooth) continue;
    const auto surface = test::make_surface(info.key);
    const Domain around = test::enlarged(info.domain, 10);
    for (const Point p : test::points_around(info.domain, 20, 3)) {
      const auto racer = test::racer_at(GetParam(), test::values_of(GetParam()), *surface, {p.x, p.y});
      double loss = racer->loss();
      for (int t = 0; t < 150 && around.contains({racer->theta()[0], racer->theta()[1]}); ++t) {
        ASSERT_EQ(racer->advance(*surface, {}, 1, {}), 1u) << info.key << " from " << p.x << ", " << p.y;
        // By the trial's own rounding: θ + αp and θ reached may differ in the last place.
        ASSERT_LE(racer->loss(), loss + 1e-13 * (1 + std::abs(loss))) << info.key << " from " << p.x << ", " << p.y;
        loss = racer->loss();
      }
    }
  }
}
INSTANTIATE_TEST_SUITE_P(All, Descends, testing::Values("line_search_gd", "cg", "bfgs", "lbfgs"), test::key_name);

TEST(Cg, BothVariantsReachRosenbrocksMinimum) {
  const auto surface = test::make_surface("rosenbrock");
  for (const double variant : {0, 1}) {
    const auto racer = test::racer_at("cg", test::values_of("cg", {{"variant", variant}}), *surface, {-1.2, 1});
    racer->advance(*surface, {}, 200, {});
    EXPECT_LT(racer->gradient_norm(), 1e-5) << variant << " " << racer->loss();
  }
}

TEST(QuasiNewton, OptionsTakeEffectLive) {
  const auto surface = test::make_surface("rosenbrock");
  for (const std::string_view key : {"line_search_gd", "cg", "bfgs", "lbfgs"}) {
    const auto kept = test::racer_at(key, test::values_of(key), *surface, {-1.2, 1}), edited = kept->clone();
    for (const auto& r : {kept.get(), edited.get()}) r->advance(*surface, {}, 3, {});
    edited->set_options(test::values_of(key, {{"c2", 1e-4}}));
    EXPECT_EQ(test::state_of(*kept), test::state_of(*edited));
    for (const auto& r : {kept.get(), edited.get()}) r->advance(*surface, {}, 3, {});
    EXPECT_NE(test::theta_of(*kept), test::theta_of(*edited)) << key;
  }
}

TEST(Lbfgs, RemembersNoMoreThanItsHistory) {
  const auto surface = test::make_surface("rosenbrock");
  const auto one = test::racer_at("lbfgs", test::values_of("lbfgs", {{"history", 1}}), *surface, {-1.2, 1});
  const auto ten = test::racer_at("lbfgs", test::values_of("lbfgs"), *surface, {-1.2, 1});
  for (const auto& r : {one.get(), ten.get()}) r->advance(*surface, {}, 2, {});
  EXPECT_EQ(test::theta_of(*one), test::theta_of(*ten));
  for (const auto& r : {one.get(), ten.get()}) r->advance(*surface, {}, 10, {});
  EXPECT_NE(test::theta_of(*one), test::theta_of(*ten));
}

}  // namespace
}  // namespace fallline

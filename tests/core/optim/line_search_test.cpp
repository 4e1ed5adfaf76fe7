// The strong Wolfe search: what it accepts meets the conditions, everywhere on all smooth surfaces; where nothing can
// be gained it stays.
#include "optim/line_search.h"

#include <gtest/gtest.h>

#include <numbers>

#include "support/racing.h"

namespace fallline {
namespace {

using namespace optim;

AlongRay at_zero(const Ray& ray) { return ray(0); }

TEST(CubicMinimizer, IsExactOnCubicsAndParabolas) {
  // x³ − 3x has its minimum at 1; (x − 2)² has no cubic term.
  const auto cubic = [](double x) { return AlongRay{x, x * x * x - 3 * x, 3 * x * x - 3}; };
  const auto parabola = [](double x) { return AlongRay{x, (x - 2) * (x - 2), 2 * (x - 2)}; };
  for (const auto& [a, b] : {std::pair{0.0, 3.0}, {3.0, 0.5}, {0.2, 0.4}}) {
    EXPECT_NEAR(cubic_minimizer(cubic(a), cubic(b)), 1, 1e-12);
    EXPECT_NEAR(cubic_minimizer(parabola(a), parabola(b)), 2, 1e-12);
  }
  const auto hill = [](double x) { return AlongRay{x, -x * x, -2 * x}; };
  EXPECT_FALSE(std::isfinite(cubic_minimizer(hill(1), hill(2))));
}

// The two conditions, written again from their definition.
bool strong_wolfe(const AlongRay& zero, const AlongRay& a, double c1, double c2) {
  return a.value <= zero.value + c1 * a.alpha * zero.slope && std::abs(a.slope) <= c2 * std::abs(zero.slope);
}

TEST(WolfeSearch, FindsAStepOnEverySmoothSurfaceFromEverywhere) {
  int searches = 0, longest = 0;
  for (const SurfaceInfo& info : surfaces()) {
    if (!info.smooth) continue;
    const auto surface = test::make_surface(info.key);
    for (const Point p : test::points_around(info.domain, 300, 5)) {
      const auto d = surface->derivatives(p);
      const double norm = std::hypot(d.x, d.y);
      if (!(norm > 1e-6)) continue;
      for (const double turn : {0.0, 1.2}) {  // downhill, and across at 69°
        const double c = std::cos(turn) / norm, s = std::sin(turn) / norm;
        const double px = -c * d.x + s * d.y, py = -s * d.x - c * d.y;
        const Ray ray = [&](double alpha) {
          const auto there = surface->derivatives({p.x + alpha * px, p.y + alpha * py});
          return AlongRay{alpha, there.value, there.x * px + there.y * py};
        };
        for (const double c2 : {0.1, 0.9}) {
          for (const double first : {1e-4, 1.0}) {
            const WolfeOptions options{.c1 = 1e-4, .c2 = c2, .longest = 100};
            const WolfeStep step = search_wolfe(ray, at_zero(ray), first, options);
            ++searches;
            ASSERT_GT(step.at.alpha, 0) << info.key << " at " << p.x << ", " << p.y;
            ASSERT_LT(step.at.value, d.value);
            longest = std::max(longest, step.trials);
            const bool holds = strong_wolfe(at_zero(ray), ray(step.at.alpha), 1e-4, c2);
            EXPECT_EQ(holds, step.wolfe) << "says what is so";
            // Without it only where L goes on down as far as the search may look.
            EXPECT_TRUE(holds || step.at.alpha == options.longest)
                << info.key << " at " << p.x << ", " << p.y << " first " << first << " c2 " << c2 << " alpha "
                << step.at.alpha << " trials " << step.trials;
          }
        }
      }
    }
  }
  EXPECT_GT(searches, 10'000);
  EXPECT_LE(longest, 30);
}

TEST(WolfeSearch, IsExactOnParabolas) {
  for (const double best : {1e-3, 0.3, 1.0, 7.0, 80.0}) {
    const Ray ray = [&](double a) { return AlongRay{a, (a - best) * (a - best), 2 * (a - best)}; };
    const WolfeStep step = search_wolfe(ray, at_zero(ray), 1, {.c1 = 1e-4, .c2 = 1e-9});
    EXPECT_TRUE(step.wolfe);
    EXPECT_NEAR(step.at.alpha, best, 1e-8 * best);
    EXPECT_LE(step.trials, 6) << best;
  }
}

TEST(WolfeSearch, GoesRoundWhatIsNotFinite) {
  // No value beyond 0.01, the minimum at 0.005.
  const Ray ray = [](double a) {
    if (a >= 0.01) return AlongRay{a, std::nan(""), std::nan("")};
    const double r = a - 0.005;
    return AlongRay{a, r * r, 2 * r};
  };
  const WolfeStep step = search_wolfe(ray, at_zero(ray), 1, {});
  EXPECT_TRUE(step.wolfe);
  EXPECT_LT(step.at.alpha, 0.01);
  const Ray cliff = [](double a) { return a > 0.01 ? AlongRay{a, -HUGE_VAL, -1} : AlongRay{a, -a, -1}; };
  const WolfeStep before = search_wolfe(cliff, at_zero(cliff), 1, {});
  EXPECT_GT(before.at.alpha, 0);
  EXPECT_LE(before.at.alpha, 0.01);
}

TEST(WolfeSearch, StaysWhereNothingCanBeGained) {
  const auto stays = [](const Ray& ray) {
    const WolfeStep step = search_wolfe(ray, at_zero(ray), 1, {});
    return step.at.alpha == 0 && !step.wolfe && step.trials <= 40;
  };
  EXPECT_TRUE(stays([](double a) { return AlongRay{a, a, 1}; })) << "uphill";
  EXPECT_TRUE(stays([](double a) { return AlongRay{a, 0, 0}; })) << "flat";
  EXPECT_TRUE(stays([](double a) { return AlongRay{a, std::nan(""), -1}; })) << "no number";
  EXPECT_TRUE(stays([](double a) { return AlongRay{a, a == 0 ? 1 : HUGE_VAL, -1}; })) << "a point alone";
  EXPECT_TRUE(stays([](double a) { return AlongRay{a, 1e9 + a, -1e-9}; })) << "a slope that is not that of the value";
  // The slope is 1e-12 beside a value of 1: rounding hides all that is to be gained within reach, or it is gained.
  const Ray faint = [](double a) { return AlongRay{a, 1 + (a - 1e-12) * (a - 1e-12), 2 * (a - 1e-12)}; };
  const WolfeStep step = search_wolfe(faint, at_zero(faint), 1, {});
  EXPECT_TRUE(std::isfinite(step.at.alpha));
  EXPECT_LE(step.at.value, 1);
}

TEST(WolfeSearch, LooksNoFurtherThanItMay) {
  int looks = 0;
  const Ray ray = [&](double a) { return ++looks, AlongRay{a, -a, -1}; };
  const WolfeStep step = search_wolfe(ray, {0, 0, -1}, 0.5, {.longest = 50});
  EXPECT_EQ(step.at.alpha, 50);
  EXPECT_EQ(looks, step.trials);
  EXPECT_FALSE(step.wolfe);
}

// The trials that are shown: all of one line, the accepted one where the step ends.
TEST(LineSearch, NotesItsTrials) {
  const auto surface = test::make_surface("rosenbrock");
  for (const std::string_view key : {"line_search_gd", "cg", "bfgs", "lbfgs", "damped_newton", "negative_curvature"}) {
    SCOPED_TRACE(key);
    const auto racer = test::racer_at(key, test::values_of(key), *surface, {-1.2, 1});
    for (int t = 0; t < 15; ++t) {
      const NextStep next = racer->next_step(*surface, {});
      const std::vector<double> before = test::theta_of(*racer);
      const double loss = racer->loss();
      racer->advance(*surface, {}, 1, {});
      if (key == "negative_curvature") continue;  // looks only near critical points
      ASSERT_FALSE(next.trials.empty());
      int accepted = 0;
      for (const TrialPoint& trial : next.trials) {
        ASSERT_EQ(trial.theta.size(), 2u);
        EXPECT_EQ(trial.loss, surface->value(trial.theta, {}));
        if (!trial.accepted) continue;
        ++accepted;
        for (std::size_t i = 0; i < 2; ++i) EXPECT_NEAR(trial.theta[i], racer->theta()[i], 1e-14);
        EXPECT_LT(trial.loss, loss);
      }
      EXPECT_EQ(accepted, 1);
    }
  }
}

// Any direction will do, turned downhill where it leads up: momentum and a line search, with a learning rate between or
// not.
TEST(LineSearch, ComposesWithOtherParts) {
  const auto surface = test::make_surface("rosenbrock");
  for (const std::vector<BlockSpec>& blocks :
       {std::vector<BlockSpec>{{"momentum", {0.5}}, {"line_search", {1e-4, 0.1, 0}}},
        {{"learning_rate", {0.01}}, {"momentum", {0.5}}, {"line_search", {1e-4, 0.1, 0}}},
        {{"newton_direction", {}}, {"line_search", {1e-4, 0.9, 1}}}}) {
    const auto racer = make_racer(2, own_chain(), {}, blocks);
    racer->place(*surface, std::vector<double>{-1.2, 1});
    double loss = racer->loss();
    for (int t = 0; t < 200; ++t) {
      ASSERT_EQ(racer->advance(*surface, {}, 1, {}), 1u);
      EXPECT_LE(racer->loss(), loss);
      loss = racer->loss();
    }
    EXPECT_LT(loss, 0.1);
  }
}

}  // namespace
}  // namespace fallline

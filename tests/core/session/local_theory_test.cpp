// Predicted and measured rates, on the paths of real racers.
#include "session/local_theory.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "optim/blocks.h"
#include "session/session.h"

namespace fallline {
namespace {

using Status = MeasuredRate::Status;

struct Course {
  std::string surface;
  std::vector<double> values;  // of the surface
  Point start;
  RacerSpec racer;
  std::int64_t steps;
  double noise = 0;
};

struct Outcome {
  RacerSnapshot racer;
  LocalTheory theory;
};

Outcome run(const Course& r) {
  Experiment e = default_experiment();
  change_surface(e, *find_surface(r.surface));
  if (!r.values.empty()) e.surface.values = r.values;
  e.start = r.start;
  e.steps = r.steps;
  e.noise = r.noise;
  e.racers = {r.racer};
  Session session(e);
  session.show(r.steps);
  session.compute();
  const auto s = session.snapshot();
  return {s->racers[0], local_theory(*s->surface, s->racers[0])};
}

RacerSpec racer(const char* key, double eta, double alpha = 0) {
  RacerSpec spec = racer_spec(*find_optimizer(key), 0);
  spec.values[0] = eta;
  if (alpha > 0) spec.values[1] = alpha;
  return spec;
}

// κ = 20: λ = 1, 20, turned by 30°.
Course quadratic(const RacerSpec& spec, std::int64_t steps) { return {"quadratic", {20, 30}, {-2, 1.3}, spec, steps}; }

TEST(LocalTheory, MeasuredIsPredictedOnQuadratics) {
  const RacerSpec racers[] = {racer("sgd", 0.02),
                              racer("sgd", 0.07),            // 1 − ηλ₂ < 0: every step crosses the valley
                              racer("sgd", 0.11),            // beyond the edge: grows
                              racer("momentum", 0.02, 0.5),  // u₁ straight, u₂ swings
                              racer("momentum", 0.01, 0.95),
                              racer("momentum", 0.002, 0.3),  // both swing; both straight
                              racer("momentum", 0.16, 0.5),   // beyond the edge
                              racer("nesterov", 0.02, 0.9),
                              racer("nesterov", 0.06, 0.8)};
  for (const RacerSpec& spec : racers)
    for (const std::int64_t steps : {60, 200}) {
      const auto [snapshot, theory] = run(quadratic(spec, steps));
      ASSERT_TRUE(theory.method && theory.fixed);
      for (const std::size_t k : {0u, 1u}) {
        const MeasuredRate& m = theory.measured[k];
        // What shrinks soon drowns in the rounding of what grows.
        if (m.status == Status::rounding && k == 0 && rate(*theory.method, 20) > 1.3) continue;
        ASSERT_EQ(m.status, Status::measured) << spec.optimizer << spec.values[0] << " u" << k + 1;
        EXPECT_NEAR(m.rate / rate(*theory.method, theory.here.lambda[k]), 1, 1e-3)
            << spec.optimizer << ' ' << spec.values[0] << " u" << k + 1 << " at " << steps;
        EXPECT_LE(m.last, steps);
        EXPECT_GT(m.last, m.first + 6);
      }
    }
}

TEST(LocalTheory, RealRacersPartAtTheEdge) {
  for (const char* key : {"sgd", "momentum", "nesterov"}) {
    const double alpha = std::string_view(key) == "sgd" ? 0 : 0.8;
    const double edge = stability_edge(linear_method(racer(key, 1, alpha), 0)->family, alpha, 20);
    const auto inside = run(quadratic(racer(key, 0.98 * edge, alpha), 1500));
    const auto outside = run(quadratic(racer(key, 1.02 * edge, alpha), 1500));
    EXPECT_LT(inside.racer.loss, 1e-6) << key;
    EXPECT_GT(outside.racer.loss, 1e6) << key;
    EXPECT_LT(rate(*inside.theory.method, 20), 1) << key;
    EXPECT_GT(rate(*outside.theory.method, 20), 1) << key;
  }
}

TEST(LocalTheory, NearAMinimumOfAnotherSurface) {
  const auto [snapshot, theory] = run({"himmelblau", {}, {-0.6, -0.35}, racer("sgd", 0.004), 60});
  ASSERT_EQ(theory.measured[0].status, Status::measured);
  EXPECT_NEAR(theory.measured[0].rate / rate(*theory.method, theory.here.lambda[0]), 1, 0.01);
  // Long after, the rate of the steps before it stood still is told.
  const auto late = run({"himmelblau", {}, {-0.6, -0.35}, racer("sgd", 0.004), 1000});
  ASSERT_EQ(late.theory.measured[0].status, Status::measured);
  EXPECT_LT(late.theory.measured[0].last, 200);
  EXPECT_NEAR(late.theory.measured[0].rate / rate(*late.theory.method, late.theory.here.lambda[0]), 1, 0.01);
}

TEST(LocalTheory, GrowthAwayFromASaddle) {
  // x² − y²: λ = −2, 2.
  for (const RacerSpec& spec : {racer("sgd", 0.01), racer("momentum", 0.01, 0.9), racer("nesterov", 0.01, 0.9)}) {
    const auto [snapshot, theory] = run({"saddle", {}, {1, 1e-3}, spec, 60});
    ASSERT_TRUE(theory.method);
    const double predicted = rate(*theory.method, theory.here.lambda[0]);
    EXPECT_GT(predicted, 1);
    ASSERT_EQ(theory.measured[0].status, Status::measured);
    EXPECT_NEAR(theory.measured[0].rate / predicted, 1, 1e-3) << spec.optimizer;
  }
}

TEST(LocalTheory, SaysWhatCannotBeMeasured) {
  EXPECT_EQ(run(quadratic(racer("sgd", 0.02), 5)).theory.measured[0].status, Status::too_few);
  // Along u₂ the first steps are at rounding level already: 1 − ηλ₂ = 0.
  EXPECT_EQ(run({"quadratic", {20, 0}, {2, 1}, racer("sgd", 0.05), 40}).theory.measured[1].status, Status::rounding);
  EXPECT_EQ(run({"himmelblau", {}, {-0.6, -0.35}, racer("sgd", 1e-4), 30}).theory.measured[1].status, Status::far);
  Course noisy = quadratic(racer("sgd", 0.02), 400);
  noisy.noise = 1;
  EXPECT_EQ(run(noisy).theory.measured[1].status, Status::irregular);
  // x² + y⁴ at its bottom: λ₁ = 0, no linear rate.
  const auto flat = run({"degenerate", {}, {1, 1}, racer("sgd", 0.05), 200});
  EXPECT_FALSE(flat.theory.fixed);
}

TEST(LocalTheory, NoTheoryForStepsThatAreNotLinear) {
  for (const OptimizerInfo& o : optimizers()) {
    const auto method = linear_method(racer_spec(o, 0), 0);
    const bool linear = o.key == "sgd" || o.key == "momentum" || o.key == "nesterov" || o.key == "newton" ||
                        o.key == "saddle_free_newton";
    EXPECT_EQ(method.has_value(), linear) << o.key;
  }
}

TEST(LocalTheory, SchedulesMakeEta) {
  RacerSpec spec = racer("sgd", 0.04);
  spec.blocks = {block_spec(*find_block("cosine")), block_spec(*find_block("clip_norm"))};
  spec.blocks[0].values[0] = 200;  // steps
  spec.blocks[0].values[1] = 0;    // floor
  for (const std::int64_t step : {0, 50, 100, 150}) {
    const double done = static_cast<double>(step) / 200, factor = 0.5 * (1 + std::cos(done * std::numbers::pi));
    EXPECT_NEAR(linear_method(spec, step)->eta, 0.04 * factor, 1e-15) << step;
  }
  EXPECT_EQ(left_out(spec), std::vector{find_block("clip_norm")->label});
}

}  // namespace
}  // namespace fallline

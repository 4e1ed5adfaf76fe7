// Racers that stand still: from which step, and why; the others go on.
#include <gtest/gtest.h>

#include <cmath>

#include "support/sessions.h"

namespace fallline {
namespace {

bool says(const std::optional<Standstill>& s, std::string_view text) {
  return s && s->why.find(text) != std::string::npos;
}

TEST(Standstill, DivergedRacersStopAndTheOthersGoOn) {
  Experiment e = default_experiment();
  change_surface(e, *find_surface("rosenbrock"));
  e.racers = {{"sgd", {1e30}, 0}, {"momentum", {1e30, 0.9}, 1}, {"adam", {0.01, 0.9, 0.999, 1e-8}, 2}};
  Session session(e);
  session.show(400);
  EXPECT_TRUE(session.compute());
  const auto s = session.snapshot();
  EXPECT_TRUE(s->complete);
  EXPECT_EQ(s->recorded, 400);
  for (const std::size_t k : {0u, 1u}) {
    const RacerSnapshot& r = s->racers[k];
    ASSERT_TRUE(r.standstill);
    // Where it stands is the last finite point: the step shown, the end of its history, and what is said agree.
    EXPECT_EQ(r.step, static_cast<std::int64_t>(r.history.size()) - 1);
    EXPECT_EQ(r.standstill->step, r.step);
    EXPECT_LT(r.step, 10);
    EXPECT_TRUE(says(r.standstill, "diverged at step " + std::to_string(r.step + 1))) << r.standstill->why;
    EXPECT_TRUE(std::isfinite(r.loss) && std::isfinite(r.theta.x) && std::isfinite(r.gradient_norm));
    for (std::size_t i = 0; i < r.history.size(); ++i) EXPECT_TRUE(std::isfinite(r.history.at(i).x));
  }
  EXPECT_FALSE(s->racers[2].standstill);
  EXPECT_EQ(s->racers[2].step, 400);
  EXPECT_EQ(s->racers[2].history.size(), 401u);
  // Earlier steps still come back.
  session.show(0);
  EXPECT_EQ(session.snapshot()->racers[0].theta, e.start);
}

// On ½(x² + κy²) plain descent is stable for η < 2/κ, the heavy ball for η < 2(1 + α)/κ (formulas of the method itself:
// the multiplier of y is 1 − ηκ, and the roots of z² − (1 + α − ηκ)z + α).
TEST(Standstill, TheEdgeOfStabilityIsNamed) {
  constexpr double kappa = 100;
  const auto run = [&](const RacerSpec& spec) {
    Experiment e = default_experiment();
    change_surface(e, *find_surface("quadratic"));
    e.surface.values = {kappa, 0};
    e.start = {1, 1};
    e.steps = 200'000;
    e.racers = {spec};
    Session session(e);
    session.show(e.steps);
    session.compute();
    return session.snapshot()->racers[0].standstill;
  };
  EXPECT_FALSE(run({"sgd", {0.99 * 2 / kappa}, 0}));
  const auto sgd = run({"sgd", {1.01 * 2 / kappa}, 0});
  EXPECT_TRUE(says(sgd, "λ_max = 100 > 2/η = 99")) << sgd->why;
  EXPECT_FALSE(run({"momentum", {0.99 * 3.8 / kappa, 0.9}, 0}));
  const auto ball = run({"momentum", {1.01 * 3.8 / kappa, 0.9}, 0});
  EXPECT_TRUE(says(ball, "λ_max = 100 > 2(1+α)/η = 99")) << ball->why;
}

TEST(Standstill, ALearningRateOfZero) {
  Experiment e = default_experiment();
  for (RacerSpec& r : e.racers) r.values[0] = 0;
  Session session(e);
  session.show(100);
  session.compute();
  const auto now = session.snapshot();
  for (const RacerSnapshot& r : now->racers) {
    EXPECT_EQ(r.step, 100) << "it runs, without moving";
    ASSERT_TRUE(says(r.standstill, "η = 0"));
    EXPECT_EQ(r.standstill->step, 0);
    for (std::size_t i = 0; i <= 100; ++i) EXPECT_EQ(r.history.at(i), e.start);
  }
}

// With η = 0 from step 50 on a ball keeps rolling: whoever still moves does not stand still.
TEST(Standstill, WhatStillMovesIsNotStanding) {
  Experiment e = default_experiment();
  e.mode = Mode::continuing;
  e.racers = {{"sgd", {0.004}, 0},
              {"momentum", {0.0015, 0.9}, 1},
              {"nesterov", {0.0015, 0.9}, 2},
              {"adam", {0.08, 0.9, 0.999, 1e-8}, 3}};
  Session session(e);
  session.show(50);
  session.compute();
  for (RacerSpec& r : e.racers) r.values[0] = 0;
  ASSERT_FALSE(session.edit(e));
  session.show(55);
  session.compute();
  e.seed = 3;  // a later change that leaves η at 0
  ASSERT_FALSE(session.edit(e));
  session.show(60);
  session.compute();
  const auto now = session.snapshot();
  for (const RacerSnapshot& r : now->racers) {
    const bool moves = !(r.history.at(60) == r.history.at(50));
    EXPECT_EQ(moves, r.spec.optimizer == "momentum" || r.spec.optimizer == "nesterov");
    EXPECT_EQ(r.standstill.has_value(), !moves) << r.spec.optimizer;
    if (r.standstill) {
      EXPECT_EQ(r.standstill->step, 50) << r.spec.optimizer;
    }
  }
}

// Ackley's lowest point has no gradient: whoever is put there stays, and it is said why.
TEST(Standstill, WhereTheGradientIsNotDefined) {
  Experiment e = default_experiment();
  change_surface(e, *find_surface("ackley"));
  e.start = {0, 0};
  for (const OptimizerInfo& o : optimizers()) {
    e.racers = {racer_spec(o, 0)};
    Session session(e);
    session.show(50);
    EXPECT_TRUE(session.compute());
    const auto s = session.snapshot();
    const RacerSnapshot& r = s->racers[0];
    EXPECT_EQ(r.step, 0);
    EXPECT_EQ(r.history.size(), 1u);
    EXPECT_EQ(r.theta, e.start);
    ASSERT_TRUE(r.standstill) << o.key;
    EXPECT_EQ(r.standstill->step, 0);
    EXPECT_TRUE(says(r.standstill, "not defined")) << r.standstill->why;
  }
}

// In continue mode a racer that diverged goes on from where it stands, once its options let it.
TEST(Standstill, EndsWhenTheOptionsAreMended) {
  Experiment e = default_experiment();
  change_surface(e, *find_surface("rosenbrock"));
  e.mode = Mode::continuing;
  e.racers = {{"sgd", {0.1}, 0}};  // too fast for the valley's walls
  Session session(e);
  session.show(400);
  session.compute();
  const auto stuck = session.snapshot();
  ASSERT_TRUE(stuck->racers[0].standstill);
  const std::int64_t at = stuck->racers[0].step;
  ASSERT_GT(at, 0);
  e.racers[0].values[0] = 1e-300;
  ASSERT_FALSE(session.edit(e));
  session.compute();
  const auto s = session.snapshot();
  EXPECT_FALSE(s->racers[0].standstill);
  EXPECT_EQ(s->racers[0].step, 400);
  EXPECT_EQ(s->racers[0].history.at(static_cast<std::size_t>(at)), stuck->racers[0].theta);
}

}  // namespace
}  // namespace fallline

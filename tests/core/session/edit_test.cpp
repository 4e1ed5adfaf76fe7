// Edits: in replay mode the session is as if the change had always been so; in continue mode it holds from the step
// shown on, and what came before stays.
#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <random>

#include "session/document.h"
#include "support/sessions.h"

namespace fallline {
namespace {

using test::Chapter;
using test::expect_same_racer;
using test::expect_same_snapshot;

class Replay : public testing::Test {
 protected:
  Replay() {
    session.show(400);
    session.compute();
    session.show(250);
    before = session.snapshot();
    e = session.experiment();
  }
  // After the edit the session is that of the new experiment, shown where it had been.
  void expect_as_if_always_so() {
    ASSERT_EQ(session.edit(e), std::nullopt);
    EXPECT_EQ(session.step(), 250);
    EXPECT_TRUE(session.compute());
    expect_same_snapshot(*session.snapshot(), *test::fresh_snapshot(e, 250, 400));
  }
  Session session{default_experiment()};
  std::shared_ptr<const Snapshot> before;
  Experiment e;
};

TEST_F(Replay, OptionsOfOneRacerTouchItAlone) {
  e.racers[1].values[0] *= 0.5;
  ASSERT_EQ(session.edit(e), std::nullopt);
  // Before anything is computed the others are there, whole.
  const auto at_once = session.snapshot();
  EXPECT_FALSE(at_once->complete);
  EXPECT_EQ(at_once->racers[1].history.size(), 1u);
  for (const std::size_t k : {0u, 2u, 3u}) expect_same_racer(at_once->racers[k], before->racers[k]);
  session.compute();
  const auto after = session.snapshot();
  for (const std::size_t k : {0u, 2u, 3u}) expect_same_racer(after->racers[k], before->racers[k]);
  EXPECT_FALSE(after->racers[1].theta == before->racers[1].theta);
  expect_same_snapshot(*after, *test::fresh_snapshot(e, 250, 400));
}

TEST_F(Replay, ARacerMore) {
  e.racers.push_back(racer_spec(*find_optimizer("nesterov"), 5));
  expect_as_if_always_so();
}
TEST_F(Replay, ARacerLess) {
  e.racers.erase(e.racers.begin() + 2);
  expect_as_if_always_so();
}
TEST_F(Replay, RacersInAnotherOrder) {
  std::swap(e.racers[0], e.racers[3]);
  expect_as_if_always_so();
}
TEST_F(Replay, AnotherOptimizer) {
  e.racers[0] = racer_spec(*find_optimizer("adagrad"), 0);
  expect_as_if_always_so();
}
TEST_F(Replay, AnotherColourIsAnotherRacer) {
  e.racers[0].colour = 6;
  expect_as_if_always_so();
}
TEST_F(Replay, AnotherStart) {
  e.start = {-3, 1};
  expect_as_if_always_so();
}
TEST_F(Replay, AnotherSurface) {
  change_surface(e, *find_surface("beale"));
  expect_as_if_always_so();
}
TEST_F(Replay, ParametersOfTheSurface) {
  change_surface(e, *find_surface("quadratic"));
  expect_as_if_always_so();
  e.surface.values = {50, -10};
  expect_as_if_always_so();
}
TEST_F(Replay, Noise) {
  e.noise = 0.5;
  expect_as_if_always_so();
  e.seed = 2;
  expect_as_if_always_so();
  e.noise = 0;
  expect_as_if_always_so();
}

TEST_F(Replay, WhatOnlyTheViewShowsTouchesNoPath) {
  e.domain = {-2, 2, -2, 2};
  e.log_height = !e.log_height;
  ASSERT_EQ(session.edit(e), std::nullopt);
  const auto after = session.snapshot();
  EXPECT_TRUE(after->complete);
  EXPECT_EQ(after->surface, before->surface);
  for (std::size_t k = 0; k < 4; ++k) expect_same_racer(after->racers[k], before->racers[k]);
}

TEST_F(Replay, AShorterRunEndsWhatIsShown) {
  e.steps = 100;
  ASSERT_EQ(session.edit(e), std::nullopt);
  EXPECT_EQ(session.step(), 100);
  const auto fresh = test::fresh_snapshot(e, 100, 100);
  const auto after = session.snapshot();
  for (std::size_t k = 0; k < 4; ++k) test::expect_same_state(after->racers[k], fresh->racers[k]);
  e.steps = 1000;
  ASSERT_EQ(session.edit(e), std::nullopt);
  EXPECT_EQ(session.step(), 100);
  session.show(1000);
  session.compute();
  expect_same_snapshot(*session.snapshot(), *test::fresh_snapshot(e, 1000, 1000));
}

TEST_F(Replay, NoChangeIsNone) {
  ASSERT_EQ(session.edit(e), std::nullopt);
  EXPECT_TRUE(session.snapshot()->complete);
  expect_same_snapshot(*session.snapshot(), *before);
}

// Whatever was done before, the session is that of the experiment it has now.
TEST(RandomEdits, LeaveASessionLikeAFreshOne) {
  std::mt19937_64 random(7);
  const auto pick = [&](std::size_t n) { return random() % n; };
  for (int round = 0; round < 12; ++round) {
    Session session(default_experiment());
    for (int command = 0; command < 60; ++command) {
      Experiment e = session.experiment();
      switch (pick(14)) {
        case 0:
        case 1:
        case 2:
          if (!e.racers.empty()) {
            RacerSpec& racer = e.racers[pick(e.racers.size())];
            const auto parameters = info(racer).parameters;
            if (parameters.empty() || parameters[0].scale != Scale::log || parameters[0].whole) break;
            racer.values[0] *= std::exp(0.1 * (double(pick(21)) - 10));
          }
          break;
        case 3:
          if (const auto colour = free_colour(e.racers))
            e.racers.push_back(racer_spec(optimizers()[pick(optimizers().size())], *colour));
          break;
        case 4:
          if (!e.racers.empty()) e.racers.erase(e.racers.begin() + static_cast<std::ptrdiff_t>(pick(e.racers.size())));
          break;
        case 5:
          change_surface(e, surfaces()[pick(surfaces().size())]);
          break;
        case 6:
          e.start = {0.1 * double(pick(20)) - 1, 0.1 * double(pick(20)) - 1};
          break;
        case 7:
          e.noise = 0.1 * double(pick(3));
          break;
        case 8:
          e.seed = pick(3);
          break;
        case 9:
          e.steps = 1 + static_cast<std::int64_t>(pick(900));
          break;
        case 10:
          session.show(static_cast<std::int64_t>(pick(900)));
          break;
        case 11:
          session.compute(std::chrono::nanoseconds(1));
          break;
        case 12:
          session.reset();
          break;
        default:
          session.compute();
      }
      ASSERT_EQ(session.edit(e), std::nullopt);
    }
    session.compute();
    const auto s = session.snapshot();
    SCOPED_TRACE(to_json(Document{s->experiment, {}}));
    const auto fresh = test::fresh_snapshot(s->experiment, s->step, s->step);
    ASSERT_EQ(s->racers.size(), fresh->racers.size());
    for (std::size_t k = 0; k < s->racers.size(); ++k) {
      test::expect_same_state(s->racers[k], fresh->racers[k]);
      test::expect_same_history(s->racers[k].history, fresh->racers[k].history, fresh->racers[k].history.size());
    }
  }
}

// Continue mode
// --------------------------------------------------------------------------------------------------------

class Continue : public testing::Test {
 protected:
  Continue() {
    e.mode = Mode::continuing;
    e.noise = 0.1;
    e.steps = 3000;
    session = std::make_unique<Session>(e);
    go(700);
    chapters = {{0, e}};
  }
  void go(std::int64_t step) {
    session->show(step);
    session->compute();
  }
  // Edits at the step shown, and begins a chapter there.
  void edit() {
    ASSERT_EQ(session->edit(e), std::nullopt);
    chapters.push_back({session->step(), e});
  }
  void expect_chapters(std::int64_t steps) {
    go(steps);
    const auto s = session->snapshot();
    for (const RacerSnapshot& r : s->racers) {
      SCOPED_TRACE(r.spec.optimizer);
      const test::Walk w = test::walk(chapters, r.spec.colour, steps);
      ASSERT_EQ(r.history.size(), w.points.size());
      for (std::size_t i = 0; i < w.points.size(); ++i) ASSERT_EQ(r.history.at(i), w.points[i]) << "step " << i;
      EXPECT_EQ(r.loss, w.racer->loss());
      EXPECT_EQ(r.gradient_norm, w.racer->gradient_norm());
    }
  }
  // Every step that is scrubbed to shows what the path recorded, and the parts of the very step that follows it.
  void expect_every_step_back() {
    std::mt19937_64 random(3);
    const std::int64_t last = session->snapshot()->recorded;
    std::vector<std::int64_t> steps;
    for (const Chapter& c : chapters)
      for (const std::int64_t near : {-1, 0, 1}) steps.push_back(std::clamp<std::int64_t>(c.from + near, 0, last - 1));
    for (int i = 0; i < 100; ++i) steps.push_back(static_cast<std::int64_t>(random()) % last);
    for (std::int64_t step : steps) {
      step = std::abs(step);
      session->show(step);
      const auto now = session->snapshot();
      for (const RacerSnapshot& r : now->racers) {
        if (r.step != step || r.step + 1 >= static_cast<std::int64_t>(r.history.size())) continue;
        const Point at = r.history.at(static_cast<std::size_t>(step));
        const Point next = r.history.at(static_cast<std::size_t>(step) + 1);
        ASSERT_EQ(r.theta, at) << r.spec.optimizer << ", step " << step;
        const std::vector<double>& taken = r.parts.back().vector;
        ASSERT_NEAR(at.x + taken[0], next.x, 1e-14 * (1 + std::abs(next.x))) << r.spec.optimizer << ", step " << step;
        ASSERT_NEAR(at.y + taken[1], next.y, 1e-14 * (1 + std::abs(next.y))) << r.spec.optimizer << ", step " << step;
      }
    }
  }

  Experiment e = default_experiment();
  std::unique_ptr<Session> session;
  std::vector<Chapter> chapters;
};

TEST_F(Continue, OptionsHoldFromTheStepShownOn) {
  session->show(500);
  const auto before = session->snapshot();
  e.racers[1].values[0] *= 0.3;
  edit();
  const auto at_once = session->snapshot();
  EXPECT_EQ(at_once->step, 500);
  EXPECT_EQ(at_once->racers[1].history.size(), 501u) << "the past stays";
  EXPECT_EQ(at_once->racers[1].theta, before->racers[1].theta);
  for (const std::size_t k : {0u, 2u, 3u}) expect_same_racer(at_once->racers[k], before->racers[k]);
  expect_chapters(1200);
  expect_every_step_back();
}

TEST_F(Continue, ChangesAtManySteps) {
  std::mt19937_64 random(9);
  for (int i = 0; i < 25; ++i) {
    go(session->step() + 1 + static_cast<std::int64_t>(random() % 130));
    for (RacerSpec& r : e.racers) r.values[0] *= std::exp(0.05 * (static_cast<double>(random() % 21) - 10));
    if (i % 4 == 0) e.noise = 0.05 * static_cast<double>(random() % 4);
    if (i % 5 == 0) e.seed = random() % 4;
    edit();
  }
  expect_chapters(session->step() + 100);
  expect_every_step_back();
}

TEST_F(Continue, ParametersOfTheSurfaceChangeUnderWay) {
  change_surface(e, *find_surface("quadratic"));
  ASSERT_EQ(session->edit(e), std::nullopt);  // another function begins anew
  chapters = {{0, e}};
  for (const double kappa : {5.0, 40.0, 5.0, 80.0}) {
    go(session->step() / 2 + 333);
    while (chapters.size() > 1 && chapters.back().from >= session->step()) chapters.pop_back();
    e.surface.values[0] = kappa;
    edit();
  }
  expect_chapters(1000);
  expect_every_step_back();
}

// Going back and changing something there forgets what came after.
TEST_F(Continue, AChangeInThePastStartsFromThere) {
  e.racers[0].values[0] *= 0.5;
  edit();  // at 700
  go(900);
  session->show(400);
  e.racers[0].values[0] *= 3;
  ASSERT_EQ(session->edit(e), std::nullopt);
  EXPECT_EQ(session->snapshot()->racers[0].history.size(), 401u);
  EXPECT_EQ(session->snapshot()->racers[1].history.size(), 901u) << "the untouched keep theirs";
  chapters.resize(1);
  chapters.push_back({400, e});
  expect_chapters(900);
  expect_every_step_back();
}

TEST_F(Continue, AtStepZeroItIsAsIfAlwaysSo) {
  session->show(0);
  e.racers[2].values[0] *= 2;
  e.noise = 0;
  ASSERT_EQ(session->edit(e), std::nullopt);
  go(700);
  expect_same_snapshot(*session->snapshot(), *test::fresh_snapshot(e, 700, 700));
}

// The step of a change is the one shown, also where it is still to be computed.
TEST_F(Continue, AChangeWaitsForTheStepShown) {
  session->show(1500);  // 700 are computed
  e.racers[0].values[0] *= 0.5;
  edit();
  expect_chapters(2000);
}

TEST_F(Continue, AnotherStartOrFunctionBeginsAnew) {
  e.start = {1, 1};
  ASSERT_EQ(session->edit(e), std::nullopt);
  session->compute();
  expect_same_snapshot(*session->snapshot(), *test::fresh_snapshot(e, 700, 700));
  change_surface(e, *find_surface("beale"));
  ASSERT_EQ(session->edit(e), std::nullopt);
  session->compute();
  expect_same_snapshot(*session->snapshot(), *test::fresh_snapshot(e, 700, 700));
}

TEST_F(Continue, BackToReplayForgetsTheChapters) {
  e.racers[0].values[0] *= 0.5;
  edit();
  go(1000);
  e.mode = Mode::replay;
  ASSERT_EQ(session->edit(e), std::nullopt);
  session->compute();
  expect_same_snapshot(*session->snapshot(), *test::fresh_snapshot(e, 1000, 1000));
}

TEST_F(Continue, IntoContinueModeNothingMoves) {
  Experiment replay = e;
  replay.mode = Mode::replay;
  Session other(replay);
  other.show(700);
  other.compute();
  const auto before = other.snapshot();
  ASSERT_EQ(other.edit(e), std::nullopt);
  const auto after = other.snapshot();
  EXPECT_TRUE(after->complete);
  for (std::size_t k = 0; k < 4; ++k) expect_same_racer(after->racers[k], before->racers[k]);
}

TEST_F(Continue, ANewRacerStartsAtTheStart) {
  e.racers.push_back(racer_spec(*find_optimizer("nesterov"), 6));
  ASSERT_EQ(session->edit(e), std::nullopt);
  session->compute();
  const auto s = session->snapshot();
  EXPECT_EQ(s->racers[4].history.size(), 701u);
  EXPECT_EQ(s->racers[4].history.at(0), e.start);
}

}  // namespace
}  // namespace fallline

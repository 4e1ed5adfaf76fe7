// Sessions: the paths are those of the racers alone, any step comes back exactly, and bad edits change nothing.
#include "session/session.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "support/sessions.h"

namespace fallline {
namespace {

using test::expect_same_snapshot;

// All optimizers of the catalogue, as many in one experiment as there may be.
std::vector<Experiment> with_all_optimizers() {
  std::vector<Experiment> all;
  for (std::size_t i = 0; i < optimizers().size(); ++i) {
    if (i % most_racers == 0) {
      all.push_back(default_experiment());
      all.back().racers.clear();
    }
    all.back().racers.push_back(racer_spec(optimizers()[i], static_cast<int>(i % most_racers)));
  }
  return all;
}

TEST(Session, BeginsAtTheStart) {
  Session session(default_experiment());
  const auto s = session.snapshot();
  EXPECT_EQ(s->step, 0);
  EXPECT_EQ(s->recorded, 0);
  EXPECT_TRUE(s->complete);
  ASSERT_EQ(s->racers.size(), 4u);
  for (const RacerSnapshot& r : s->racers) {
    EXPECT_EQ(r.history.size(), 1u);
    EXPECT_EQ(r.theta, s->experiment.start);
    EXPECT_EQ(r.history.at(0), s->experiment.start);
    EXPECT_FALSE(r.standstill);
  }
}

// Each racer in company goes exactly where it goes alone, step by step.
TEST(Session, PathsAreThoseOfTheRacersAlone) {
  for (Experiment e : with_all_optimizers()) {
    e.noise = e.racers.size() % 2 ? 0.3 : 0;
    e.steps = 1500;
    Session session(e);
    session.show(1500);
    EXPECT_TRUE(session.compute());
    const auto s = session.snapshot();
    for (const RacerSnapshot& r : s->racers) {
      const test::Walk alone = test::walk({{0, e}}, r.spec.colour, 1500);
      ASSERT_EQ(r.history.size(), alone.points.size()) << r.spec.optimizer;
      for (std::size_t i = 0; i < alone.points.size(); ++i)
        ASSERT_EQ(r.history.at(i), alone.points[i]) << r.spec.optimizer << ", step " << i;
      EXPECT_EQ(r.loss, alone.racer->loss());
      EXPECT_EQ(r.gradient_norm, alone.racer->gradient_norm());
    }
  }
}

TEST(Session, RecordsAreTheLossAndSlopeThere) {
  Session session(with_all_optimizers().front());
  session.show(400);
  session.compute();
  const auto s = session.snapshot();
  for (const RacerSnapshot& r : s->racers)
    for (std::size_t i = 0; i < r.history.size(); ++i) {
      const auto d = s->surface->derivatives(r.history.at(i));
      const double single = 1e-7, rounding = 1e-10;
      ASSERT_NEAR(r.history.value(Curve::loss, i), d.value, single * d.value + rounding);
      const double norm = std::hypot(d.x, d.y);
      ASSERT_NEAR(r.history.value(Curve::gradient_norm, i), norm, single * norm + rounding);
    }
}

// Forwards, backwards, at random: what is shown at a step is what was there when it was new.
class SessionOn : public testing::TestWithParam<std::string_view> {};

TEST_P(SessionOn, EveryStepComesBackExactly) {
  const SurfaceInfo& info = *find_surface(GetParam());
  const auto surface = test::make_surface(GetParam());
  for (Experiment e : with_all_optimizers()) {
    change_surface(e, info);
    e.noise = 0.01;
    e.steps = 1100;
    for (RacerSpec& r : e.racers) r.values = test::gentle_values(*find_optimizer(r.optimizer), info);
    std::vector<std::vector<test::State>> seen(e.racers.size());
    std::vector<std::vector<std::vector<double>>> next(e.racers.size());
    for (std::size_t k = 0; k < e.racers.size(); ++k) {
      const auto racer = test::racer_at(e.racers[k].optimizer, e.racers[k].values, *surface, {e.start.x, e.start.y});
      do {
        seen[k].push_back(test::state_of(*racer));
        next[k].push_back(racer->next_step(*surface, {e.noise, e.seed}).parts.back().vector);
      } while (racer->advance(*surface, {e.noise, e.seed}, 1, {}) == 1 && racer->steps_taken() <= e.steps);
    }
    Session session(e);
    session.show(e.steps);
    session.compute();
    std::mt19937_64 random(1);
    std::vector<std::int64_t> order{0, 1, 255, 256, 257, 511, 512, 1023, 1024, 1099, 1100, 0, 1100};
    for (int i = 0; i < 60; ++i) order.push_back(static_cast<std::int64_t>(random() % 1101));
    for (const std::int64_t step : order) {
      session.show(step);
      const auto s = session.snapshot();
      ASSERT_EQ(s->step, step);
      for (std::size_t k = 0; k < e.racers.size(); ++k) {
        const RacerSnapshot& r = s->racers[k];
        SCOPED_TRACE(r.spec.optimizer);
        // Who ran off a surface without a floor stands at its last step.
        ASSERT_EQ(r.step, std::min<std::int64_t>(step, static_cast<std::int64_t>(seen[k].size()) - 1));
        const auto at = static_cast<std::size_t>(r.step);
        ASSERT_EQ((std::vector<double>{r.theta.x, r.theta.y}), seen[k][at].theta) << step;
        ASSERT_EQ(r.loss, seen[k][at].loss) << step;
        ASSERT_EQ(r.gradient_norm, seen[k][at].gradient_norm) << step;
        const std::vector<double>& vector = r.parts.back().vector;
        // Where there is no finite step, none twice.
        ASSERT_TRUE(std::equal(vector.begin(), vector.end(), next[k][at].begin(), next[k][at].end(), test::same))
            << step;
      }
    }
  }
}

INSTANTIATE_TEST_SUITE_P(All, SessionOn, testing::ValuesIn(surface_keys()), test::key_name);

// More steps than there are checkpoints of the first spacing: they are thinned, and steps still come back exactly.
TEST(Session, EveryStepOfALongRunComesBack) {
  Experiment e = default_experiment();
  e.racers = {{"momentum", {1e-6, 0.9}, 0}};
  e.steps = 2'300'000;  // more than 8192 checkpoints 256 steps apart
  Session session(e);
  session.show(e.steps);
  session.compute();
  std::mt19937_64 random(2);
  std::vector<std::int64_t> steps{0, 1, 255, 256, 300, 511, 512, 513, 2'299'999, 2'300'000};
  for (int i = 0; i < 200; ++i) steps.push_back(static_cast<std::int64_t>(random() % 2'300'001));
  for (const std::int64_t step : steps) {
    session.show(step);
    const auto s = session.snapshot();
    const RacerSnapshot& r = s->racers[0];
    ASSERT_EQ(r.theta, r.history.at(static_cast<std::size_t>(s->step))) << s->step;
  }
  // And the run can be cut back and gone over again.
  const auto before = session.snapshot();
  session.reset();
  session.show(1'000'000);
  session.compute();
  const auto after = session.snapshot();
  ASSERT_EQ(after->racers[0].history.size(), 1'000'001u);
  for (std::size_t i = 0; i <= 1'000'000; i += 997)
    ASSERT_EQ(after->racers[0].history.at(i), before->racers[0].history.at(i)) << i;
}

TEST(Session, ShowStaysInsideTheRun) {
  Session session(default_experiment());
  session.show(1'000'000);
  EXPECT_EQ(session.step(), 400);
  session.show(-5);
  EXPECT_EQ(session.step(), 0);
}

TEST(Session, ComputesInPiecesWhatItComputesAtOnce) {
  Experiment e = with_all_optimizers().front();
  e.steps = 20'000;
  Session session(e);
  session.show(20'000);
  int pieces = 1;
  while (!session.compute(std::chrono::nanoseconds(1))) {
    EXPECT_FALSE(session.snapshot()->complete);
    ++pieces;
  }
  EXPECT_GT(pieces, 10);
  expect_same_snapshot(*session.snapshot(), *test::fresh_snapshot(e, 20'000, 20'000));
}

// While they are computed the racers keep abreast, so that a picture in between compares like with like.
TEST(Session, RacersKeepAbreast) {
  Experiment e = with_all_optimizers().front();
  e.steps = 100'000;
  Session session(e);
  session.show(100'000);
  for (int i = 0; i < 20; ++i) {
    session.compute(std::chrono::nanoseconds(1));
    const auto s = session.snapshot();
    std::size_t least = 1'000'000, most = 0;
    for (const RacerSnapshot& r : s->racers) {
      least = std::min(least, r.history.size());
      most = std::max(most, r.history.size());
    }
    EXPECT_EQ(least, most);
  }
}

TEST(Session, ResetForgetsTheRun) {
  Experiment e = default_experiment();
  e.noise = 0.2;
  Session session(e);
  session.show(300);
  session.compute();
  session.reset();
  expect_same_snapshot(*session.snapshot(), *Session(e).snapshot());
  session.show(300);
  session.compute();
  expect_same_snapshot(*session.snapshot(), *test::fresh_snapshot(e, 300, 300));
}

TEST(Session, VersionsGrow) {
  Session session(default_experiment());
  const auto first = session.snapshot(), second = session.snapshot();
  EXPECT_LT(first->version, second->version);
}

TEST(Session, SnapshotsOutliveEverything) {
  std::shared_ptr<const Snapshot> kept;
  std::vector<Point> path;
  {
    Session session(default_experiment());
    session.show(400);
    session.compute();
    kept = session.snapshot();
    for (std::size_t i = 0; i <= 400; ++i) path.push_back(kept->racers[2].history.at(i));
    Experiment other = default_experiment();
    other.start = {4, 4};
    EXPECT_FALSE(session.edit(other));
    session.compute();
  }
  for (std::size_t i = 0; i <= 400; ++i) EXPECT_EQ(kept->racers[2].history.at(i), path[i]);
  EXPECT_TRUE(std::isfinite(kept->surface->derivatives(Point{0, 0}).value));
}

TEST(Session, WithoutRacers) {
  Experiment e = default_experiment();
  e.racers.clear();
  Session session(e);
  session.show(100);
  EXPECT_TRUE(session.compute());
  EXPECT_EQ(session.snapshot()->recorded, 0);
  EXPECT_TRUE(session.snapshot()->racers.empty());
}

TEST(Session, RefusedEditsChangeNothing) {
  Session session(default_experiment());
  session.show(250);
  session.compute();
  const auto before = session.snapshot();
  const std::vector<void (*)(Experiment&)> spoilers{
      [](Experiment& e) { e.racers[1].values[1] = 1; }, [](Experiment& e) { e.surface.key = "no such surface"; },
      [](Experiment& e) { e.start.x = std::nan(""); }, [](Experiment& e) { e.steps = -1; },
      [](Experiment& e) { e.racers[0].colour = 3; }};
  for (const Mode mode : {Mode::replay, Mode::continuing})
    for (const auto spoil : spoilers) {
      Experiment bad = session.experiment();
      bad.mode = mode;
      bad.racers[0].values[0] *= 2;  // with a good change among the bad ones
      spoil(bad);
      EXPECT_TRUE(session.edit(bad));
      expect_same_snapshot(*session.snapshot(), *before);
      EXPECT_EQ(session.snapshot()->surface, before->surface);
    }
}

}  // namespace
}  // namespace fallline

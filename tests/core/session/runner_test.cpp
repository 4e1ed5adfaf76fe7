// Runner: commands from any thread, snapshots for any thread, and the numbers of a plain session.
#include "session/runner.h"

#include <gtest/gtest.h>

#include <atomic>
#include <cmath>
#include <limits>

#include "support/sessions.h"
#include "support/waiting.h"

namespace fallline {
namespace {

using namespace std::chrono_literals;
using test::comes;
constexpr double infinity = std::numeric_limits<double>::infinity();

Experiment long_experiment(std::int64_t steps) {
  Experiment e = default_experiment();
  e.steps = steps;
  return e;
}

TEST(Runner, HasASnapshotFromTheStart) {
  const Runner runner(default_experiment());
  const auto s = runner.snapshot();
  ASSERT_TRUE(s);
  EXPECT_EQ(s->step, 0);
  EXPECT_EQ(s->racers.size(), 4u);
  EXPECT_FALSE(s->transport.playing);
}

TEST(Runner, ShowsWhatASessionShows) {
  Experiment e = long_experiment(50'000);
  e.noise = 0.1;
  Runner runner(e);
  for (const std::int64_t step : {50'000, 123, 0, 49'999}) {
    runner.send(command::Show{step});
    runner.settle();
    const auto s = runner.snapshot();
    EXPECT_TRUE(s->complete);
    test::expect_same_snapshot(*s, *test::fresh_snapshot(e, step, 50'000));
  }
}

TEST(Runner, SettleCoversAllThatWasSent) {
  Runner runner(default_experiment());
  for (std::int64_t step = 1; step <= 200; ++step) {
    runner.send(command::Show{step});
    runner.settle();
    ASSERT_EQ(runner.snapshot()->step, step);
    ASSERT_EQ(runner.snapshot()->racers[0].step, step);
  }
}

TEST(Runner, StepsByAnyNumber) {
  Runner runner(default_experiment());
  const auto step_by = [&](std::int64_t steps) {
    runner.send(command::StepBy{steps});
    runner.settle();
    return runner.snapshot()->step;
  };
  EXPECT_EQ(step_by(10), 10);
  EXPECT_EQ(step_by(-3), 7);
  EXPECT_EQ(step_by(-100), 0);
  EXPECT_EQ(step_by(5), 5);
  EXPECT_EQ(step_by(std::numeric_limits<std::int64_t>::max()), 400);
  EXPECT_EQ(step_by(std::numeric_limits<std::int64_t>::min()), 0);
}

TEST(Runner, PlaysAtItsSpeedToTheEnd) {
  Runner runner(long_experiment(400));
  runner.send(command::Speed{2000});
  const auto begun = std::chrono::steady_clock::now();
  runner.send(command::Play{true});
  EXPECT_TRUE(comes([&] { return runner.snapshot()->transport.playing; }));
  EXPECT_TRUE(comes([&] { return !runner.snapshot()->transport.playing; }));
  // 400 steps at 2000 a second: 0.2 s; a busy machine may need longer, but never less.
  EXPECT_GE(std::chrono::steady_clock::now() - begun, 190ms);
  runner.settle();
  EXPECT_EQ(runner.snapshot()->step, 400);
  test::expect_same_snapshot(*runner.snapshot(), *test::fresh_snapshot(long_experiment(400), 400, 400));
}

TEST(Runner, PlayAtTheEndStartsOver) {
  Runner runner(default_experiment());
  runner.send(command::Show{400});
  runner.send(command::Speed{50});
  runner.send(command::Play{true});
  EXPECT_TRUE(comes([&] { return runner.snapshot()->transport.playing; }));
  EXPECT_LT(runner.snapshot()->step, 400);
  runner.send(command::Play{false});
  runner.settle();
  EXPECT_FALSE(runner.snapshot()->transport.playing);
}

TEST(Runner, Loops) {
  Runner runner(long_experiment(1500));
  runner.send(command::Loop{true});
  runner.send(command::Speed{20'000});
  runner.send(command::Play{true});
  // The end is seen, and the step shown falls back behind it; three times, while it keeps playing.
  std::int64_t last = 0;
  int ends = 0, back = 0;
  EXPECT_TRUE(comes([&] {
    const std::int64_t step = runner.snapshot()->step;
    ends += step == 1500 && last != 1500;
    back += step < last;
    last = step;
    return back == 3;
  }));
  EXPECT_GT(ends, 0);
  EXPECT_TRUE(runner.snapshot()->transport.playing);
  EXPECT_TRUE(runner.snapshot()->transport.loop);
  runner.send(command::Play{false});
  runner.settle();
  EXPECT_FALSE(runner.snapshot()->transport.playing);
}

// A run that fits into one picture shows its end, not its beginning.
TEST(Runner, LoopsFasterThanItCanBeSeen) {
  Runner runner(long_experiment(1500));
  runner.send(command::Loop{true});
  runner.send(command::Speed{infinity});
  runner.send(command::Play{true});
  EXPECT_TRUE(comes([&] { return runner.snapshot()->step == 1500; }));
  std::this_thread::sleep_for(50ms);
  EXPECT_EQ(runner.snapshot()->step, 1500);
  EXPECT_TRUE(runner.snapshot()->transport.playing);
}

TEST(Runner, PausesAndGoesOn) {
  Runner runner(long_experiment(100'000));
  runner.send(command::Speed{1000});
  runner.send(command::Play{true});
  EXPECT_TRUE(comes([&] { return runner.snapshot()->step > 20; }));
  runner.send(command::Play{false});
  runner.settle();
  const std::int64_t at = runner.snapshot()->step;
  std::this_thread::sleep_for(60ms);
  EXPECT_EQ(runner.snapshot()->step, at);
  runner.send(command::Play{true});
  EXPECT_TRUE(comes([&] { return runner.snapshot()->step > at; }));
  // Stepping by hand ends the playing.
  runner.send(command::StepBy{1});
  runner.settle();
  EXPECT_FALSE(runner.snapshot()->transport.playing);
}

TEST(Runner, SpeedsThatAreNoneAreIgnored) {
  Runner runner(default_experiment());
  for (const double speed : {0.0, -5.0, std::nan(""), -infinity}) runner.send(command::Speed{speed});
  runner.settle();
  EXPECT_EQ(runner.snapshot()->transport.speed, 60);
}

// Finite, but more steps than can be counted: as good as infinite.
TEST(Runner, SpeedsBeyondCounting) {
  for (const double speed : {1e12, 1e25, 1e300}) {
    Runner runner(long_experiment(5000));
    runner.send(command::Speed{speed});
    runner.send(command::Play{true});
    EXPECT_TRUE(comes([&] { return runner.snapshot()->step == 5000; })) << speed;
    runner.settle();
    EXPECT_FALSE(runner.snapshot()->transport.playing);
  }
}

// A slider dragged while it plays: many edits, each taken, and in the end the numbers of the last one.
TEST(Runner, EditsWhilePlaying) {
  Experiment e = long_experiment(20'000);
  Runner runner(e);
  runner.send(command::Speed{infinity});
  runner.send(command::Loop{true});
  runner.send(command::Play{true});
  for (int i = 0; i < 60; ++i) {
    e.racers[static_cast<std::size_t>(i) % 4].values[0] *= i % 2 ? 0.9 : 1.05;
    if (i == 30) change_surface(e, *find_surface("styblinski_tang"));
    runner.edit(e);
    std::this_thread::sleep_for(1ms);
  }
  runner.send(command::Play{false});
  runner.settle();
  const auto s = runner.snapshot();
  EXPECT_EQ(s->experiment, e);
  const auto fresh = test::fresh_snapshot(e, s->step, s->step);
  for (std::size_t k = 0; k < s->racers.size(); ++k) test::expect_same_state(s->racers[k], fresh->racers[k]);
}

TEST(Runner, NotifiesAfterEverySnapshot) {
  std::atomic<int> notified = 0;
  Runner runner(default_experiment(), [&] { ++notified; });
  runner.settle();
  const int before = notified;
  runner.send(command::Show{100});
  runner.settle();
  const int after = notified;
  EXPECT_GT(after, before);
  // Nothing to do, nothing to tell.
  std::this_thread::sleep_for(50ms);
  EXPECT_EQ(notified, after);
}

// From inside the notification everything may be called but what waits.
TEST(Runner, CommandsFromTheNotification) {
  std::atomic<Runner*> self = nullptr;
  std::atomic<int> sent = 0;
  Runner runner(default_experiment(), [&] {
    Runner* r = self;
    if (r && sent < 20) {
      ++sent;
      r->send(command::StepBy{1});
    }
  });
  self = &runner;
  runner.send(command::Show{1});
  EXPECT_TRUE(comes([&] { return runner.snapshot()->step == 21; }));
}

// A snapshot outlives the runner that made it.
TEST(Runner, SnapshotsOutliveIt) {
  std::shared_ptr<const Snapshot> kept;
  {
    Runner runner(default_experiment());
    runner.send(command::Show{400});
    runner.settle();
    kept = runner.snapshot();
  }
  test::expect_same_snapshot(*kept, *test::fresh_snapshot(default_experiment(), 400, 400));
}

}  // namespace
}  // namespace fallline

// Runner: commands from any thread, snapshots for any thread, and the numbers of a plain session.
#include "session/runner.h"

#include <gtest/gtest.h>

#include <atomic>
#include <cmath>
#include <limits>
#include <random>

#include "support/sessions.h"

namespace fallline {
namespace {

using namespace std::chrono_literals;
constexpr double infinity = std::numeric_limits<double>::infinity();

Experiment long_experiment(std::int64_t steps) {
  Experiment e = default_experiment();
  e.steps = steps;
  return e;
}

// Waits for a condition that another thread brings about; says whether it came within half a minute.
template <class Condition>
bool comes(Condition condition) {
  const auto end = std::chrono::steady_clock::now() + 30s;
  while (!condition()) {
    if (std::chrono::steady_clock::now() > end) return false;
    std::this_thread::sleep_for(1ms);
  }
  return true;
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

TEST(Runner, EditsAndRefusals) {
  Runner runner(default_experiment());
  runner.send(command::Show{300});
  Experiment e = default_experiment();
  e.racers[0].values[0] = 0.002;
  runner.edit(e);
  runner.settle();
  EXPECT_EQ(runner.refusal(), "");
  test::expect_same_snapshot(*runner.snapshot(), *test::fresh_snapshot(e, 300, 300));

  Experiment bad = e;
  bad.racers[1].optimizer = "adma";
  runner.edit(bad);
  runner.settle();
  EXPECT_EQ(runner.refusal(), refuse(bad));
  test::expect_same_snapshot(*runner.snapshot(), *test::fresh_snapshot(e, 300, 300));

  runner.edit(e);
  runner.settle();
  EXPECT_EQ(runner.refusal(), "") << "a good edit takes the refusal back";
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

TEST(Runner, PlaysAsFastAsItCan) {
  const Experiment e = long_experiment(300'000);
  Runner runner(e);
  runner.send(command::Speed{infinity});
  runner.send(command::Play{true});
  ASSERT_TRUE(comes([&] { return runner.snapshot()->step == e.steps && !runner.snapshot()->transport.playing; }));
  runner.settle();
  const auto s = runner.snapshot();
  const auto fresh = test::fresh_snapshot(e, e.steps, e.steps);
  for (std::size_t k = 0; k < s->racers.size(); ++k) {
    test::expect_same_state(s->racers[k], fresh->racers[k]);
    for (std::size_t i = 0; i <= 300'000; i += 997)
      ASSERT_EQ(s->racers[k].history.at(i), fresh->racers[k].history.at(i));
  }
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

// Several threads command while others read; every snapshot that is read holds together.
TEST(Runner, ManyThreads) {
  Experiment e = long_experiment(3000);
  std::atomic<int> notified = 0;
  Runner runner(e, [&] { ++notified; });
  std::atomic<bool> ended = false;

  std::vector<std::jthread> readers;
  for (int k = 0; k < 2; ++k)
    readers.emplace_back([&] {
      std::uint64_t version = 0;
      double sum = 0;
      while (!ended) {
        const auto s = runner.snapshot();
        EXPECT_GE(s->version, version);
        version = s->version;
        EXPECT_EQ(refuse(s->experiment), std::nullopt);
        EXPECT_EQ(s->racers.size(), s->experiment.racers.size());
        for (const RacerSnapshot& r : s->racers) {
          const std::size_t size = r.history.size();
          EXPECT_LT(r.step, static_cast<std::int64_t>(size));
          EXPECT_EQ(r.history.at(static_cast<std::size_t>(r.step)), r.theta);
          for (std::size_t i = 0; i < size; i += 64) sum += r.history.at(i).x + r.history.value(Curve::loss, i);
          sum += r.history.extent(Curve::lambda_max, size / 3, size).second;
        }
        runner.refusal();
      }
      EXPECT_TRUE(std::isfinite(sum));
    });

  {
    std::vector<std::jthread> senders;
    for (unsigned k = 0; k < 3; ++k)
      senders.emplace_back([&, k] {
        std::mt19937 random(k);
        for (int i = 0; i < 120; ++i) {
          switch (random() % 8) {
            case 0:
              runner.send(command::Show{static_cast<std::int64_t>(random() % 3001)});
              break;
            case 1:
              runner.send(command::StepBy{static_cast<std::int64_t>(random() % 11) - 5});
              break;
            case 2:
              runner.send(command::Play{random() % 2 == 0});
              break;
            case 3:
              runner.send(command::Speed{random() % 3 ? 1e5 : infinity});
              break;
            case 4:
              runner.send(command::Loop{random() % 2 == 0});
              break;
            case 5:
              if (random() % 4 == 0) runner.send(command::Reset{});
              break;
            case 6: {
              Experiment next = e;
              next.mode = random() % 2 ? Mode::replay : Mode::continuing;
              next.racers[random() % 4].values[0] *= 0.5;
              next.noise = 0.01 * (random() % 3);
              if (random() % 5 == 0) next.steps = -1;  // refused
              runner.edit(next);
              break;
            }
            default:
              std::this_thread::sleep_for(std::chrono::microseconds(random() % 500));
          }
        }
      });
  }
  runner.send(command::Play{false});
  runner.edit(e);
  runner.send(command::Reset{});
  runner.send(command::Show{3000});
  runner.settle();
  ended = true;
  readers.clear();
  test::expect_same_snapshot(*runner.snapshot(), *test::fresh_snapshot(e, 3000, 3000));
  EXPECT_GT(notified, 0);
}

TEST(Runner, EndsWhileItWorks) {
  for (int i = 0; i < 30; ++i) {
    Runner runner(long_experiment(1'000'000));
    switch (i % 4) {
      case 0:
        break;
      case 1:
        runner.send(command::Show{1'000'000});
        break;
      case 2:
        runner.send(command::Speed{infinity});
        runner.send(command::Loop{true});
        runner.send(command::Play{true});
        break;
      default:
        runner.send(command::Play{true});
    }
    if (i % 3) std::this_thread::sleep_for(std::chrono::milliseconds(i % 7));
  }
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

// What runners of both kinds of session promise alike: the numbers of a plain session, in whatever pieces they play and
// whoever commands.
#include <gtest/gtest.h>

#include <array>
#include <atomic>
#include <cmath>
#include <limits>
#include <random>
#include <thread>
#include <vector>

#include "session/runner.h"
#include "support/network_sessions.h"
#include "support/sessions.h"
#include "support/waiting.h"

namespace fallline {
namespace {

using test::comes;
using training::NetworkExperiment;
constexpr double infinity = std::numeric_limits<double>::infinity();

// What the kinds do not have in common.
template <class Session>
struct Kind;

template <>
struct Kind<Session> {
  static constexpr std::int64_t few_steps = 3000, many_steps = 300'000;

  static Experiment experiment() { return default_experiment(); }
  static void vary(Experiment& e, std::mt19937_64& random) {
    e.mode = random() % 2 ? Mode::replay : Mode::continuing;
    e.noise = 0.01 * static_cast<double>(random() % 3);
  }
  // From the step shown on.
  static void change(Session& session, double value) {
    Experiment e = session.experiment();
    e.mode = Mode::continuing;
    e.noise = value;
    EXPECT_EQ(session.edit(e), std::nullopt);
  }
  static void expect_whole(const Snapshot& s) {
    EXPECT_EQ(refuse(s.experiment), std::nullopt);
    double sum = 0;
    for (const RacerSnapshot& r : s.racers) {
      const std::size_t size = r.history.size();
      EXPECT_LT(r.step, static_cast<std::int64_t>(size));
      EXPECT_EQ(r.history.at(static_cast<std::size_t>(r.step)), r.theta);
      for (std::size_t i = 0; i < size; i += 64) sum += r.history.at(i).x + r.history.value(Curve::loss, i);
      sum += r.history.extent(Curve::lambda_max, size / 3, size).second;
    }
    EXPECT_TRUE(std::isfinite(sum));
  }
};

template <>
struct Kind<NetworkSession> {
  static constexpr std::int64_t few_steps = 400, many_steps = 5000;

  static NetworkExperiment experiment() { return test::eventful_networks(); }
  static void vary(NetworkExperiment& e, std::mt19937_64& random) {
    e.batch_size = 5 + random() % 5;
    if (random() % 8 == 0) e.network.layers[0].width = 5;
  }
  static void change(NetworkSession& session, double value) { session.move_parameter(1, 0, value); }
  static void expect_whole(const NetworkSnapshot& s) {
    for (const NetworkRacerSnapshot& r : s.racers) {
      EXPECT_LE(r.step, r.reached);
      EXPECT_EQ(r.theta.size(), r.records[0]->theta.size());
      EXPECT_EQ(r.objective().dimension(), r.theta.size());
    }
  }
};

// Suites begin with Runner, for `ctest -R`.
template <class Session>
struct RunnerOf : testing::Test {
  using Runner = BasicRunner<Session>;
  using Experiment = typename Session::Experiment;

  static Experiment experiment(std::int64_t steps) {
    Experiment e = Kind<Session>::experiment();
    e.steps = steps;
    return e;
  }
  static std::shared_ptr<const typename Session::Snapshot> shown(Session& session, std::int64_t step) {
    session.show(step);
    EXPECT_TRUE(session.compute());
    return session.snapshot();
  }
};
using Sessions = testing::Types<Session, NetworkSession>;
TYPED_TEST_SUITE(RunnerOf, Sessions);

TYPED_TEST(RunnerOf, PlaysAsFastAsItCanToTheEnd) {
  const std::int64_t end = Kind<TypeParam>::many_steps;
  const auto e = this->experiment(end);
  typename TestFixture::Runner runner(e);
  runner.send(command::Speed{infinity});
  runner.send(command::Play{true});
  ASSERT_TRUE(comes([&] { return runner.snapshot()->step == end && !runner.snapshot()->transport.playing; }));
  runner.settle();
  EXPECT_TRUE(runner.snapshot()->complete);
  TypeParam session(e);
  test::expect_same_snapshot(*runner.snapshot(), *this->shown(session, end));
  runner.send(command::Show{1234});
  runner.settle();
  test::expect_same_snapshot(*runner.snapshot(), *this->shown(session, 1234));
}

TYPED_TEST(RunnerOf, ObeysInOrderAndSaysWhatItRefuses) {
  typename TestFixture::Runner runner(Kind<TypeParam>::experiment());
  const auto change = [](TypeParam& session) { Kind<TypeParam>::change(session, 0.5); };
  TypeParam session(Kind<TypeParam>::experiment());
  this->shown(session, 100);
  change(session);
  this->shown(session, 200);
  auto e = session.experiment();
  e.racers[1].values[0] *= 2;
  EXPECT_EQ(session.edit(e), std::nullopt);
  const auto expected = this->shown(session, 300);

  runner.send(command::Show{100});
  runner.change(change);
  runner.send(command::Show{200});
  runner.edit(e);
  runner.send(command::Show{300});
  runner.settle();
  EXPECT_EQ(runner.refusal(), "");
  test::expect_same_snapshot(*runner.snapshot(), *expected);

  auto bad = e;
  bad.racers[1].optimizer = "adma";
  runner.edit(bad);
  runner.settle();
  EXPECT_EQ(runner.refusal(), session.edit(bad));
  EXPECT_EQ(runner.refusal().substr(0, 9), "racers[1]");
  test::expect_same_snapshot(*runner.snapshot(), *expected);

  runner.edit(e);
  runner.settle();
  EXPECT_EQ(runner.refusal(), "") << "a good edit takes the refusal back";
}

// All that can be asked of a runner, in an order of chance.
template <class Session>
void command_at_random(BasicRunner<Session>& runner, const typename Session::Experiment& e, std::mt19937_64& random) {
  switch (random() % 9) {
    case 0:
      return runner.send(command::Show{static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(e.steps + 1))});
    case 1:
      return runner.send(command::StepBy{static_cast<std::int64_t>(random() % 11) - 5});
    case 2:
      return runner.send(command::Play{random() % 2 == 0});
    case 3:
      return runner.send(command::Speed{random() % 3 ? 1e5 : infinity});
    case 4:
      return runner.send(command::Loop{random() % 2 == 0});
    case 5:
      if (random() % 4 == 0) runner.send(command::Reset{});
      return;
    case 6: {
      auto next = e;
      next.racers[random() % next.racers.size()].values[0] *= 0.5;
      Kind<Session>::vary(next, random);
      if (random() % 5 == 0) next.steps = -1;  // refused
      return runner.edit(next);
    }
    case 7:
      return runner.change([value = static_cast<double>(random() % 100) / 50](Session& session) {
        Kind<Session>::change(session, value);
      });
    default:
      std::this_thread::sleep_for(std::chrono::microseconds(random() % 500));
  }
}

// Several threads command while others read; every snapshot that is read holds together.
TYPED_TEST(RunnerOf, ManyThreads) {
  const std::int64_t end = Kind<TypeParam>::few_steps;
  const auto e = this->experiment(end);
  std::atomic<int> notified = 0;
  typename TestFixture::Runner runner(e, [&] { ++notified; });
  std::atomic<bool> ended = false;

  std::vector<std::jthread> readers;
  for (int k = 0; k < 2; ++k)
    readers.emplace_back([&] {
      std::uint64_t version = 0;
      while (!ended) {
        const auto s = runner.snapshot();
        EXPECT_GE(s->version, version);
        version = s->version;
        EXPECT_EQ(s->racers.size(), s->experiment.racers.size());
        Kind<TypeParam>::expect_whole(*s);
        runner.refusal();
        std::this_thread::yield();
      }
    });
  {
    std::vector<std::jthread> senders;
    for (unsigned k = 0; k < 3; ++k)
      senders.emplace_back([&, k] {
        std::mt19937_64 random(k);
        for (int i = 0; i < 120; ++i) command_at_random(runner, e, random);
      });
  }
  runner.send(command::Play{false});
  runner.edit(e);
  runner.send(command::Reset{});
  runner.send(command::Show{end});
  runner.settle();
  ended = true;
  readers.clear();
  TypeParam session(e);
  test::expect_same_snapshot(*runner.snapshot(), *this->shown(session, end));
  EXPECT_GT(notified, 0);
}

TYPED_TEST(RunnerOf, EndsWhileItWorks) {
  auto e = this->experiment(most_steps);
  // Each speed with each choice of what else it is told.
  for (int i = 0; i < 48; ++i) {
    typename TestFixture::Runner runner(e, [] {},
                                        {.loop = i % 16 >= 8, .speed = std::array{60.0, 1e6, infinity}[i % 3]});
    if (i & 1) runner.send(command::Show{e.steps});
    if (i & 2) runner.send(command::Play{true});
    if (i & 4) {
      e.racers[0].values[0] *= 0.9;
      runner.edit(e);
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(i % 7));
  }
}

}  // namespace
}  // namespace fallline

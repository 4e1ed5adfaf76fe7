// The runner of network sessions: the numbers of a plain session, in whatever pieces it plays.
#include <gtest/gtest.h>

#include <atomic>
#include <limits>
#include <random>

#include "session/runner.h"
#include "support/network_sessions.h"

namespace fallline {
namespace {

using namespace std::chrono_literals;
using test::eventful_networks;
using training::NetworkExperiment;
constexpr double infinity = std::numeric_limits<double>::infinity();

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

std::shared_ptr<const NetworkSnapshot> fresh(const NetworkExperiment& e, std::int64_t reached, std::int64_t step) {
  NetworkSession session(e);
  test::shown(session, reached);
  return test::shown(session, step);
}

TEST(NetworkRunner, BeginsWithTheTransportItIsGiven) {
  const NetworkRunner runner(eventful_networks(), [] {}, {.loop = true, .speed = 7});
  EXPECT_EQ(runner.snapshot()->transport.speed, 7);
  EXPECT_TRUE(runner.snapshot()->transport.loop);
  EXPECT_FALSE(runner.snapshot()->transport.playing);
}

TEST(NetworkRunner, PlaysAsFastAsItCanToTheEnd) {
  NetworkExperiment e = eventful_networks();
  e.steps = 5000;
  NetworkRunner runner(e, [] {}, {.speed = infinity});
  runner.send(command::Play{true});
  ASSERT_TRUE(comes([&] { return runner.snapshot()->step == 5000 && !runner.snapshot()->transport.playing; }));
  runner.settle();
  EXPECT_TRUE(runner.snapshot()->complete);
  test::expect_same_snapshot(*runner.snapshot(), *fresh(e, 5000, 5000));
  runner.send(command::Show{1234});
  runner.settle();
  test::expect_same_snapshot(*runner.snapshot(), *fresh(e, 5000, 1234));
}

// What is shown never runs ahead of what is computed by more than a picture, however fast it is asked to play.
TEST(NetworkRunner, ShowsWhatIsComputed) {
  NetworkExperiment e = eventful_networks();
  e.network = nn::network_spec(2, {100, 100}, 0);
  e.batch_size = 0;
  e.steps = 1'000'000;
  NetworkRunner runner(e, [] {}, {.speed = 50'000});
  runner.send(command::Play{true});
  for (int i = 0; i < 20; ++i) {
    std::this_thread::sleep_for(10ms);
    const auto s = runner.snapshot();
    EXPECT_LE(s->step - s->recorded, 5001);  // a tenth of a second
  }
}

TEST(NetworkRunner, ObeysInOrder) {
  NetworkExperiment e = eventful_networks();
  NetworkRunner runner(e);
  runner.send(command::Show{100});
  runner.change([](NetworkSession& session) { session.move_parameter(0, 1, 0.5); });
  runner.send(command::Show{200});
  e.racers[1].values[0] *= 2;
  runner.edit(e);
  runner.send(command::Show{300});
  runner.settle();
  NetworkSession session(eventful_networks());
  test::shown(session, 100);
  session.move_parameter(0, 1, 0.5);
  test::shown(session, 200);
  EXPECT_EQ(session.edit(e), std::nullopt);
  test::expect_same_snapshot(*runner.snapshot(), *test::shown(session, 300));
  e.steps = -1;
  runner.edit(e);
  runner.settle();
  EXPECT_EQ(runner.refusal().substr(0, 14), "training.steps");
}

TEST(NetworkRunner, ManyThreads) {
  const NetworkExperiment e = eventful_networks();
  std::atomic<int> notified = 0;
  NetworkRunner runner(e, [&] { ++notified; });
  std::atomic<bool> ended = false;
  std::jthread reader([&] {
    while (!ended) {
      const auto s = runner.snapshot();
      for (const NetworkRacerSnapshot& r : s->racers) {
        EXPECT_LE(r.step, r.reached);
        EXPECT_EQ(r.theta.size(), r.records[0]->theta.size());
        EXPECT_EQ(r.objective().dimension(), r.theta.size());
      }
      std::this_thread::yield();
    }
  });
  {
    std::vector<std::jthread> writers;
    for (unsigned seed = 0; seed < 3; ++seed)
      writers.emplace_back([&, seed] {
        std::mt19937_64 random(seed);
        for (int i = 0; i < 60; ++i) {
          switch (random() % 6) {
            case 0:
              runner.send(command::Show{static_cast<std::int64_t>(random() % 401)});
              break;
            case 1:
              runner.send(command::Play{random() % 2 == 0});
              break;
            case 2:
              runner.send(command::Speed{random() % 2 ? 1e4 : infinity});
              break;
            case 3:
              runner.change([value = static_cast<double>(random() % 100) / 50](NetworkSession& session) {
                session.move_parameter(1, 0, value);
              });
              break;
            case 4: {
              NetworkExperiment next = e;
              next.racers[random() % 2].values[0] *= 0.5;
              next.batch_size = 5 + random() % 5;
              if (random() % 8 == 0) next.network.layers[0].width = 5;
              if (random() % 8 == 0) next.steps = -1;  // refused
              runner.edit(next);
              break;
            }
            default:
              std::this_thread::sleep_for(std::chrono::microseconds(random() % 1000));
          }
        }
      });
  }
  runner.send(command::Play{false});
  runner.edit(e);
  runner.send(command::Reset{});
  runner.send(command::Show{400});
  runner.settle();
  ended = true;
  test::expect_same_snapshot(*runner.snapshot(), *fresh(e, 400, 400));
  EXPECT_GT(notified, 0);
}

TEST(NetworkRunner, EndsWhileItWorks) {
  NetworkExperiment e = eventful_networks();
  e.steps = training::most_steps;
  for (int i = 0; i < 8; ++i) {
    NetworkRunner runner(e, [] {}, {.speed = i % 2 ? infinity : 1e6});
    if (i % 4 < 2) runner.send(command::Show{e.steps});
    if (i % 4) runner.send(command::Play{true});
    e.racers[0].values[0] *= 0.9;
    runner.edit(e);
    std::this_thread::sleep_for(std::chrono::milliseconds(i % 5));
  }
}

}  // namespace
}  // namespace fallline

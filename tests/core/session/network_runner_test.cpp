// The runner of network sessions: where it begins, and that it shows what is computed.
#include <gtest/gtest.h>

#include <chrono>
#include <thread>

#include "session/runner.h"
#include "support/network_sessions.h"

namespace fallline {
namespace {

using namespace std::chrono_literals;
using test::eventful_networks;
using training::NetworkExperiment;

TEST(NetworkRunner, BeginsWithTheTransportItIsGiven) {
  const NetworkRunner runner(eventful_networks(), [] {}, {.loop = true, .speed = 7});
  EXPECT_EQ(runner.snapshot()->transport.speed, 7);
  EXPECT_TRUE(runner.snapshot()->transport.loop);
  EXPECT_FALSE(runner.snapshot()->transport.playing);
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

}  // namespace
}  // namespace fallline

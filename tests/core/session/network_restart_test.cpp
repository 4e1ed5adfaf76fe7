// What a change of a network session begins anew, what it leaves as it is, and what it refuses.
#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "session/network_session.h"
#include "support/network_sessions.h"

namespace fallline {
namespace {

using test::eventful_networks;
using test::expect_same_racer;
using test::expect_same_snapshot;
using test::same;
using test::shown;
using training::NetworkExperiment;

struct Change {
  std::string_view name;
  void (*make)(NetworkExperiment&);
  bool anew;  // whether training begins again
};
void PrintTo(const Change& c, std::ostream* os) { *os << c.name; }

const Change changes[]{
    {"width", [](NetworkExperiment& e) { e.network.layers[1].width = 7; }, true},
    {"layers", [](NetworkExperiment& e) { e.network.layers.insert(e.network.layers.begin(), nn::LayerSpec{}); }, true},
    {"normalization", [](NetworkExperiment& e) { e.network.layers[0].normalization = nn::Normalization::none; }, true},
    {"other_averages", [](NetworkExperiment& e) { e.network.layers[0].normalization = nn::Normalization::layer; },
     true},
    {"learned_slope", [](NetworkExperiment& e) { e.network.layers[0].activation = "prelu"; }, true},
    {"initializer", [](NetworkExperiment& e) { e.network.initializer = "he_normal"; }, true},
    {"seed", [](NetworkExperiment& e) { e.seed = 2; }, true},
    {"parameters", [](NetworkExperiment& e) { e.parameters.assign(71, 0.1); }, true},
    {"another_set", [](NetworkExperiment& e) { e.data.samples.reset(), e.data.set = "moons"; }, true},
    {"activation", [](NetworkExperiment& e) { e.network.layers[0].activation = "swish"; }, false},
    {"dropout", [](NetworkExperiment& e) { e.network.layers[0].dropout = 0.4; }, false},
    {"regularizer", [](NetworkExperiment& e) { e.network.layers[1].l1 = 0.01; }, false},
    {"loss", [](NetworkExperiment& e) { e.loss.key = "hinge"; }, false},
    {"mixup", [](NetworkExperiment& e) { e.noise.mixup = 0; }, false},
    {"gradient_noise", [](NetworkExperiment& e) { e.gradient_noise = 0.1; }, false},
    {"batch_size", [](NetworkExperiment& e) { e.batch_size = 0; }, false},
    {"steps", [](NetworkExperiment& e) { e.steps = 350; }, false},
    {"patience", [](NetworkExperiment& e) { e.patience = 100; }, false},
    {"split", [](NetworkExperiment& e) { e.data.split.test = 0.3; }, false},
    {"standardize", [](NetworkExperiment& e) { e.data.standardize = true; }, false},
    {"point_added", [](NetworkExperiment& e) { e.data.samples = test::random_classes(61, 2, 2); }, false},
    {"eta", [](NetworkExperiment& e) { e.racers[0].values[0] *= 2; }, false},
    {"optimizer", [](NetworkExperiment& e) { e.racers[1] = racer_spec(*find_optimizer("nesterov"), 1); }, false},
};

class NetworkSessionChange : public testing::TestWithParam<Change> {};

TEST_P(NetworkSessionChange, HoldsFromTheStepShownOrBeginsAnew) {
  NetworkSession session(eventful_networks());
  const auto before = shown(session, 120);
  NetworkExperiment next = eventful_networks();
  GetParam().make(next);
  ASSERT_NE(next, eventful_networks());
  ASSERT_EQ(session.edit(next), std::nullopt);
  EXPECT_EQ(session.step(), GetParam().anew ? 0 : 120);
  const auto after = shown(session, session.step());
  EXPECT_EQ(after->experiment, next);
  if (GetParam().anew) {
    expect_same_snapshot(
        *shown(session, 300), *[&] {
          NetworkSession fresh(next);
          return shown(fresh, 300);
        }());
    return;
  }
  for (std::size_t i = 0; i < 120; ++i)
    for (std::size_t k = 0; k < 2; ++k)
      ASSERT_TRUE(same(after->racers[k].records[i]->seen, before->racers[k].records[i]->seen)) << i;
  EXPECT_TRUE(same(after->racers[0].theta, before->racers[0].theta));
}

INSTANTIATE_TEST_SUITE_P(All, NetworkSessionChange, testing::ValuesIn(changes),
                         [](const auto& of) { return std::string(of.param.name); });

// Only what is new about a setup is made.
TEST(NetworkSession, SetupsShareWhatStays) {
  NetworkExperiment e = eventful_networks();
  NetworkSession session(e);
  const auto first = session.snapshot();
  e.racers[0].values[0] *= 2;
  ASSERT_EQ(session.edit(e), std::nullopt);
  EXPECT_EQ(session.snapshot()->racers[0].setup, first->racers[0].setup);
  e.batch_size = 9;
  e.steps = 500;
  ASSERT_EQ(session.edit(e), std::nullopt);
  const auto second = session.snapshot();
  EXPECT_NE(second->racers[0].setup, first->racers[0].setup);
  EXPECT_EQ(second->racers[0].setup, second->racers[1].setup);
  EXPECT_EQ(second->racers[0].setup->parts.training, first->racers[0].setup->parts.training);
  EXPECT_EQ(second->data, first->data);
  e.network.layers[0].dropout = 0;
  ASSERT_EQ(session.edit(e), std::nullopt);
  EXPECT_NE(session.snapshot()->racers[0].setup->parts.training, first->racers[0].setup->parts.training);
  EXPECT_EQ(session.snapshot()->data, first->data);
}

TEST(NetworkSession, ANetworkOfOnesOwnBeginsAloneAndCatchesUp) {
  NetworkExperiment e = eventful_networks();
  NetworkSession session(e);
  const auto before = shown(session, 200);
  e.networks[1] = nn::network_spec(2, {4}, 0, "relu");
  ASSERT_EQ(session.edit(e), std::nullopt);
  EXPECT_EQ(session.step(), 200);
  EXPECT_FALSE(session.snapshot()->complete);
  const auto after = shown(session, 200);
  expect_same_racer(after->racers[0], before->racers[0]);
  EXPECT_EQ(after->racers[1].theta.size(), 17u);
  // As if it were alone in the world.
  NetworkSession alone(of_racer(e, e.racers[1]));
  expect_same_racer(after->racers[1], shown(alone, 200)->racers[0]);
  // Its activation changes on the way; its width again from the start.
  e.networks[1].layers[0].activation = "tanh";
  ASSERT_EQ(session.edit(e), std::nullopt);
  EXPECT_TRUE(same(shown(session, 200)->racers[1].theta, after->racers[1].theta));
  e.networks.clear();
  ASSERT_EQ(session.edit(e), std::nullopt);
  expect_same_snapshot(*shown(session, 200), *before);
}

TEST(NetworkSession, RacersComeAndGo) {
  NetworkExperiment e = eventful_networks();
  NetworkSession session(e);
  const auto before = shown(session, 200);
  NetworkExperiment more = e;
  more.racers.insert(more.racers.begin(), racer_spec(*find_optimizer("sgd"), 4));
  ASSERT_EQ(session.edit(more), std::nullopt);
  const auto three = shown(session, 200);
  ASSERT_EQ(three->racers.size(), 3u);
  expect_same_racer(three->racers[1], before->racers[0]);
  NetworkSession fresh(more);
  expect_same_snapshot(*three, *shown(fresh, 200));
  more.racers = {e.racers[1]};
  ASSERT_EQ(session.edit(more), std::nullopt);
  expect_same_racer(session.snapshot()->racers[0], before->racers[1]);
}

TEST(NetworkSession, WithoutRacers) {
  NetworkExperiment e = eventful_networks();
  e.racers.clear();
  NetworkSession session(e);
  EXPECT_EQ(session.steps(), 400);
  session.show(100);
  EXPECT_TRUE(session.compute());
  session.go_on(std::chrono::milliseconds(50));
  EXPECT_EQ(session.step(), 400);
  EXPECT_EQ(session.snapshot()->recorded, 0);
  EXPECT_TRUE(session.snapshot()->complete);
  e.network.layers[0].width = 9;
  ASSERT_EQ(session.edit(e), std::nullopt);
  EXPECT_EQ(session.step(), 0);
}

TEST(NetworkSession, RefusedEditsChangeNothing) {
  NetworkSession session(eventful_networks());
  const auto before = shown(session, 250);
  const std::pair<void (*)(NetworkExperiment&), std::string_view> spoilers[]{
      {[](NetworkExperiment& e) { e.racers[1].values[1] = 1; }, "racers[1].options"},
      {[](NetworkExperiment& e) { e.data = {.set = "swirl"}; }, "data.set"},
      {[](NetworkExperiment& e) { e.batch_size = 1000; }, "training.batch_size"},
      {[](NetworkExperiment& e) { e.steps = 0; }, "training.steps"},
      {[](NetworkExperiment& e) { e.network.layers[0].groups = 0, e.network.layers[0].width = 0; },
       "network.layers[0]"},
      {[](NetworkExperiment& e) { e.networks[1] = nn::network_spec(2, {0}, 0); }, "racers[1].network.layers[0]"},
      {[](NetworkExperiment& e) { e.weights = "/no/such/file.json"; }, "/no/such/file.json"},
  };
  for (const auto& [spoil, where] : spoilers) {
    NetworkExperiment bad = session.experiment();
    bad.racers[0].values[0] *= 2;  // with a good change among the bad ones
    bad.network.layers[1].width = 9;
    spoil(bad);
    const auto why = session.edit(bad);
    ASSERT_TRUE(why) << where;
    EXPECT_EQ(why->substr(0, where.size()), where) << *why;
    expect_same_snapshot(*session.snapshot(), *before);
  }
}

}  // namespace
}  // namespace fallline

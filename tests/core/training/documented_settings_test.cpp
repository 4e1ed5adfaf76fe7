#include "training/documented_settings.h"

#include <gtest/gtest.h>

#include <fmt/format.h>

#include "training/trainer.h"

namespace fallline::training {
namespace {

Outcome trained(const NetworkExperiment& e, Score& last) {
  const auto setup = std::get<Setup>(set_up(e, std::get<Dataset>(load(e.data))));
  return train(setup, e.racers[0], 0, setup.steps, [&](const Watched& seen) { last = seen.training; });
}

TEST(DocumentedSettings, LearnFromEverySeed) {
  for (const DocumentedSetting& setting : documented_settings())
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
      SCOPED_TRACE(fmt::format("{}, seed {}", setting.set, seed));
      Score score{};
      EXPECT_EQ(trained(documented_experiment(setting, seed), score).ending, Ending::finished);
      EXPECT_GE(score.accuracy, setting.accuracy);
    }
}

TEST(DocumentedSettings, AreOfFourSets) {
  std::vector<std::pair<std::string_view, double>> sets;
  for (const DocumentedSetting& setting : documented_settings()) sets.emplace_back(setting.set, setting.accuracy);
  const std::vector<std::pair<std::string_view, double>> expected{
      {"xor", 1}, {"circles", 1}, {"moons", 1}, {"spiral", 0.99}};
  EXPECT_EQ(sets, expected);
}

// A network without hidden layers cannot: the sets ask for more than a line.
TEST(DocumentedSettings, NeedTheirHiddenLayers) {
  for (const DocumentedSetting& setting : documented_settings()) {
    NetworkExperiment e = documented_experiment(setting, 1);
    e.network = nn::network_spec(2, {}, 1);
    Score score{};
    trained(e, score);
    EXPECT_LT(score.accuracy, 0.95) << setting.set;
  }
}

}  // namespace
}  // namespace fallline::training

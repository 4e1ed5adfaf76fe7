#include "training/documented_settings.h"

#include "data/data_sets.h"

namespace fallline::training {
namespace {

constexpr DocumentedSetting table[] = {
    {.set = "xor", .width = 8, .learning_rate = 0.02, .batch_size = 32, .epochs = 100, .accuracy = 1},
    {.set = "circles", .width = 8, .learning_rate = 0.02, .batch_size = 32, .epochs = 100, .accuracy = 1},
    {.set = "moons", .width = 8, .learning_rate = 0.02, .batch_size = 32, .epochs = 100, .accuracy = 1},
    {.set = "spiral", .width = 16, .learning_rate = 0.02, .batch_size = 32, .epochs = 200, .accuracy = 0.99},
};

}  // namespace

std::span<const DocumentedSetting> documented_settings() { return table; }

NetworkExperiment documented_experiment(const DocumentedSetting& setting, std::uint64_t seed) {
  const DataSetInfo& set = *find_data_set(setting.set);
  NetworkExperiment e;
  e.data.set = setting.set;
  e.data.values = initial_values(set.parameters);
  e.data.values[*find_parameter(set.parameters, "data_seed")] = static_cast<double>(seed);
  e.network = nn::network_spec(2, {setting.width, setting.width}, 1);
  e.network.initializer = "normal";
  e.network.initializer_values = {1};
  e.batch_size = setting.batch_size;
  e.epochs = setting.epochs;
  e.seed = seed;
  RacerSpec adam = racer_spec(*find_optimizer("adam"), 0);
  adam.values[*find_parameter(info(adam).parameters, "lr")] = setting.learning_rate;
  e.racers = {adam};
  return e;
}

}  // namespace fallline::training

// Network experiments as files: whatever can be chosen reads back as it was.
#include "session/network_file.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <random>

#include "data/data_sets.h"
#include "nn/regularizers.h"

namespace fallline {
namespace {

using namespace training;

class Chance {
 public:
  explicit Chance(unsigned seed) : random_(seed) {}
  bool coin() { return whole(0, 1) == 1; }
  double number(double low, double high) { return std::uniform_real_distribution<double>(low, high)(random_); }
  std::int64_t whole(std::int64_t low, std::int64_t high) {
    return std::uniform_int_distribution<std::int64_t>(low, high)(random_);
  }
  template <class T>
  const T& of(std::span<const T> table) {
    return table[static_cast<std::size_t>(whole(0, std::ssize(table) - 1))];
  }
  std::vector<double> values(std::span<const Parameter> parameters) {
    std::vector<double> all;
    for (const Parameter& p : parameters) {
      const bool whole_only = p.whole || p.scale == Scale::toggle || p.scale == Scale::choice;
      all.push_back(whole_only ? static_cast<double>(
                                     whole(static_cast<std::int64_t>(p.minimum), static_cast<std::int64_t>(p.maximum)))
                               : number(p.minimum, p.maximum));
    }
    return all;
  }

 private:
  std::mt19937_64 random_;
};

Dataset samples(Chance& chance, bool regression) {
  Dataset data;
  const auto n = chance.whole(4, 9), features = chance.whole(1, 3);
  data.x.resize(n, features);
  data.y.resize(n, regression ? 2 : 0);
  for (double& v : data.x.reshaped()) v = chance.number(-3, 3);
  for (double& v : data.y.reshaped()) v = chance.number(-1e9, 1e-9);
  if (regression) return data;
  data.classes = 3;
  for (Eigen::Index i = 0; i < n; ++i) data.label.push_back(static_cast<int>(i % 3));
  return data;
}

nn::LayerSpec layer(Chance& chance) {
  const nn::ActivationInfo& activation = chance.of(nn::activations());
  nn::LayerSpec layer{.width = static_cast<std::size_t>(chance.whole(1, nn::most_width)),
                      .activation = std::string(activation.key),
                      .activation_values = chance.values(activation.parameters),
                      .normalization = static_cast<nn::Normalization>(chance.whole(0, 5)),
                      .dropout = chance.number(0, 1),
                      .residual = chance.coin()};
  if (layer.normalization == nn::Normalization::group) layer.groups = static_cast<std::size_t>(chance.whole(1, 9));
  for (double* lambda : {&layer.l1, &layer.l2, &layer.nuclear, &layer.orthogonal})
    if (chance.coin()) *lambda = chance.number(0, 1);
  return layer;
}

NetworkExperiment random_experiment(unsigned seed) {
  Chance chance(seed);
  NetworkExperiment e;
  const nn::LossInfo& loss = chance.of(nn::losses());
  e.loss = {std::string(loss.key), chance.values(loss.parameters)};
  if (const auto kind = chance.whole(0, 2); kind == 0) {
    const DataSetInfo& set = chance.of(data_sets());
    e.data.set = set.key;
    e.data.values = chance.values(set.parameters);
  } else if (kind == 1) {
    e.data.csv = "some \"samples\".csv";
    if (chance.coin()) e.data.target = "y 1";
  } else {
    e.data.samples = samples(chance, loss.target == nn::Target::real);
  }
  e.data.standardize = chance.coin();
  e.data.split = split_options(chance.values(split_parameters()));
  for (auto l = chance.whole(1, 4); l > 0; --l) e.network.layers.push_back(layer(chance));
  if (chance.coin()) e.network.layers.back().width = 0;
  e.network.input_dropout = chance.number(0, 1);
  const nn::InitializerInfo& initializer = chance.of(nn::initializers());
  e.network.initializer = initializer.key;
  e.network.initializer_values = chance.values(initializer.parameters);
  e.batch_size = static_cast<std::size_t>(chance.whole(0, most_batch));
  if (chance.coin())
    e.epochs = chance.whole(1, training::most_steps);
  else
    e.steps = chance.whole(1, training::most_steps);
  e.patience = chance.whole(0, 100);
  e.gradient_noise = chance.number(0, 1);
  e.noise = {.input_noise = chance.number(0, 1), .mixup = chance.number(0, 1)};
  if (const auto kind = chance.whole(0, 2); kind == 0)
    for (int i = 0; i < 5; ++i) e.parameters.push_back(chance.number(-1, 1));
  else if (kind == 1)
    e.weights = "weights.npz";
  e.seed = chance.coin() ? ~std::uint64_t{0} : 7;
  for (auto i = chance.whole(0, 3); i > 0; --i) {
    const OptimizerInfo& optimizer = chance.of(optimizers());
    e.racers.push_back({std::string(optimizer.key), chance.values(optimizer.parameters), static_cast<int>(i)});
  }
  return e;
}

void expect_same(const DataSpec& a, const DataSpec& b) {
  EXPECT_EQ(a.csv, b.csv);
  EXPECT_EQ(a.target, b.target);
  EXPECT_EQ(a.standardize, b.standardize);
  EXPECT_EQ(a.split, b.split);
  ASSERT_EQ(a.samples.has_value(), b.samples.has_value());
  if (a.samples) {
    EXPECT_EQ(a.samples->x, b.samples->x);
    EXPECT_EQ(a.samples->y, b.samples->y);
    EXPECT_EQ(a.samples->label, b.samples->label);
    EXPECT_EQ(a.samples->classes, b.samples->classes);
  } else if (a.csv.empty()) {
    EXPECT_EQ(a.set, b.set);
    EXPECT_EQ(a.values, b.values);
  }
}

TEST(NetworkFile, ReadsBackWhateverCanBeChosen) {
  for (unsigned seed = 1; seed <= 300; ++seed) {
    SCOPED_TRACE(seed);
    const NetworkExperiment e = random_experiment(seed);
    const std::string text = to_json(e);
    const auto read = network_experiment_from_json(text);
    ASSERT_TRUE(std::holds_alternative<NetworkExperiment>(read)) << std::get<Unreadable>(read).message << text;
    const NetworkExperiment& back = std::get<NetworkExperiment>(read);
    expect_same(e.data, back.data);
    EXPECT_EQ(e.network, back.network);
    EXPECT_EQ(e.loss, back.loss);
    EXPECT_EQ(e.noise, back.noise);
    EXPECT_EQ(e.parameters, back.parameters);
    EXPECT_EQ(e.weights, back.weights);
    EXPECT_EQ(e.batch_size, back.batch_size);
    EXPECT_EQ(e.steps, back.steps);
    EXPECT_EQ(e.epochs, back.epochs);
    EXPECT_EQ(e.patience, back.patience);
    EXPECT_EQ(e.gradient_noise, back.gradient_noise);
    EXPECT_EQ(e.seed, back.seed);
    EXPECT_EQ(e.racers, back.racers);
    EXPECT_EQ(to_json(back), text);
  }
}

TEST(NetworkFile, ASimpleOneMeansTheDefaults) {
  const auto read = network_experiment_from_json("{\"fallline\": 1}");
  ASSERT_TRUE(std::holds_alternative<NetworkExperiment>(read));
  EXPECT_EQ(to_json(std::get<NetworkExperiment>(read)), to_json(default_network_experiment()));
  EXPECT_TRUE(std::holds_alternative<training::Setup>(set_up(std::get<NetworkExperiment>(read))));
}

TEST(NetworkFile, FilesAreLookedForBesideIt) {
  const auto read = network_experiment_from_json(
      R"({"fallline": 1, "data": {"csv": "a.csv"}, "parameters": "/b/w.npz"})", "/some/where/e.json");
  ASSERT_TRUE(std::holds_alternative<NetworkExperiment>(read));
  EXPECT_EQ(std::get<NetworkExperiment>(read).data.csv, "/some/where/a.csv");
  EXPECT_EQ(std::get<NetworkExperiment>(read).weights, "/b/w.npz");
}

}  // namespace
}  // namespace fallline

// NetworkExperiment: everything a person has chosen about the training of a network, as one plain value. The same
// experiment gives the same numbers everywhere.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "data/split.h"
#include "nn/network_objective.h"
#include "optim/racer.h"
#include "optim/racer_spec.h"
#include "training/watch.h"

namespace fallline::training {

inline constexpr std::int64_t most_steps = 10'000'000;
inline constexpr std::size_t most_batch = 1'000'000;

// Where the samples come from: a set of data_sets(), a CSV file, or the experiment itself.
struct DataSpec {
  std::string set = "spiral";
  std::vector<double> values = {};      // in the order of its parameters; empty: initial ones
  std::string csv = {};                 // a path, instead of the set
  std::string target = {};              // its column; empty: the last one
  std::optional<Dataset> samples = {};  // instead of both
  bool standardize = false;             // features, by mean and deviation of the training samples
  SplitOptions split = {.validation = 0, .test = 0};
  friend bool operator==(const DataSpec&, const DataSpec&) = default;
};

// The same samples before they are standardized and divided.
bool same_samples(const DataSpec& a, const DataSpec& b);

struct NetworkExperiment {
  DataSpec data;
  // `inputs`, and the width of the last layer where it is 0, are what the data ask for.
  nn::NetworkSpec network;
  nn::LossSpec loss;
  nn::TrainingNoise noise;         // its seed is the experiment's
  std::vector<double> parameters;  // where training begins; empty: as the initializer says
  std::string weights;             // a file of them, instead
  std::size_t batch_size = 32;     // 0, or as many as there are: all
  std::int64_t steps = 2000;
  std::int64_t epochs = 0;    // more than 0: instead of steps
  std::int64_t patience = 0;  // epochs without a lower validation loss, after which training stops; 0: never
  double gradient_noise = 0;  // σ added to each step's gradient
  std::uint64_t seed = 1;     // of the weights, the batches, and all that is drawn while training
  std::vector<RacerSpec> racers;
  // Of racers with a network of their own, by colour; they begin as its initializer says.
  std::map<int, nn::NetworkSpec> networks = {};
  friend bool operator==(const NetworkExperiment&, const NetworkExperiment&) = default;
};

// "adam", and "adam#2" for the second one of that name, so that each racer's rows can be told apart.
std::vector<std::string> racer_names(const NetworkExperiment& experiment);

// The experiment as it is for this racer alone: its network, and nobody else.
NetworkExperiment of_racer(const NetworkExperiment& experiment, const RacerSpec& racer);

// Spiral, 2-16-16-1, tanh, binary cross-entropy; Adam and Momentum.
NetworkExperiment default_network_experiment();

// A loss for these targets, and outputs as many as they need, where the experiment's are for others.
void fit_to(NetworkExperiment& experiment, const Dataset& data);

// The spec's samples; or why not, in one line.
std::variant<Dataset, std::string> load(const DataSpec& spec);

// An experiment ready to run.
struct Setup {
  Parts parts;
  Sampling sampling;
  std::vector<double> start;
  std::int64_t steps;  // of the run
  std::int64_t steps_an_epoch;
};

// What is wrong with the experiment, where, and what is expected; or all that training needs. `data` is load()'s.
std::variant<Setup, std::string> set_up(const NetworkExperiment& experiment, const Dataset& data);
// Nothing if the experiment can be run, every racer's network included.
std::optional<std::string> refuse(const NetworkExperiment& experiment, const Dataset& data);
// With samples that are already divided: of data that refuse(Dataset) passes.
std::variant<Setup, std::string> set_up(const NetworkExperiment& experiment, fallline::Parts parts);

}  // namespace fallline::training

#include "session/network_setup.h"

#include <algorithm>
#include <tuple>

#include "nn/weights.h"
#include "session/weights_file.h"

namespace fallline {

using training::DataSpec;
using training::NetworkExperiment;
using training::Setup;

namespace {

// What the objectives are made of.
auto objectives(const NetworkExperiment& e) { return std::tie(e.data, e.network, e.loss, e.noise, e.seed); }
auto run(const NetworkExperiment& e) { return std::tie(e.batch_size, e.steps, e.epochs, e.patience, e.gradient_noise); }
// Where training begins, but for the layout.
auto start(const NetworkExperiment& e) {
  return std::tie(e.network.initializer, e.network.initializer_values, e.seed, e.parameters, e.weights);
}

bool same_kind(const DataSpec& a, const DataSpec& b) {
  return std::tie(a.set, a.csv, a.target) == std::tie(b.set, b.csv, b.target);
}

bool same_parameters(const Setup& a, const Setup& b) {
  const nn::NetworkObjective &one = *a.parts.training, &other = *b.parts.training;
  return nn::same_layout(one.network(), other.network()) && one.memory_size() == other.memory_size();
}

// That training begins with.
std::vector<double> averages(const Setup& setup) {
  std::vector<double> memory(setup.parts.training->memory_size());
  setup.parts.training->initial_memory(memory);
  return memory;
}

// Reads the file of weights, if the experiment names one.
SetupOrWhy with_weights(const NetworkExperiment& e, Setup setup) {
  if (!e.weights.empty()) {
    auto loaded = load_weights(e.weights, setup.parts.training->network());
    if (auto* why = std::get_if<std::string>(&loaded)) return std::move(*why);
    auto& weights = std::get<nn::Weights>(loaded);
    setup.start = std::move(weights.theta);
    if (!weights.memory.empty()) setup.parts.training = setup.parts.training->beginning_with(std::move(weights.memory));
  }
  return std::make_shared<const Setup>(std::move(setup));
}

}  // namespace

SetupOrWhy ready(const NetworkExperiment& experiment, const Dataset& data) {
  auto made = training::set_up(experiment, data);
  if (auto* why = std::get_if<std::string>(&made)) return std::move(*why);
  return with_weights(experiment, std::get<Setup>(std::move(made)));
}

SetupOrWhy ready(const NetworkExperiment& next, const Dataset& data, const NetworkExperiment& now,
                 const std::shared_ptr<const Setup>& had) {
  const bool same_objectives = objectives(now) == objectives(next);
  if (same_objectives && start(now) == start(next) && run(now) == run(next)) return had;
  auto made = training::set_up(next, data);
  if (auto* why = std::get_if<std::string>(&made)) return std::move(*why);
  auto& setup = std::get<Setup>(made);
  if (same_objectives && now.weights == next.weights) setup.parts = had->parts;
  if (begins_anew(now, *had, next, setup)) return with_weights(next, std::move(setup));
  setup.start = had->start;
  if (!same_objectives && setup.parts.training->memory_size() > 0)
    setup.parts.training = setup.parts.training->beginning_with(averages(*had));
  return std::make_shared<const Setup>(std::move(setup));
}

bool begins_anew(const NetworkExperiment& now, const Setup& had, const NetworkExperiment& next, const Setup& has) {
  return start(now) != start(next) || !same_kind(now.data, next.data) || !same_parameters(had, has);
}

}  // namespace fallline

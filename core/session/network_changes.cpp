// What was changed about networks, in words.
#include <fmt/format.h>

#include "data/data_sets.h"
#include "nn/losses.h"
#include "session/changes.h"

namespace fallline {

using training::DataSpec;
using training::NetworkExperiment;

namespace {

const NumberOf<NetworkExperiment> numbers[] = {
    {"batch size", [](const NetworkExperiment& e) { return static_cast<double>(e.batch_size); }, samples_or_all},
    {"seed", [](const NetworkExperiment& e) { return static_cast<double>(e.seed); }, whole_number},
    {"steps", [](const NetworkExperiment& e) { return static_cast<double>(e.steps); }, whole_number},
    {"epochs", [](const NetworkExperiment& e) { return static_cast<double>(e.epochs); }, whole_number},
    {"patience", [](const NetworkExperiment& e) { return static_cast<double>(e.patience); }, whole_number},
    {"gradient noise", [](const NetworkExperiment& e) { return e.gradient_noise; }},
    {"input noise", [](const NetworkExperiment& e) { return e.noise.input_noise; }},
    {"mixup α", [](const NetworkExperiment& e) { return e.noise.mixup; }},
};

std::string change_of_data(const DataSpec& before, const DataSpec& after) {
  if (before.csv != after.csv && !after.csv.empty()) return "data from a file";
  if (before.set != after.set || before.csv != after.csv)
    return fmt::format("data {}", find_data_set(after.set)->label);
  if (before.samples != after.samples) {
    if (!after.samples) return fmt::format("data {}", find_data_set(after.set)->label);
    if (!before.samples) return "edit the data";
    const std::size_t was = before.samples->size(), is = after.samples->size();
    return was < is ? "add samples" : was > is ? "erase samples" : "move samples";
  }
  if (before.values != after.values) {
    const auto table = find_data_set(after.set)->parameters;
    return std::string(
        changed_parameter(table, values_or_initial(before.values, table), values_or_initial(after.values, table)));
  }
  if (before.target != after.target) return "target column";
  if (before.standardize != after.standardize) return "standardize";
  return "split of the data";
}

std::string change_of_layer(std::size_t number, const nn::LayerSpec& before, const nn::LayerSpec& after) {
  const auto of_layer = [&](std::string_view what) { return fmt::format("{} of layer {}", what, number); };
  if (before.width != after.width) return of_layer("width");
  if (before.activation != after.activation || before.activation_values != after.activation_values)
    return of_layer("activation");
  if (before.normalization != after.normalization || before.groups != after.groups) return of_layer("normalization");
  if (before.dropout != after.dropout) return of_layer("dropout");
  if (before.residual != after.residual) return of_layer("residual");
  return of_layer("regularizer");
}

std::string change_of_network(const nn::NetworkSpec& before, const nn::NetworkSpec& after) {
  if (before.layers.size() != after.layers.size())
    return before.layers.size() < after.layers.size() ? "add a layer" : "remove a layer";
  std::size_t changed = 0, first = 0;
  for (std::size_t l = after.layers.size(); l-- > 0;)
    if (before.layers[l] != after.layers[l]) ++changed, first = l;
  if (changed == 1) return change_of_layer(first + 1, before.layers[first], after.layers[first]);
  if (changed > 1) {
    const std::string one = change_of_layer(first + 1, before.layers[first], after.layers[first]);
    return fmt::format("{} all layers", one.substr(0, one.find(" of layer") + 3));
  }
  if (before.input_dropout != after.input_dropout) return "input dropout";
  if (before.initializer != after.initializer || before.initializer_values != after.initializer_values)
    return "initialization";
  return "network";
}

}  // namespace

std::string name_of_change(const NetworkExperiment& before, const NetworkExperiment& after) {
  if (before.data != after.data) return change_of_data(before.data, after.data);
  if (before.network != after.network) return change_of_network(before.network, after.network);
  if (before.loss.key != after.loss.key) return fmt::format("loss {}", nn::find_loss(after.loss.key)->label);
  if (before.loss != after.loss) return "options of the loss";
  if (before.racers != after.racers) return change_of_racers(before.racers, after.racers);
  if (before.networks != after.networks) return "network of a racer";
  if (const auto* number = changed_number<NetworkExperiment>(numbers, before, after)) return std::string(number->name);
  if (before.parameters != after.parameters || before.weights != after.weights) return "start";
  return "";
}

std::string values_of_change(std::string_view change, const NetworkExperiment& before, const NetworkExperiment& after) {
  return values_of_number<NetworkExperiment>(numbers, change, before, after);
}

}  // namespace fallline

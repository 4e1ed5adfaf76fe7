#include "training/network_experiment.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "data/csv.h"
#include "data/data_sets.h"
#include "data/standardization.h"
#include "training/completed.h"

namespace fallline::training {
namespace {

std::optional<std::string> refuse_numbers(const NetworkExperiment& e) {
  if (e.batch_size > most_batch)
    return fmt::format("training.batch_size: {}; a whole number from 0 (all samples) to {} is expected", e.batch_size,
                       most_batch);
  if (e.epochs == 0 && (e.steps < 1 || e.steps > most_steps))
    return fmt::format("training.steps: {}; a whole number from 1 to {} is expected", e.steps, most_steps);
  if (e.epochs < 0 || e.epochs > most_steps)
    return fmt::format("training.epochs: {}; a whole number from 1 to {} is expected", e.epochs, most_steps);
  if (e.patience < 0)
    return fmt::format("training.patience: {}; 0 (never) or a number of epochs is expected", e.patience);
  for (const auto& [key, value] :
       {std::pair{"gradient_noise", e.gradient_noise}, {"input_noise", e.noise.input_noise}, {"mixup", e.noise.mixup}})
    if (!(value >= 0 && value <= 1e6))
      return fmt::format("training.{}: {}; a number from 0 to 1e6 is expected", key, value);
  return {};
}

void standardize_parts(fallline::Parts& parts) {
  const Standardization by = standardization(parts.training.x);
  for (Dataset* part : {&parts.training, &parts.validation, &parts.test})
    if (part->size() > 0) standardize(part->x, by);
}

std::shared_ptr<const nn::NetworkObjective> objective_on(const nn::NetworkSpec& network, const NetworkExperiment& e,
                                                         Dataset data) {
  if (data.size() == 0) return nullptr;
  nn::TrainingNoise noise = e.noise;
  noise.seed = e.seed;
  return std::make_shared<nn::NetworkObjective>(network, e.loss, std::make_shared<const Dataset>(std::move(data)),
                                                noise);
}

}  // namespace

NetworkExperiment default_network_experiment() {
  NetworkExperiment e;
  e.network = nn::network_spec(2, {16, 16}, 0);
  e.racers = {racer_spec(*find_optimizer("adam"), 0), racer_spec(*find_optimizer("momentum"), 1)};
  return e;
}

bool same_samples(const DataSpec& a, const DataSpec& b) {
  return a.set == b.set && a.values == b.values && a.csv == b.csv && a.target == b.target && a.samples == b.samples;
}

std::vector<std::string> racer_names(const NetworkExperiment& experiment) {
  std::map<std::string, int> seen;
  std::vector<std::string> names;
  for (const RacerSpec& racer : experiment.racers) {
    const int count = ++seen[racer.optimizer];
    names.push_back(count == 1 ? racer.optimizer : fmt::format("{}#{}", racer.optimizer, count));
  }
  return names;
}

NetworkExperiment of_racer(const NetworkExperiment& experiment, const RacerSpec& racer) {
  NetworkExperiment own = experiment;
  own.racers = {racer};
  own.networks.clear();
  if (const auto network = experiment.networks.find(racer.colour); network != experiment.networks.end()) {
    own.network = network->second;
    own.parameters.clear();
    own.weights.clear();
  }
  return own;
}

void fit_to(NetworkExperiment& e, const Dataset& data) {
  const nn::Target target = nn::find_loss(e.loss.key)->target;
  const bool suits = data.regression()   ? target == nn::Target::real
                     : data.classes == 2 ? target == nn::Target::binary || target == nn::Target::sign
                                         : target == nn::Target::one_of;
  if (!suits && !(target == nn::Target::one_of && data.classes == 2))
    e.loss = {data.regression() ? "mse" : data.classes == 2 ? "bce" : "softmax_ce"};
  e.network.layers.back().width = 0;
  for (auto& [colour, network] : e.networks) network.layers.back().width = 0;
}

std::variant<Dataset, std::string> load(const DataSpec& spec) {
  if (spec.samples) return *spec.samples;
  if (!spec.csv.empty())
    return read_csv(spec.csv, {.targets = spec.target.empty() ? std::vector<std::string>{} : std::vector{spec.target}});
  const DataSetInfo* info = find_data_set(spec.set);
  if (!info) return fmt::format("data.set: {}", unknown("data set", spec.set, data_set_keys()));
  const std::vector<double> values = values_or_initial(spec.values, info->parameters);
  if (auto why = refuse_values("data.options", info->parameters, values)) return *why;
  return make_data(*info, values);
}

std::variant<Setup, std::string> set_up(const NetworkExperiment& e, const Dataset& data) {
  if (auto why = refuse(data)) return "data: " + *why;
  if (auto why = refuse(e.data.split)) return "data.split: " + *why;
  return set_up(e, fallline::parts(data, e.data.split));
}

std::optional<std::string> refuse(const NetworkExperiment& e, const Dataset& data) {
  if (auto why = refuse(e.racers)) return why;
  NetworkExperiment shared = e;
  shared.networks.clear();
  const auto made = set_up(shared, data);
  if (const auto* why = std::get_if<std::string>(&made)) return *why;
  for (std::size_t i = 0; i < e.racers.size(); ++i) {
    if (!e.networks.contains(e.racers[i].colour)) continue;
    const auto own = set_up(of_racer(e, e.racers[i]), data);
    if (const auto* why = std::get_if<std::string>(&own)) return fmt::format("racers[{}].{}", i, *why);
  }
  return std::nullopt;
}

std::variant<Setup, std::string> set_up(const NetworkExperiment& e, fallline::Parts parts) {
  if (auto why = refuse_numbers(e)) return *why;
  if (auto why = refuse(e.racers)) return *why;
  if (e.data.standardize) standardize_parts(parts);
  const nn::NetworkSpec network = completed(e.network, e.loss, parts.training);
  if (!nn::find_loss(e.loss.key)) return "loss: " + unknown("loss", e.loss.key, nn::loss_keys());
  if (auto why = nn::refuse(network, e.loss, parts.training))
    return (why->starts_with("loss") || why->starts_with("data") ? "" : "network.") + *why;
  if (e.patience > 0 && parts.validation.size() == 0)
    return "training.patience: early stopping goes by the validation loss; a share of the samples for validation is "
           "expected";
  const std::size_t samples = parts.training.size();
  if (e.batch_size > samples)
    return fmt::format("training.batch_size: {} is more than the {} samples to train on", e.batch_size, samples);
  std::vector<double> start = e.parameters.empty() ? nn::initial_parameters(network, e.seed) : e.parameters;
  if (const std::size_t expected = nn::parameter_count(network); start.size() != expected)
    return fmt::format("parameters: {} numbers; the network has {} parameters", start.size(), expected);
  for (std::size_t i = 0; i < start.size(); ++i)
    if (!std::isfinite(start[i])) return fmt::format("parameters[{}]: {}; a finite number is expected", i, start[i]);
  const std::size_t batch = e.batch_size == 0 ? samples : e.batch_size;
  const auto steps_an_epoch = static_cast<std::int64_t>((samples + batch - 1) / batch);
  const std::int64_t steps = e.epochs > 0 ? e.epochs * steps_an_epoch : e.steps;
  if (steps > most_steps)
    return fmt::format("training.epochs: {} are {} steps; at most {} are expected", e.epochs, steps, most_steps);
  return Setup{{objective_on(network, e, std::move(parts.training)),
                objective_on(network, e, std::move(parts.validation)), objective_on(network, e, std::move(parts.test))},
               {.sigma = e.gradient_noise, .seed = e.seed, .batch_size = e.batch_size, .whole = false},
               std::move(start),
               steps,
               steps_an_epoch};
}

}  // namespace fallline::training

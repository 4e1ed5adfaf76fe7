#include "session/any_experiment.h"

#include "session/network_file.h"

namespace fallline {

const std::vector<RacerSpec>& racers(const AnyExperiment& experiment) {
  return std::visit([](const auto& e) -> const std::vector<RacerSpec>& { return e.racers; }, experiment);
}

std::int64_t steps_of(const AnyExperiment& experiment) {
  if (const auto* on_surface = std::get_if<Experiment>(&experiment)) return on_surface->steps;
  const auto& networks = std::get<training::NetworkExperiment>(experiment);
  return networks.epochs > 0 ? std::get<training::Setup>(set_up(networks)).steps : networks.steps;
}

std::optional<std::string> refuse(const training::NetworkExperiment& experiment) {
  const auto data = training::load(experiment.data);
  if (const auto* why = std::get_if<std::string>(&data)) return *why;
  if (auto why = training::refuse(experiment, std::get<Dataset>(data))) return why;
  if (experiment.weights.empty()) return std::nullopt;
  const auto setup = set_up(experiment);
  if (const auto* why = std::get_if<std::string>(&setup)) return *why;
  return std::nullopt;
}

std::optional<std::string> refuse(const AnyExperiment& experiment) {
  return std::visit([](const auto& e) { return refuse(e); }, experiment);
}

}  // namespace fallline

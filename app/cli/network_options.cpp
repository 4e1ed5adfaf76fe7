#include "app/cli/network_options.h"

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "app/cli/usage_error.h"
#include "session/network_file.h"
#include "session/part_file.h"
#include "training/watched_columns.h"

namespace fallline::cli {

void add_experiment_file(CLI::App& command, std::string& path) {
  command.add_option("FILE", path, "An experiment with a network, as JSON")->type_name("");
}

training::NetworkExperiment read_network_experiment(const std::string& path) {
  if (path.empty()) throw UsageError{"FILE: an experiment with a network is expected"};
  auto loaded = load_network_experiment(path);
  if (auto* bad = std::get_if<Unreadable>(&loaded)) throw UsageError{std::move(bad->message)};
  return std::get<training::NetworkExperiment>(std::move(loaded));
}

training::Setup set_up(const training::NetworkExperiment& experiment, const std::string& path) {
  auto setup = fallline::set_up(experiment);
  if (const auto* why = std::get_if<std::string>(&setup)) throw UsageError{fmt::format("{}: {}", path, *why)};
  return std::get<training::Setup>(std::move(setup));
}

std::vector<training::Setup> set_up_racers(const training::NetworkExperiment& experiment, const std::string& path) {
  std::vector<training::Setup> setups(experiment.racers.size(), set_up(experiment, path));
  for (std::size_t i = 0; i < setups.size(); ++i)
    if (const RacerSpec& racer = experiment.racers[i]; experiment.networks.contains(racer.colour))
      setups[i] = set_up(of_racer(experiment, racer), fmt::format("{}: racers[{}]", path, i));
  return setups;
}

void require_racers(const training::NetworkExperiment& experiment, const std::string& path) {
  if (experiment.racers.empty()) throw UsageError{path + ": racers: at least one is expected"};
}

const RacerSpec& find_racer(const training::NetworkExperiment& experiment, const std::string& name) {
  const std::vector<std::string> names = training::racer_names(experiment);
  if (name.empty()) return experiment.racers[0];
  const auto at = std::ranges::find(names, name);
  if (at == names.end())
    throw UsageError{"--racer: " + unknown("racer", name, std::vector<std::string_view>(names.begin(), names.end()))};
  return experiment.racers[static_cast<std::size_t>(at - names.begin())];
}

training::Trainee trainee(const training::Setup& setup, const RacerSpec& racer) {
  return {make_racer(setup.start.size(), info(racer), racer.values, racer.blocks), setup.parts.training, setup.sampling,
          setup.start};
}

std::string_view name(training::Ending ending) {
  constexpr std::string_view names[] = {"finished", "diverged", "stopped_early", "cancelled"};
  return names[static_cast<std::size_t>(ending)];
}

void require_writable(const std::string& path) {
  if (path.empty()) return;
  if (!PartFile(path).open()) throw UsageError{fmt::format("{}: cannot be written ({})", path, std::strerror(errno))};
}

void require_weights_file(const std::string& path) {
  if (!path.empty() && !path.ends_with(".json") && !path.ends_with(".npz"))
    throw UsageError{fmt::format("--save: \"{}\"; a name that ends in .json or .npz is expected", path)};
  require_writable(path);
}

void print_cell(Output& csv, double value) {
  if (std::isnan(value))
    csv.print(",");
  else
    csv.print(",{:.17g}", value);
}

void print_watched_header(Output& csv, std::size_t layers) {
  for (const std::string& name : training::watched_columns(layers)) csv.print(",{}", name);
}

void print(Output& csv, const training::Watched& w, std::size_t layers) {
  for (const double value : training::watched_values(w, layers)) print_cell(csv, value);
}

}  // namespace fallline::cli

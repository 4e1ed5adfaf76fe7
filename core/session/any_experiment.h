// AnyExperiment: what can be run, on a surface or with networks; each kind has a lab of its own.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "session/experiment.h"
#include "training/network_experiment.h"

namespace fallline {

using AnyExperiment = std::variant<Experiment, training::NetworkExperiment>;

enum class LabKind { surfaces, networks };
inline LabKind lab_of(const AnyExperiment& e) { return e.index() == 0 ? LabKind::surfaces : LabKind::networks; }

// Only of one on a surface; only of one with networks.
inline Experiment& on_surface(AnyExperiment& e) { return std::get<Experiment>(e); }
inline const Experiment& on_surface(const AnyExperiment& e) { return std::get<Experiment>(e); }
inline training::NetworkExperiment& with_networks(AnyExperiment& e) { return std::get<training::NetworkExperiment>(e); }
inline const training::NetworkExperiment& with_networks(const AnyExperiment& e) {
  return std::get<training::NetworkExperiment>(e);
}

const std::vector<RacerSpec>& racers(const AnyExperiment& experiment);

// Of the run. Precondition: refuse() passes it.
std::int64_t steps_of(const AnyExperiment& experiment);

// Nothing if the experiment can be run, the files read that it names; else what is wrong, where, and what is expected.
std::optional<std::string> refuse(const AnyExperiment& experiment);
std::optional<std::string> refuse(const training::NetworkExperiment& experiment);

}  // namespace fallline

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

const std::vector<RacerSpec>& racers(const AnyExperiment& experiment);

// Of the run. Precondition: refuse() passes it.
std::int64_t steps_of(const AnyExperiment& experiment);

// Nothing if the experiment can be run, the files read that it names; else what is wrong, where, and what is expected.
std::optional<std::string> refuse(const AnyExperiment& experiment);
std::optional<std::string> refuse(const training::NetworkExperiment& experiment);

}  // namespace fallline

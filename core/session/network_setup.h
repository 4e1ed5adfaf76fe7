// What a change of a network experiment asks for: which parts of a setup stay as they are, and whether training begins
// again.
#pragma once

#include <memory>
#include <string>
#include <variant>

#include "training/network_experiment.h"

namespace fallline {

using SetupOrWhy = std::variant<std::shared_ptr<const training::Setup>, std::string>;

// Ready to run on load()'s data, the file of weights read; or what is wrong, in one line.
SetupOrWhy ready(const training::NetworkExperiment& experiment, const Dataset& data);
// The same for an experiment that `had`, the setup of `now`, was changed into: what can stay is shared.
SetupOrWhy ready(const training::NetworkExperiment& next, const Dataset& data, const training::NetworkExperiment& now,
                 const std::shared_ptr<const training::Setup>& had);

// Whether training begins elsewhere, or with other parameters, so that it cannot just go on: another layout, start or
// kind of data. `had` and `has` are the setups.
bool begins_anew(const training::NetworkExperiment& now, const training::Setup& had,
                 const training::NetworkExperiment& next, const training::Setup& has);

}  // namespace fallline

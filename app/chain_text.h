// What is said of a racer's chain of blocks.
#pragma once

#include <span>
#include <string>

#include "session/experiment.h"

namespace fallline {

// "clip by norm 1 · cosine 400": each block with its first option; of an own chain without.
std::string chain_summary(std::span<const BlockSpec> blocks);
std::string chain_names(std::span<const BlockSpec> blocks);

// The formulas of one step, in order, as text. Schedules are left out: what they make of η is a number.
std::string step_formula(const RacerSpec& spec);

// Why the racer climbs; empty where a block turns the gradient downhill.
std::string why_uphill(const RacerSpec& spec);

}  // namespace fallline

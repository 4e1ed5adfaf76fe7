// What the schedules of a chain make of the learning rate, step by step: the curve in a racer's card.
#pragma once

#include <span>
#include <vector>

#include "optim/chain.h"

namespace fallline {

// True if a block of the chain is a schedule.
bool has_schedule(std::span<const BlockSpec> chain);

// The factor of the learning rate in steps 1 … `steps`; all 1 without a schedule. `losses` are those that the steps
// begin with: losses[0] is that of the start. A schedule that looks at the loss holds still from where they end.
// Needs blocks that fit the table.
std::vector<double> schedule_curve(std::span<const BlockSpec> chain, std::size_t steps, std::span<const double> losses);

}  // namespace fallline

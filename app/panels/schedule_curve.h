// What the schedules of a racer make of its learning rate over the run.
#pragma once

#include <optional>

#include "app/frame.h"

namespace fallline {

// η of step t, from 1; nothing where there is no schedule.
std::optional<double> scheduled_rate(Frame& frame, const RacerSpec& spec, std::int64_t t);

// η as a small curve in the racer's card, the next step marked; nothing is drawn where there is no schedule.
void draw_schedule(Frame& frame, const RacerSpec& spec, std::size_t index);

}  // namespace fallline

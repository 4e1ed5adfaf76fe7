// The parts of a racer's next step as they are shown: each as the way in which it would move θ.
#pragma once

#include <string>
#include <vector>

#include "session/snapshot.h"

namespace fallline {

struct StepPart {
  std::string symbol;  // −g, −ŝ, Δθ
  std::string name;    // gradient, corrected, step
  Point vector;        // in the plane; what −η is still to turn is turned already
  double length;
};

// Of a part that turns an uphill vector into the way that θ goes: its label tells.
bool turns_downhill(std::string_view label);

// In the order of the chain, from −g to the step that will be taken, exactly; schedules, which turn no vector, are left
// out. Empty where there is no finite step.
std::vector<StepPart> step_parts(const RacerSnapshot& racer);

}  // namespace fallline

// Snapshot: all that a view may read, immutable once made.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "session/experiment.h"
#include "session/history.h"
#include "session/transport.h"

namespace fallline {

struct RacerSnapshot {
  RacerSpec spec;
  HistoryView history;  // steps 0 … history.size() − 1
  std::int64_t step;    // the step shown: the session's, or the last one this racer reached
  Point theta;          // at that step, as are all below
  double loss;
  double gradient_norm;
  std::optional<Standstill> standstill;
  std::vector<PartOfStep> parts;          // of the step that comes next
  std::vector<optim::TrialPoint> trials;  // that its line search looks at
};

struct Snapshot {
  std::uint64_t version = 0;  // greater for every later one
  Experiment experiment;
  std::shared_ptr<const Surface> surface;
  std::int64_t step = 0;      // shown
  std::int64_t recorded = 0;  // the last step that any racer has reached
  bool complete = true;       // false while paths are still being computed up to where they had been
  Transport transport;
  std::vector<RacerSnapshot> racers;
};

}  // namespace fallline

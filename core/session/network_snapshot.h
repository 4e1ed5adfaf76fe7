// NetworkSnapshot: all that a view may read of networks in training, immutable once made.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "session/transport.h"
#include "session/view_spec.h"
#include "training/network_experiment.h"

namespace fallline {

// What was seen of a racer at a step, and where it was: a point of the curves and of the path.
struct NetworkRecord {
  training::Watched seen;
  std::vector<double> theta;
};

struct NetworkRacerSnapshot {
  RacerSpec spec;
  std::shared_ptr<const training::Setup> setup;  // its network on the parts of the data
  std::int64_t step;                             // the step shown: the session's, or the last one this racer reached
  std::int64_t reached;
  std::vector<double> theta, memory;  // at the step shown
  training::Watched seen;             // there
  // In the order of their steps, from 0 up to the last one reached: multiples of `record_spacing`, of which some may
  // still be missing while training runs at full speed.
  std::vector<std::shared_ptr<const NetworkRecord>> records;
  std::optional<Standstill> standstill;
  double steps_per_second;  // of computing, while it computed last; 0 before

  const nn::NetworkObjective& objective() const { return *setup->parts.training; }
};

struct NetworkSnapshot {
  std::uint64_t version = 0;  // greater for every later one
  training::NetworkExperiment experiment;
  std::shared_ptr<const Dataset> data;  // before it is standardized and divided
  std::int64_t step = 0;                // shown
  std::int64_t recorded = 0;            // the last step that any racer has reached
  std::int64_t steps = 0;               // of the run
  std::int64_t steps_an_epoch = 1;
  std::int64_t record_spacing = 1;
  bool complete = true;  // false while steps or records are still being computed
  Transport transport;
  std::vector<NetworkRacerSnapshot> racers;  // in the order of the experiment's
};

// The racer whose colour is in focus, else the first; null without racers.
inline const NetworkRacerSnapshot* focused_racer(const NetworkSnapshot& snapshot, const ViewSpec& view) {
  for (const NetworkRacerSnapshot& r : snapshot.racers)
    if (r.spec.colour == view.focus) return &r;
  return snapshot.racers.empty() ? nullptr : &snapshot.racers.front();
}

}  // namespace fallline

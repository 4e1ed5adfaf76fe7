// Session: an experiment being run. The caller owns the loop: edit(), show(), compute(), snapshot(). Not for several
// threads; Runner gives one a thread of its own.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "session/lane.h"

namespace fallline {

class Session {
 public:
  using Experiment = fallline::Experiment;
  using Snapshot = fallline::Snapshot;
  static constexpr std::chrono::milliseconds budget{6};  // of computing between two snapshots

  // The experiment must be one that refuse() passes.
  explicit Session(Experiment experiment);

  const Experiment& experiment() const { return experiment_; }
  std::int64_t steps() const { return experiment_.steps; }  // of the run
  std::int64_t step() const { return step_; }
  std::int64_t recorded() const;

  // Takes over a changed experiment; or says why not, and nothing changes. In replay mode the paths that the change
  // touches are to be computed again from the start, up to where they had been; in continue mode from the current step.
  std::optional<std::string> edit(Experiment next);

  // Shows a step from 0 to experiment().steps; what was not reached yet is to be computed.
  void show(std::int64_t step);
  // Back to step 0, all later records forgotten.
  void reset();

  // Whether all racers that can go on have reached the step shown.
  bool caught_up() const { return reached(step_); }
  // Shows as many steps more as can be computed in that time.
  void go_on(std::chrono::steady_clock::duration time);

  // Computes what is to be computed, until done or out of time. True when done.
  bool compute(std::chrono::steady_clock::duration time = std::chrono::hours(24));

  // As of now; show steps that are computed. `version` is the number of the call.
  std::shared_ptr<const Snapshot> snapshot(const Transport& transport = {});

 private:
  bool reached(std::int64_t step) const;

  Experiment experiment_;
  Setting setting_;
  std::vector<std::unique_ptr<Lane>> lanes_;  // in the order of the experiment's racers
  std::int64_t step_ = 0;                     // shown
  std::int64_t wanted_ = 0;                   // to be computed: at least step_
  std::uint64_t version_ = 0;
};

}  // namespace fallline

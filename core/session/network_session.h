// NetworkSession: networks in training, as Session runs racers on a surface. Changes hold from the step shown on; those
// that make other parameters, or another start, begin again from step 0. Not for several threads; Runner gives one a
// thread of its own.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "session/network_lane.h"

namespace fallline {

class NetworkSession {
 public:
  using Experiment = training::NetworkExperiment;
  using Snapshot = NetworkSnapshot;
  static constexpr std::chrono::milliseconds budget{16};  // of computing between two snapshots: sixty a second

  // The experiment must be one that can be run: its data can be had, and refuse() passes it.
  explicit NetworkSession(Experiment experiment);

  const Experiment& experiment() const { return experiment_; }
  std::int64_t steps() const { return shared_->steps; }  // of the run
  std::int64_t step() const { return step_; }
  std::int64_t recorded() const;

  // Takes over a changed experiment; or says why not, and nothing changes.
  std::optional<std::string> edit(Experiment next);

  // Moves one parameter of the racer of this colour by hand, from the step shown on; all else it remembers stays. What
  // is not there, or no finite number, changes nothing.
  void move_parameter(int colour, std::size_t parameter, double value);
  // Moves all of them, as an escape from a saddle does.
  void move_parameters(int colour, const std::vector<double>& theta);

  // Shows a step from 0 to steps(); what was not reached yet is to be computed.
  void show(std::int64_t step);
  // Back to step 0 and the same weights, all later records forgotten.
  void reset();

  // Whether all racers that can go on have reached the step shown.
  bool caught_up() const { return reached(step_); }
  // Shows as many steps more as can be computed in that time.
  void go_on(std::chrono::steady_clock::duration time);

  // Computes what is to be computed, steps first, then records, until done or out of time: a little of the first at
  // least, of the second only if there is any time. True when done.
  bool compute(std::chrono::steady_clock::duration time = std::chrono::hours(24));

  // As of now; show steps that are computed. `version` is the number of the call.
  std::shared_ptr<const Snapshot> snapshot(const Transport& transport = {});

 private:
  using Clock = std::chrono::steady_clock;
  struct Plan {  // for a lane
    TrainingTerms terms;
    bool anew;  // from step 0
  };
  std::variant<Plan, std::string> plan(const Experiment& next, std::size_t racer, const Dataset& data,
                                       const std::shared_ptr<const training::Setup>& shared) const;
  void carry_out(Experiment next, std::vector<Plan> plans);
  void space_records();
  NetworkLane* find(int colour) const;
  bool reached(std::int64_t step) const;
  std::int64_t stride() const;
  bool take_steps(std::int64_t to, Clock::time_point end);

  Experiment experiment_;
  std::shared_ptr<const Dataset> data_;
  std::shared_ptr<const training::Setup> shared_;  // of racers without a network of their own
  std::int64_t record_spacing_ = 1;
  std::vector<std::unique_ptr<NetworkLane>> lanes_;  // in the order of the experiment's racers
  std::int64_t step_ = 0;                            // shown
  std::int64_t wanted_ = 0;                          // to be computed: at least step_
  std::uint64_t version_ = 0;
};

}  // namespace fallline

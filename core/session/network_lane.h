// NetworkLane: one racer in a session, with what was seen of it. Records stand at multiples of their spacing; what they
// hold depends on the step alone, not on when they are made.
#pragma once

#include <map>
#include <memory>
#include <optional>

#include "session/changing_trainee.h"
#include "session/network_snapshot.h"

namespace fallline {

class NetworkLane {
 public:
  NetworkLane(TrainingTerms terms, std::int64_t record_spacing);

  const TrainingTerms& terms() const { return trainee_.terms(); }
  std::int64_t reached() const { return trainee_.reached(); }
  bool can_go_on() const { return trainee_.can_go_on(); }
  double seconds_a_step() const { return seconds_a_step_; }  // about; 0 before the first

  // As of ChangingTrainee.
  void change_from(std::int64_t step, TrainingTerms terms, MovedParameters moved = {});
  void back_to(std::int64_t step);
  void space_records(std::int64_t spacing);

  // Up to that step, with as many of the records on the way as take little of the time.
  void advance(std::int64_t to);
  bool all_recorded() const { return static_cast<std::int64_t>(records_.size()) == reached() / spacing_ + 1; }
  // Goes on with the records that are missing: that many steps, and at most one record.
  void make_records(std::int64_t steps);

  NetworkRacerSnapshot snapshot(std::int64_t step);

 private:
  struct Shown {
    std::int64_t step;
    std::shared_ptr<const training::Setup> setup;
    std::vector<double> theta, memory;
    training::Watched seen;
  };

  void forget_after(std::int64_t step);
  void record(const TrainingState& state);
  const Shown& shown(std::int64_t step);

  ChangingTrainee trainee_;
  std::int64_t spacing_;
  std::map<std::int64_t, std::shared_ptr<const NetworkRecord>> records_;  // by step
  std::int64_t next_missing_ = 0;                                         // no record before it is missing
  std::optional<TrainingState> recorder_;                                 // on its way to one that is missing
  std::optional<Shown> shown_;
  double step_seconds_ = 0, record_seconds_ = 0;  // spent by advance()
  double seconds_a_step_ = 0;
};

}  // namespace fallline

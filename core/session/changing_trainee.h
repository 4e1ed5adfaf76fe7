// ChangingTrainee: one racer in training whose options, data and weights may change on the way. Any step it has reached
// comes back exactly, weights, state of the optimizer, running averages and order of the batches, by replay from the
// nearest checkpoint through the changes since.
#pragma once

#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "optim/racer_spec.h"
#include "session/transport.h"
#include "training/network_experiment.h"

namespace fallline {

// What training goes by from some step on.
struct TrainingTerms {
  RacerSpec spec;
  std::shared_ptr<const training::Setup> setup;
  std::int64_t patience = 0;  // as in NetworkExperiment
  friend bool operator==(const TrainingTerms&, const TrainingTerms&) = default;
};

using MovedParameters = std::map<std::size_t, double>;

struct TrainingState {
  std::unique_ptr<Racer> racer;
  std::size_t era = 0;  // of the trainee's changes, the last that has come
  // Of the losses in validation since then, at the ends of epochs.
  std::int64_t lowest_step = 0;
  double lowest_loss = std::numeric_limits<double>::infinity();
  std::vector<double> before = {};  // θ one step earlier; empty before the first

  std::int64_t step() const { return racer->steps_taken(); }
};

class ChangingTrainee {
 public:
  // `most_numbers`: that all checkpoints may hold together, about, though two are always kept.
  explicit ChangingTrainee(TrainingTerms terms, std::size_t most_numbers = 4'000'000);

  const TrainingTerms& terms() const { return eras_.back().terms; }  // the latest
  std::int64_t reached() const { return now_.step(); }
  bool can_go_on() const { return changes_soon() || goes_on(now_); }

  // Forgets what came after `step`; from there on, other terms, or these parameters moved by hand with all that is
  // remembered. Another chain begins with nothing remembered. A step that was not reached yet will be when it comes,
  // and one that cannot be reached is where the racer stands. Returns the step.
  std::int64_t change_from(std::int64_t step, TrainingTerms terms, MovedParameters moved = {});
  // Forgets what came after `step`.
  void back_to(std::int64_t step);

  // Up to `steps` steps more.
  void advance(std::int64_t steps);

  // As it stood after that many steps, 0 ≤ step ≤ reached(), changed by what changes there.
  TrainingState at(std::int64_t step) const;
  // From an earlier state towards `step`, at most `steps` steps of it: `state`, if that is nearer than a checkpoint.
  void go_on(std::optional<TrainingState>& state, std::int64_t step, std::int64_t steps) const;
  const TrainingTerms& terms_of(const TrainingState& state) const { return eras_[state.era].terms; }

  // Why it takes no more steps.
  std::optional<Standstill> standstill() const;

 private:
  struct Era {  // what holds from a step on
    std::int64_t from;
    TrainingTerms terms;
    MovedParameters moved = {};  // at its beginning
  };

  bool changes_soon() const { return now_.era + 1 < eras_.size(); }
  bool goes_on(const TrainingState& state) const;
  void begin(TrainingState& state, std::size_t era) const;
  void begin_due(TrainingState& state) const;
  void look(TrainingState& state) const;
  void take_steps(TrainingState& state, std::int64_t to) const;
  const TrainingState& checkpoint_before(std::int64_t step) const;
  TrainingState until(std::int64_t step) const;
  std::optional<Standstill> without_rate(const TrainingState& state) const;
  void keep_checkpoint();

  std::size_t most_numbers_;
  std::vector<Era> eras_;  // in the order of their steps
  // At the last step reached. A change that comes with this step has not come yet, in checkpoints neither: it can still
  // become another one.
  TrainingState now_;
  std::map<std::int64_t, TrainingState> checkpoints_;
  std::int64_t spacing_ = 64;  // of the checkpoints; grows so that what they hold stays bounded
};

}  // namespace fallline

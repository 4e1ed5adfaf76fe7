// Trainee: one racer in training. Any step it has reached comes back exactly, weights, state of the optimizer, running
// averages and order of the batches, by replay from the nearest checkpoint.
#pragma once

#include <map>
#include <memory>

#include "nn/network_objective.h"
#include "optim/racer.h"

namespace fallline::training {

class Trainee {
 public:
  // `racer` begins at `start`. Its steps see mini-batches and draws by `sampling`, and no more than their own gradient
  // is computed. `most_numbers`: that all checkpoints may hold together, though eight are always kept.
  Trainee(std::unique_ptr<Racer> racer, std::shared_ptr<const nn::NetworkObjective> objective, Sampling sampling,
          ConstVector start, std::size_t most_numbers = 16'000'000);

  const nn::NetworkObjective& objective() const { return *objective_; }
  const Sampling& sampling() const { return sampling_; }
  const Racer& racer() const { return *racer_; }
  std::int64_t reached() const { return racer_->steps_taken(); }
  bool can_go_on() const { return racer_->finite(); }

  // Up to `steps` steps more; returns how many were taken.
  std::int64_t advance(std::int64_t steps);
  // As it stood after that many steps, 0 ≤ step ≤ reached().
  std::unique_ptr<Racer> at(std::int64_t step) const;
  // Forgets what came after `step`.
  void back_to(std::int64_t step);

 private:
  void keep_checkpoint();

  std::shared_ptr<const nn::NetworkObjective> objective_;
  Sampling sampling_;
  std::size_t most_numbers_;
  std::unique_ptr<Racer> racer_;
  std::map<std::int64_t, std::unique_ptr<Racer>> checkpoints_;
  std::int64_t spacing_ = 64;  // of the checkpoints; grows so that what they hold stays bounded
};

}  // namespace fallline::training

// Trainer: lets one racer of an experiment train to its end, and says how it ended.
#pragma once

#include <functional>
#include <stop_token>

#include "training/network_experiment.h"
#include "training/trainee.h"

namespace fallline::training {

enum class Ending {
  finished,       // all steps were taken
  diverged,       // the next loss or gradient is not finite
  stopped_early,  // the validation loss did not get lower for `patience` epochs
  cancelled,
};

struct Outcome {
  Ending ending;
  std::int64_t step;          // the last one
  std::int64_t best_step;     // with the lowest loss in validation, or in training where nothing validates
  double best_loss;           // that one
  std::vector<double> theta;  // of early stopping, at the best step; else at the last
  std::vector<double> memory;
};

// One sentence for people: "diverged at step 31: the next loss is not finite".
std::string describe(const Outcome& outcome);

// `every`: steps between what is watched; 0: an epoch. `see` is also called for the start and for the last step; with
// the racer, for those who look at more.
using Watcher = std::function<void(const Watched&, const Racer&)>;
Outcome train(const Setup& setup, const RacerSpec& racer, std::int64_t patience, std::int64_t every, const Watcher& see,
              std::stop_token stop = {});
inline Outcome train(const Setup& setup, const RacerSpec& racer, std::int64_t patience, std::int64_t every,
                     const std::function<void(const Watched&)>& see, std::stop_token stop = {}) {
  return train(
      setup, racer, patience, every, [&](const Watched& seen, const Racer&) { see(seen); }, stop);
}

}  // namespace fallline::training

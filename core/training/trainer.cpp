#include "training/trainer.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

namespace fallline::training {
namespace {

// The lowest loss so far, and when that was.
struct Best {
  double loss = std::numeric_limits<double>::infinity();
  std::int64_t step = 0;
  std::vector<double> theta, memory;

  void look(const Parts& parts, const Racer& racer, const Watched& seen) {
    const double now = parts.validation ? seen.validation.loss : seen.training.loss;
    if (!(now < loss)) return;
    loss = now;
    step = seen.step;
    theta.assign(racer.theta().begin(), racer.theta().end());
    memory.assign(racer.memory().begin(), racer.memory().end());
  }
};

}  // namespace

std::string describe(const Outcome& outcome) {
  switch (outcome.ending) {
    case Ending::finished:
      return fmt::format("finished after {} steps", outcome.step);
    case Ending::diverged:
      return fmt::format("diverged at step {}: the next loss is not finite", outcome.step + 1);
    case Ending::stopped_early:
      return fmt::format("stopped early at step {}: the validation loss was lowest, {:.4g}, at step {}", outcome.step,
                         outcome.best_loss, outcome.best_step);
    case Ending::cancelled:
      break;
  }
  return fmt::format("cancelled at step {}", outcome.step);
}

Outcome train(const Setup& setup, const RacerSpec& spec, std::int64_t patience, std::int64_t every, const Watcher& see,
              std::stop_token stop) {
  Trainee trainee(make_racer(setup.start.size(), info(spec), spec.values, spec.blocks), setup.parts.training,
                  setup.sampling, setup.start);
  Best best;
  std::vector<double> before;
  const auto watch_now = [&] {
    const Watched seen = watch(setup.parts, trainee.racer(), trainee.sampling(), before);
    best.look(setup.parts, trainee.racer(), seen);
    see(seen, trainee.racer());
  };
  watch_now();
  const std::int64_t pace = every > 0 ? every : setup.steps_an_epoch;
  Ending ending = Ending::finished;
  while (trainee.reached() < setup.steps) {
    if (stop.stop_requested()) {
      ending = Ending::cancelled;
      break;
    }
    // The last step of a stretch alone, to see what it changes.
    const std::int64_t stretch = std::min(pace, setup.steps - trainee.reached());
    const std::int64_t taken = trainee.advance(stretch - 1);
    before.assign(trainee.racer().theta().begin(), trainee.racer().theta().end());
    const std::int64_t last = trainee.can_go_on() ? trainee.advance(1) : 0;
    if (taken + last > 0) watch_now();
    if (!trainee.can_go_on()) {
      ending = Ending::diverged;
      break;
    }
    if (patience > 0 && trainee.reached() - best.step >= patience * setup.steps_an_epoch) {
      ending = Ending::stopped_early;
      break;
    }
  }
  const Racer& racer = trainee.racer();
  Outcome outcome{ending, trainee.reached(), best.step, best.loss, {}, {}};
  if (ending == Ending::stopped_early) {
    outcome.theta = std::move(best.theta);
    outcome.memory = std::move(best.memory);
  } else {
    outcome.theta.assign(racer.theta().begin(), racer.theta().end());
    outcome.memory.assign(racer.memory().begin(), racer.memory().end());
  }
  return outcome;
}

}  // namespace fallline::training

#include "training/trainee.h"

#include <algorithm>
#include <cassert>

namespace fallline::training {
namespace {

constexpr std::size_t numbers_a_parameter = 4;  // that an optimizer keeps, about

}  // namespace

Trainee::Trainee(std::unique_ptr<Racer> racer, std::shared_ptr<const nn::NetworkObjective> objective, Sampling sampling,
                 ConstVector start, std::size_t most_numbers)
    : objective_(std::move(objective)), sampling_(sampling), most_numbers_(most_numbers), racer_(std::move(racer)) {
  sampling_.whole = false;
  racer_->place(*objective_, start);
  keep_checkpoint();
}

std::int64_t Trainee::advance(std::int64_t steps) {
  const std::int64_t from = reached();
  while (steps > 0 && racer_->finite()) {
    const std::int64_t wanted = std::min(steps, spacing_ - reached() % spacing_);
    const auto taken =
        static_cast<std::int64_t>(racer_->advance(*objective_, sampling_, static_cast<std::size_t>(wanted), {}));
    steps -= taken;
    if (taken == wanted && reached() % spacing_ == 0) keep_checkpoint();
  }
  return reached() - from;
}

std::unique_ptr<Racer> Trainee::at(std::int64_t step) const {
  assert(0 <= step && step <= reached());
  if (step == reached()) return racer_->clone();
  auto racer = std::prev(checkpoints_.upper_bound(step))->second->clone();
  racer->advance(*objective_, sampling_, static_cast<std::size_t>(step - racer->steps_taken()), {});
  return racer;
}

void Trainee::back_to(std::int64_t step) {
  racer_ = at(step);
  checkpoints_.erase(checkpoints_.upper_bound(step), checkpoints_.end());
}

void Trainee::keep_checkpoint() {
  checkpoints_[reached()] = racer_->clone();
  const std::size_t most = std::max<std::size_t>(8, most_numbers_ / (numbers_a_parameter * objective_->dimension()));
  if (checkpoints_.size() <= most) return;
  spacing_ *= 2;
  std::erase_if(checkpoints_, [&](const auto& c) { return c.first % spacing_ != 0; });
}

}  // namespace fallline::training

#include "session/changing_trainee.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <cmath>

#include "training/trainer.h"

namespace fallline {
namespace {

std::vector<double> theta_of(const Racer& racer) { return {racer.theta().begin(), racer.theta().end()}; }

// Without θ one step earlier.
TrainingState bare_copy(const TrainingState& s) { return {s.racer->clone(), s.era, s.lowest_step, s.lowest_loss}; }

TrainingState copy(const TrainingState& s) {
  TrainingState whole = bare_copy(s);
  whole.before = s.before;
  return whole;
}

// About what a racer of n parameters keeps.
std::size_t numbers(const RacerSpec& spec, std::size_t n) {
  constexpr std::size_t most_vectors = 4;  // θ, the gradient, two averages
  std::size_t sum = most_vectors * n;
  for (const BlockSpec& block : whole_chain(info(spec), spec.values, spec.blocks)) {
    if (block.key == "bfgs_direction") sum += n * n;
    if (block.key == "lbfgs_direction") sum += 2 * n * static_cast<std::size_t>(block.values[0]);
  }
  return sum;
}

}  // namespace

ChangingTrainee::ChangingTrainee(TrainingTerms terms, std::size_t most_numbers)
    : most_numbers_(most_numbers), eras_{{.from = 0, .terms = std::move(terms)}} {
  const RacerSpec& spec = eras_[0].terms.spec;
  const training::Setup& setup = *eras_[0].terms.setup;
  now_.racer = make_racer(setup.start.size(), info(spec), spec.values, spec.blocks);
  now_.racer->place(*setup.parts.training, setup.start);
  look(now_);
  keep_checkpoint();
}

std::int64_t ChangingTrainee::change_from(std::int64_t step, TrainingTerms terms, MovedParameters moved) {
  if (!can_go_on()) step = std::min(step, reached());
  while (eras_.size() > 1 && eras_.back().from >= step) {
    if (eras_.back().from == step) moved.insert(eras_.back().moved.begin(), eras_.back().moved.end());
    eras_.pop_back();
  }
  if (step < reached() || now_.era >= eras_.size()) now_ = until(std::min(step, reached()));
  checkpoints_.erase(checkpoints_.upper_bound(step), checkpoints_.end());
  if (terms != eras_.back().terms || !moved.empty()) eras_.push_back({step, std::move(terms), std::move(moved)});
  return step;
}

void ChangingTrainee::back_to(std::int64_t step) {
  if (step >= reached()) return;
  const TrainingTerms latest = terms();
  while (eras_.size() > 1 && eras_.back().from > step) eras_.pop_back();
  now_ = until(step);
  checkpoints_.erase(checkpoints_.upper_bound(step), checkpoints_.end());
  if (latest != terms()) change_from(step, latest);
}

void ChangingTrainee::advance(std::int64_t steps) {
  const std::int64_t to = reached() + steps;
  while (reached() < to && can_go_on()) {
    // Where it stands, what was to change later changes now.
    if (!goes_on(now_)) eras_[now_.era + 1].from = reached();
    const std::int64_t from = reached(), mark = (from / spacing_ + 1) * spacing_;
    take_steps(now_, std::min(to, mark));
    // It may have come to its end within a stretch: once more, to see what the last step changed.
    if (!now_.racer->finite() && reached() > from) now_.before = until(reached()).before;
    if (reached() == mark) keep_checkpoint();
  }
}

TrainingState ChangingTrainee::at(std::int64_t step) const {
  assert(0 <= step && step <= reached());
  TrainingState state = step == reached() ? copy(now_) : until(step);
  begin_due(state);
  return state;
}

void ChangingTrainee::go_on(std::optional<TrainingState>& state, std::int64_t step, std::int64_t steps) const {
  const TrainingState& nearest = checkpoint_before(step);
  if (!state || state->step() >= step || state->step() < nearest.step()) state = bare_copy(nearest);
  take_steps(*state, std::min(step, state->step() + steps));
  if (state->step() == step) begin_due(*state);
}

bool ChangingTrainee::goes_on(const TrainingState& state) const {
  if (!state.racer->finite()) return false;
  const TrainingTerms& terms = terms_of(state);
  const std::int64_t epoch = terms.setup->steps_an_epoch;
  return terms.patience == 0 || state.step() % epoch != 0 || state.step() - state.lowest_step < terms.patience * epoch;
}

void ChangingTrainee::begin(TrainingState& state, std::size_t era) const {
  const TrainingTerms& before = terms_of(state);
  const auto& [from, terms, moved] = eras_[era];
  const Objective& objective = *terms.setup->parts.training;
  if (same_method(before.spec, terms.spec)) {
    state.racer->set_options(all_values(terms.spec));
    // Also on the same objective: one that diverged under the old options may go on under the new ones.
    if (moved.empty()) state.racer->reconsider(objective);
  } else {
    const std::int64_t taken = state.step();
    const std::vector<double> theta = theta_of(*state.racer);
    state.racer = make_racer(theta.size(), info(terms.spec), terms.spec.values, terms.spec.blocks);
    state.racer->place(objective, theta, taken);
  }
  if (!moved.empty()) {
    std::vector<double> theta = theta_of(*state.racer);
    for (const auto& [parameter, value] : moved) theta[parameter] = value;
    state.racer->move_to(objective, theta);
  }
  state.era = era;
  state.lowest_loss = std::numeric_limits<double>::infinity();
  state.lowest_step = state.step();
  look(state);
}

void ChangingTrainee::begin_due(TrainingState& state) const {
  while (state.era + 1 < eras_.size() && eras_[state.era + 1].from <= state.step()) begin(state, state.era + 1);
}

void ChangingTrainee::look(TrainingState& state) const {
  const TrainingTerms& terms = terms_of(state);
  if (terms.patience == 0) return;
  const double loss = training::score(*terms.setup->parts.validation, state.racer->theta(), state.racer->memory()).loss;
  if (!(loss < state.lowest_loss)) return;
  state.lowest_loss = loss;
  state.lowest_step = state.step();
}

void ChangingTrainee::take_steps(TrainingState& state, std::int64_t to) const {
  while (state.step() < to) {
    begin_due(state);
    if (!goes_on(state)) return;
    const TrainingTerms& terms = terms_of(state);
    const auto& [parts, sampling, start, steps, epoch] = *terms.setup;
    std::int64_t end = to;
    if (state.era + 1 < eras_.size()) end = std::min(end, eras_[state.era + 1].from);
    if (terms.patience > 0) end = std::min(end, (state.step() / epoch + 1) * epoch);
    // The last one alone, to see what it changes.
    const auto first = static_cast<std::size_t>(end - state.step() - 1);
    if (state.racer->advance(*parts.training, sampling, first, {}) < first) return;
    std::vector<double> before = theta_of(*state.racer);
    if (state.racer->advance(*parts.training, sampling, 1, {}) < 1) return;
    state.before = std::move(before);
    if (state.step() % epoch == 0) look(state);
  }
}

// As of a checkpoint before the step, so that the step itself is seen.
const TrainingState& ChangingTrainee::checkpoint_before(std::int64_t step) const {
  return std::prev(checkpoints_.upper_bound(std::max<std::int64_t>(step - 1, 0)))->second;
}

TrainingState ChangingTrainee::until(std::int64_t step) const {
  TrainingState state = bare_copy(checkpoint_before(step));
  take_steps(state, step);
  return state;
}

void ChangingTrainee::keep_checkpoint() {
  checkpoints_[reached()] = bare_copy(now_);
  const std::size_t most =
      std::max<std::size_t>(2, most_numbers_ / numbers(terms_of(now_).spec, now_.racer->theta().size()));
  while (checkpoints_.size() > most) {
    spacing_ *= 2;
    std::erase_if(checkpoints_, [&](const auto& c) { return c.first % spacing_ != 0; });
  }
}

std::optional<Standstill> ChangingTrainee::standstill() const {
  const TrainingState changed = changes_soon() ? at(reached()) : TrainingState{};
  const TrainingState& state = changed.racer ? changed : now_;
  const Racer& racer = *state.racer;
  if (racer.finite() && !goes_on(state))
    return Standstill{
        state.step(),
        training::describe(
            {training::Ending::stopped_early, state.step(), state.lowest_step, state.lowest_loss, {}, {}})};
  if (racer.finite()) return without_rate(state);
  if (!std::isfinite(racer.loss()) || !std::isfinite(racer.gradient_norm()))
    return Standstill{state.step(), fmt::format("step {}: L or ∇L is not defined at this point", state.step())};
  return Standstill{state.step(), training::describe({training::Ending::diverged, state.step(), 0, 0, {}, {}})};
}

std::optional<Standstill> ChangingTrainee::without_rate(const TrainingState& state) const {
  const TrainingTerms& terms = terms_of(state);
  if (learning_rate(terms.spec).value_or(1) != 0) return std::nullopt;
  // Momentum from before η was 0 may carry it on.
  const auto next = state.racer->next_step(*terms.setup->parts.training, terms.setup->sampling).parts.back().vector;
  if (std::ranges::any_of(next, [](double moved) { return moved != 0; })) return std::nullopt;
  std::size_t first = state.era;
  while (first > 0 && learning_rate(eras_[first - 1].terms.spec) == 0) --first;
  return Standstill{eras_[first].from, fmt::format("η = 0 from step {} on: no step moves it", eras_[first].from)};
}

}  // namespace fallline

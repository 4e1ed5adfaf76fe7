#include "session/lane.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>

namespace fallline {
namespace {

constexpr std::size_t most_checkpoints = 8192;

}  // namespace

Lane::Lane(RacerSpec spec, const Setting& setting, Point start) { restart(std::move(spec), setting, start); }

void Lane::restart(RacerSpec spec, const Setting& setting, Point start) {
  spec_ = std::move(spec);
  eras_ = {{.from = 0, .spec = spec_, .setting = setting}};
  racer_ = make_racer(2, info(spec_), spec_.values, spec_.blocks);
  const std::array theta{start.x, start.y};
  racer_->place(*setting.surface, theta);
  checkpoints_.clear();
  spacing_ = 256;
  history_.truncate(0);
  const double loss = racer_->loss(), norm = racer_->gradient_norm();
  history_.append(*setting.surface, {&theta[0], 1}, {&theta[1], 1}, {&loss, 1}, {&norm, 1});
  keep_checkpoint();
}

void Lane::change_from(std::int64_t step, RacerSpec spec, const Setting& setting) {
  // Until then it is to be what it was, also where it has not been computed yet.
  advance(step - reached());
  step = std::min(step, reached());
  racer_ = racer_at(step);
  history_.truncate(static_cast<std::size_t>(step) + 1);
  checkpoints_.erase(checkpoints_.upper_bound(step), checkpoints_.end());
  const Era& until_now = era_at(step);
  const bool other_chain = !same_method(until_now.spec, spec);
  const bool begins = other_chain || (until_now.beginning && until_now.from == step);
  while (!eras_.empty() && eras_.back().from >= step) eras_.pop_back();
  spec_ = std::move(spec);
  eras_.push_back({.from = step, .spec = spec_, .setting = setting});
  if (other_chain) {
    const std::array theta{racer_->theta()[0], racer_->theta()[1]};
    racer_ = make_racer(2, info(spec_), spec_.values, spec_.blocks);
    racer_->place(*setting.surface, theta, step);
  } else {
    racer_->set_options(all_values(spec_));
    // Also on the same surface: one that diverged under the old options may go on under the new ones.
    racer_->reconsider(*setting.surface);
  }
  if (begins) eras_.back().beginning = racer_->clone();
}

void Lane::advance(std::int64_t steps) {
  constexpr std::int64_t row = 256;
  std::array<double, row> x, y, loss, norm;
  const Setting& setting = eras_.back().setting;
  while (steps > 0 && racer_->finite()) {
    const std::int64_t to_checkpoint = spacing_ - reached() % spacing_;
    const auto wanted = static_cast<std::size_t>(std::min({steps, row, to_checkpoint}));
    const std::size_t taken =
        racer_->advance(*setting.surface, setting.sampling, wanted, {x.data(), y.data(), loss.data(), norm.data()});
    history_.append(*setting.surface, {x.data(), taken}, {y.data(), taken}, {loss.data(), taken}, {norm.data(), taken});
    steps -= static_cast<std::int64_t>(taken);
    if (taken == wanted && reached() % spacing_ == 0) keep_checkpoint();
  }
}

void Lane::keep_checkpoint() {
  checkpoints_[reached()] = racer_->clone();
  if (checkpoints_.size() <= most_checkpoints) return;
  spacing_ *= 2;
  std::erase_if(checkpoints_, [&](const auto& c) { return c.first % spacing_ != 0; });
}

const Lane::Era& Lane::era_at(std::int64_t step) const {
  // The era that the step after `step` belongs to.
  std::size_t i = eras_.size() - 1;
  while (i > 0 && eras_[i].from > step) --i;
  return eras_[i];
}

std::unique_ptr<Racer> Lane::racer_at(std::int64_t step) const {
  assert(0 <= step && step <= reached());
  if (step == reached()) return racer_->clone();
  const auto checkpoint = std::prev(checkpoints_.upper_bound(step));
  const Era* took_over = &era_at(step);
  while (took_over != &eras_.front() && !took_over->beginning) --took_over;
  const bool since = took_over->beginning && took_over->from >= checkpoint->first;
  auto racer = (since ? *took_over->beginning : *checkpoint->second).clone();
  // A checkpoint at the seam of two eras may have been taken in the earlier one.
  for (const Surface* surface = nullptr;;) {
    const Era& era = era_at(racer->steps_taken());
    racer->set_options(all_values(era.spec));
    if (std::exchange(surface, era.setting.surface.get()) != era.setting.surface.get()) racer->reconsider(*surface);
    if (racer->steps_taken() == step) return racer;
    const Era* next = &era == &eras_.back() ? nullptr : &era + 1;
    const std::int64_t end = next ? std::min(next->from, step) : step;
    racer->advance(*surface, era.setting.sampling, static_cast<std::size_t>(end - racer->steps_taken()), {});
  }
}

std::optional<Standstill> Lane::standstill() const {
  const Era& era = eras_.back();
  const double eta = learning_rate(spec_).value_or(1);
  if (racer_->finite()) {
    if (eta != 0) return std::nullopt;
    // Momentum from before η was 0 may carry it on.
    const auto parts = racer_->next_step(*era.setting.surface, era.setting.sampling).parts;
    const auto& next = parts.back().vector;
    if (std::any_of(next.begin(), next.end(), [](double moved) { return moved != 0; })) return std::nullopt;
    const auto first =
        std::find_if(eras_.rbegin(), eras_.rend(), [](const Era& e) { return learning_rate(e.spec) != 0; }).base();
    return Standstill{first->from, fmt::format("η = 0 from step {} on: no step moves it", first->from)};
  }
  const Point p{racer_->theta()[0], racer_->theta()[1]};
  const auto d = era.setting.surface->derivatives(p);
  if (!std::isfinite(d.value) || !std::isfinite(d.x) || !std::isfinite(d.y))
    return Standstill{reached(), fmt::format("step {}: L or ∇L is not defined at this point", reached())};
  std::string why = fmt::format("diverged at step {}: the next loss is not finite", reached() + 1);
  // For plain descent and the heavy ball the edge of stability is known: λ_max < 2(1 + α)/η (formulas.md §5).
  if (spec_.blocks.empty() && (spec_.optimizer == "sgd" || spec_.optimizer == "momentum")) {
    const double edge = 2 * (1 + (spec_.values.size() > 1 ? spec_.values[1] : 0)) / eta;
    // Where it crossed the edge for the last time, not the astronomical curvature it ended in.
    const HistoryView& path = history_.view();
    std::size_t first = path.size();
    while (first > 0 && path.value(Curve::lambda_max, first - 1) > edge) --first;
    if (first < path.size())
      why += fmt::format("; from step {} on λ_max = {:.3g} > {} = {:.3g}", first, path.value(Curve::lambda_max, first),
                         spec_.optimizer == "sgd" ? "2/η" : "2(1+α)/η", edge);
  }
  return Standstill{reached(), why};
}

RacerSnapshot Lane::snapshot(std::int64_t step) const {
  const std::int64_t shown = std::min(step, reached());
  const auto racer = racer_at(shown);
  const Setting& setting = era_at(shown).setting;
  NextStep next = racer->next_step(*setting.surface, setting.sampling);
  return {spec_,
          history_.view(),
          shown,
          {racer->theta()[0], racer->theta()[1]},
          racer->loss(),
          racer->gradient_norm(),
          standstill(),
          std::move(next.parts),
          std::move(next.trials)};
}

}  // namespace fallline

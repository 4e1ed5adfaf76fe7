#include "app/basin_map.h"

#include <algorithm>
#include <cmath>

namespace fallline {
namespace {

// Each map has half the grain of the one before. The last has four cells a pixel, which are drawn as their mean: the
// borders are as fine as hair.
constexpr double first_grain = 16, last_grain = 0.5;

}  // namespace

void BasinMap::update(const Snapshot& s, int focus, const CriticalPoints& goals, const Domain& window, int columns,
                      int rows) {
  if (s.racers.empty()) return clear();
  const Experiment& e = s.experiment;
  const auto of_focus = [&](const RacerSnapshot& r) { return r.spec.colour == focus; };
  const auto found = std::find_if(s.racers.begin(), s.racers.end(), of_focus);
  Question question{s.surface,
                    {e.noise, e.seed, e.batch_size},
                    found == s.racers.end() ? s.racers[0].spec : found->spec,
                    e.steps,
                    e.domain,
                    window,
                    columns,
                    rows,
                    {}};
  question.racer.colour = 0;
  for (const CriticalPoint& p : goals.points) question.goals.push_back(p.at);
  if (question_ != question) {
    question_ = std::move(question);
    ask(first_grain);
  } else if (auto basins = task_.take()) {
    take(std::move(*basins));
    if (grain_ > last_grain) ask(grain_ / 2);
  }
}

void BasinMap::clear() {
  if (!question_) return;
  question_.reset();
  task_.cancel();
  take({});
}

void BasinMap::ask(double grain) {
  grain_ = grain;
  task_.start([q = *question_, grain](const std::stop_token& stop) { return answer(q, grain, stop); }, notify_);
}

void BasinMap::take(Basins basins) {
  basins_ = std::move(basins);
  ++version_;
  counts_.assign(question_ ? question_->goals.size() + 2 : 0, 0);
  for (const std::int16_t end : basins_.ends)
    ++counts_[end >= 0 ? static_cast<std::size_t>(end) : counts_.size() - (end == Basins::out ? 1 : 2)];
}

Basins BasinMap::answer(const Question& q, double grain, const std::stop_token& stop) {
  const auto cells = [&](int pixels) { return std::max(1, static_cast<int>(std::ceil(pixels / grain))); };
  const auto many = make_many_starts(*q.surface, q.sampling, info(q.racer), q.racer.values, q.racer.blocks);
  return find_basins(*many, q.goals, arrival_radius(q.goals, q.domain), q.window, cells(q.columns), cells(q.rows),
                     static_cast<std::int32_t>(q.steps), stop);
}

}  // namespace fallline

#include "session/session.h"

#include <algorithm>
#include <cassert>

namespace fallline {
namespace {

constexpr std::int64_t stride = 1024;  // steps of one racer between looks at the clock

Setting make_setting(const Experiment& e) { return {make_surface(e), {e.noise, e.seed, e.batch_size}}; }

}  // namespace

Session::Session(Experiment experiment) : experiment_(std::move(experiment)) {
  assert(!refuse(experiment_));
  setting_ = make_setting(experiment_);
  for (const RacerSpec& spec : experiment_.racers)
    lanes_.push_back(std::make_unique<Lane>(spec, setting_, experiment_.start));
}

std::int64_t Session::recorded() const {
  std::int64_t last = 0;
  for (const auto& lane : lanes_) last = std::max(last, lane->reached());
  return last;
}

std::optional<std::string> Session::edit(Experiment next) {
  if (auto why = refuse(next)) return why;
  const Experiment& now = experiment_;
  Setting setting = setting_;
  if (next.surface != now.surface || next.l1 != now.l1 || next.l2 != now.l2) setting.surface = make_surface(next);
  setting.sampling = {next.noise, next.seed, next.batch_size};

  const bool other_function = !same_function(next.surface, now.surface);
  const bool restart_all =
      next.start != now.start || other_function || (next.mode != now.mode && next.mode == Mode::replay);
  std::vector<std::unique_ptr<Lane>> lanes;
  for (const RacerSpec& spec : next.racers) {
    const auto old = std::find_if(lanes_.begin(), lanes_.end(),
                                  [&](const auto& lane) { return lane && lane->spec().colour == spec.colour; });
    if (old == lanes_.end()) {
      lanes.push_back(std::make_unique<Lane>(spec, setting, next.start));
      continue;
    }
    lanes.push_back(std::move(*old));
    Lane& lane = *lanes.back();
    const bool changed = lane.spec() != spec || !(setting == setting_);
    if (restart_all || (changed && next.mode == Mode::replay))
      lane.restart(spec, setting, next.start);
    else if (changed)
      lane.change_from(step_, spec, setting);
  }
  lanes_ = std::move(lanes);
  setting_ = std::move(setting);
  experiment_ = std::move(next);
  step_ = std::min(step_, experiment_.steps);
  wanted_ = std::min(wanted_, experiment_.steps);
  return std::nullopt;
}

void Session::show(std::int64_t step) {
  step_ = std::clamp<std::int64_t>(step, 0, experiment_.steps);
  wanted_ = std::max(wanted_, step_);
}

void Session::reset() {
  step_ = wanted_ = 0;
  for (const auto& lane : lanes_) lane->restart(lane->spec(), setting_, experiment_.start);
}

bool Session::reached(std::int64_t step) const {
  return std::all_of(lanes_.begin(), lanes_.end(),
                     [&](const auto& lane) { return lane->reached() >= step || !lane->can_go_on(); });
}

void Session::go_on(std::chrono::steady_clock::duration time) {
  const auto end = std::chrono::steady_clock::now() + time;
  do {
    show(step_ + 1000);
    compute(end - std::chrono::steady_clock::now());
  } while (std::chrono::steady_clock::now() < end && step_ < steps());
}

bool Session::compute(std::chrono::steady_clock::duration time) {
  const auto end = std::chrono::steady_clock::now() + time;
  while (!reached(wanted_)) {
    // The racers stay abreast, so that an unfinished picture compares like with like.
    std::int64_t front = wanted_;
    for (const auto& lane : lanes_)
      if (lane->can_go_on()) front = std::min(front, lane->reached());
    front = std::min(front + stride, wanted_);
    for (const auto& lane : lanes_)
      if (lane->reached() < front) lane->advance(front - lane->reached());
    if (std::chrono::steady_clock::now() >= end) break;
  }
  return reached(wanted_);
}

std::shared_ptr<const Snapshot> Session::snapshot(const Transport& transport) {
  auto s = std::make_shared<Snapshot>();
  s->version = ++version_;
  s->experiment = experiment_;
  s->surface = setting_.surface;
  s->step = step_;
  s->recorded = recorded();
  s->complete = reached(wanted_);
  s->transport = transport;
  for (const auto& lane : lanes_) s->racers.push_back(lane->snapshot(step_));
  return s;
}

}  // namespace fallline

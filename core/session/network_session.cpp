#include "session/network_session.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <utility>

#include "session/network_setup.h"

namespace fallline {
namespace {

using namespace std::chrono_literals;
using training::Setup;

constexpr auto round = 2ms;                 // of steps of all racers, between looks at the clock
constexpr std::int64_t most_stride = 1024;  // steps in it

// The same spacing for all racers, by how far they have come; powers of 2, so that most records stay when it changes.
std::int64_t spacing_of_records(std::int64_t steps, std::size_t parameters) {
  const std::int64_t most = std::clamp<std::int64_t>(8'000'000 / static_cast<std::int64_t>(parameters), 100, 1000);
  std::int64_t spacing = 1;
  while (steps / spacing + 1 > most) spacing *= 2;
  return spacing;
}

}  // namespace

NetworkSession::NetworkSession(Experiment experiment) {
  [[maybe_unused]] const auto why = edit(std::move(experiment));
  assert(!why);
}

std::int64_t NetworkSession::recorded() const {
  std::int64_t last = 0;
  for (const auto& lane : lanes_) last = std::max(last, lane->reached());
  return last;
}

std::optional<std::string> NetworkSession::edit(Experiment next) {
  if (auto why = refuse(next.racers)) return why;
  std::shared_ptr<const Dataset> data = data_;
  if (!data || !same_samples(next.data, experiment_.data)) {
    auto loaded = load(next.data);
    if (auto* why = std::get_if<std::string>(&loaded)) return std::move(*why);
    data = std::make_shared<const Dataset>(std::get<Dataset>(std::move(loaded)));
  }
  auto made = shared_ ? ready(next, *data, experiment_, shared_) : ready(next, *data);
  if (auto* why = std::get_if<std::string>(&made)) return std::move(*why);
  const auto& shared = std::get<std::shared_ptr<const Setup>>(made);
  std::vector<Plan> plans;
  for (std::size_t i = 0; i < next.racers.size(); ++i) {
    auto planned = plan(next, i, *data, shared);
    if (auto* why = std::get_if<std::string>(&planned)) return std::move(*why);
    plans.push_back(std::get<Plan>(std::move(planned)));
  }
  if (lanes_.empty() && shared_ && begins_anew(experiment_, *shared_, next, *shared)) step_ = wanted_ = 0;
  data_ = std::move(data);
  shared_ = shared;
  carry_out(std::move(next), std::move(plans));
  return std::nullopt;
}

std::variant<NetworkSession::Plan, std::string> NetworkSession::plan(const Experiment& next, std::size_t racer,
                                                                     const Dataset& data,
                                                                     const std::shared_ptr<const Setup>& shared) const {
  const RacerSpec& spec = next.racers[racer];
  const NetworkLane* old = find(spec.colour);
  const bool had_own = old && experiment_.networks.contains(spec.colour);
  const bool has_own = next.networks.contains(spec.colour);
  if (!had_own && !has_own)
    return Plan{{spec, shared, next.patience}, !old || begins_anew(experiment_, *old->terms().setup, next, *shared)};
  const Experiment was = of_racer(experiment_, spec), will_be = of_racer(next, spec);
  std::shared_ptr<const Setup> setup = shared;
  if (has_own) {
    auto made = had_own ? ready(will_be, data, was, old->terms().setup) : ready(will_be, data);
    if (const auto* why = std::get_if<std::string>(&made)) return fmt::format("racers[{}].{}", racer, *why);
    setup = std::get<std::shared_ptr<const Setup>>(std::move(made));
  }
  const bool anew = !old || begins_anew(was, *old->terms().setup, will_be, *setup);
  return Plan{{spec, std::move(setup), next.patience}, anew};
}

void NetworkSession::carry_out(Experiment next, std::vector<Plan> plans) {
  std::size_t kept = 0, begun_anew = 0;
  for (const Plan& plan : plans)
    if (find(plan.terms.spec.colour)) ++(plan.anew ? begun_anew : kept);
  if (begun_anew > 0 && kept == 0) step_ = wanted_ = 0;
  step_ = std::min(step_, steps());
  wanted_ = std::min(wanted_, steps());

  std::vector<std::unique_ptr<NetworkLane>> lanes;
  for (Plan& plan : plans) {
    if (plan.anew) {
      lanes.push_back(std::make_unique<NetworkLane>(std::move(plan.terms), record_spacing_));
      continue;
    }
    const auto old = std::ranges::find_if(
        lanes_, [&](const auto& lane) { return lane && lane->terms().spec.colour == plan.terms.spec.colour; });
    lanes.push_back(std::move(*old));
    NetworkLane& lane = *lanes.back();
    lane.back_to(steps());
    if (lane.terms() != plan.terms) lane.change_from(step_, std::move(plan.terms));
  }
  lanes_ = std::move(lanes);
  experiment_ = std::move(next);
  space_records();
}

void NetworkSession::space_records() {
  std::size_t parameters = shared_->start.size();
  for (const auto& lane : lanes_) parameters = std::max(parameters, lane->terms().setup->start.size());
  const std::int64_t spacing = spacing_of_records(recorded(), parameters);
  if (std::exchange(record_spacing_, spacing) == spacing) return;
  for (const auto& lane : lanes_) lane->space_records(spacing);
}

NetworkLane* NetworkSession::find(int colour) const {
  const auto found =
      std::ranges::find_if(lanes_, [&](const auto& lane) { return lane->terms().spec.colour == colour; });
  return found == lanes_.end() ? nullptr : found->get();
}

void NetworkSession::move_parameter(int colour, std::size_t parameter, double value) {
  NetworkLane* lane = find(colour);
  if (!lane || parameter >= lane->terms().setup->start.size() || !std::isfinite(value)) return;
  lane->change_from(step_, lane->terms(), {{parameter, value}});
}

void NetworkSession::move_parameters(int colour, const std::vector<double>& theta) {
  NetworkLane* lane = find(colour);
  if (!lane || theta.size() != lane->terms().setup->start.size()) return;
  if (!std::ranges::all_of(theta, [](double v) { return std::isfinite(v); })) return;
  MovedParameters moved;
  for (std::size_t i = 0; i < theta.size(); ++i) moved[i] = theta[i];
  lane->change_from(step_, lane->terms(), std::move(moved));
}

void NetworkSession::show(std::int64_t step) {
  step_ = std::clamp<std::int64_t>(step, 0, steps());
  wanted_ = std::max(wanted_, step_);
}

void NetworkSession::reset() {
  step_ = wanted_ = 0;
  record_spacing_ = 1;
  for (auto& lane : lanes_) lane = std::make_unique<NetworkLane>(lane->terms(), record_spacing_);
}

bool NetworkSession::reached(std::int64_t step) const {
  return std::ranges::all_of(lanes_, [&](const auto& lane) { return lane->reached() >= step || !lane->can_go_on(); });
}

// How many steps of all racers make a round; few as long as their speed is not known.
std::int64_t NetworkSession::stride() const {
  double seconds = 0;
  for (const auto& lane : lanes_) {
    if (!lane->can_go_on()) continue;
    if (lane->seconds_a_step() == 0) return 1;
    seconds += lane->seconds_a_step();
  }
  const double fit = std::chrono::duration<double>(round).count() / seconds;
  return fit < most_stride ? std::max<std::int64_t>(1, static_cast<std::int64_t>(fit)) : most_stride;
}

bool NetworkSession::take_steps(std::int64_t to, Clock::time_point end) {
  while (!reached(to)) {
    // The racers stay abreast, so that an unfinished picture compares like with like.
    std::int64_t front = to;
    for (const auto& lane : lanes_)
      if (lane->can_go_on()) front = std::min(front, lane->reached());
    front = std::min(front + stride(), to);
    for (const auto& lane : lanes_) lane->advance(front);
    space_records();
    if (Clock::now() >= end) break;
  }
  return reached(to);
}

void NetworkSession::go_on(Clock::duration time) {
  const auto end = Clock::now() + time;
  while (take_steps(step_, end) && step_ < steps() && Clock::now() < end) show(step_ + stride());
}

bool NetworkSession::compute(Clock::duration time) {
  const auto end = Clock::now() + time;
  if (!take_steps(wanted_, end)) return false;
  for (const auto& lane : lanes_)
    while (!lane->all_recorded()) {
      if (time <= 0ms) return false;
      lane->make_records(stride());
      if (Clock::now() >= end) time = 0ms;
    }
  return true;
}

std::shared_ptr<const NetworkSnapshot> NetworkSession::snapshot(const Transport& transport) {
  auto s = std::make_shared<NetworkSnapshot>();
  s->version = ++version_;
  s->experiment = experiment_;
  s->data = data_;
  s->step = step_;
  s->recorded = recorded();
  s->steps = steps();
  s->steps_an_epoch = shared_->steps_an_epoch;
  s->record_spacing = record_spacing_;
  s->complete = reached(wanted_) && std::ranges::all_of(lanes_, [](const auto& lane) { return lane->all_recorded(); });
  s->transport = transport;
  for (const auto& lane : lanes_) s->racers.push_back(lane->snapshot(step_));
  return s;
}

}  // namespace fallline

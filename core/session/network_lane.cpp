#include "session/network_lane.h"

#include <algorithm>
#include <chrono>
#include <ranges>

namespace fallline {
namespace {

constexpr double share_of_records = 0.1;  // in the time of training

// Adds how long the job takes to `sum`, and returns it.
template <class Job>
double timed(double& sum, Job job) {
  const auto begun = std::chrono::steady_clock::now();
  job();
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
  sum += seconds;
  return seconds;
}

std::vector<double> copy(ConstVector v) { return {v.begin(), v.end()}; }

}  // namespace

NetworkLane::NetworkLane(TrainingTerms terms, std::int64_t record_spacing)
    : trainee_(std::move(terms)), spacing_(record_spacing) {
  timed(record_seconds_, [&] { record(trainee_.at(0)); });
}

void NetworkLane::change_from(std::int64_t step, TrainingTerms terms, MovedParameters moved) {
  forget_after(trainee_.change_from(step, std::move(terms), std::move(moved)));
}

void NetworkLane::back_to(std::int64_t step) {
  if (step >= reached()) return;
  trainee_.back_to(step);
  forget_after(step);
}

// What was seen of the step itself too: it may have changed.
void NetworkLane::forget_after(std::int64_t step) {
  records_.erase(records_.lower_bound(step), records_.end());
  next_missing_ = 0;
  recorder_.reset();
  shown_.reset();
  if (step == 0) record(trainee_.at(0));
}

void NetworkLane::space_records(std::int64_t spacing) {
  spacing_ = spacing;
  std::erase_if(records_, [&](const auto& r) { return r.first % spacing != 0; });
  next_missing_ = 0;
}

void NetworkLane::advance(std::int64_t to) {
  while (reached() < to && can_go_on()) {
    const std::int64_t from = reached(), mark = (from / spacing_ + 1) * spacing_;
    const bool recording = record_seconds_ <= share_of_records * step_seconds_;
    const std::int64_t end = recording ? std::min(to, mark) : to;
    const double seconds = timed(step_seconds_, [&] { trainee_.advance(end - from); });
    if (const std::int64_t taken = reached() - from; taken > 0) {
      const double now = seconds / static_cast<double>(taken);
      seconds_a_step_ += (seconds_a_step_ > 0 ? 0.1 : 1) * (now - seconds_a_step_);
    }
    if (recording && reached() == mark) timed(record_seconds_, [&] { record(trainee_.at(mark)); });
  }
}

void NetworkLane::make_records(std::int64_t steps) {
  while (records_.contains(next_missing_)) next_missing_ += spacing_;
  trainee_.go_on(recorder_, next_missing_, steps);
  if (recorder_->step() == next_missing_) record(*recorder_);
  if (all_recorded()) recorder_.reset();
}

void NetworkLane::record(const TrainingState& state) {
  const training::Setup& setup = *trainee_.terms_of(state).setup;
  records_[state.step()] = std::make_shared<NetworkRecord>(
      NetworkRecord{watch(setup.parts, *state.racer, setup.sampling, state.before), copy(state.racer->theta())});
}

const NetworkLane::Shown& NetworkLane::shown(std::int64_t step) {
  if (shown_ && shown_->step == step) return *shown_;
  const TrainingState state = trainee_.at(step);
  const auto& setup = trainee_.terms_of(state).setup;
  const auto known = records_.find(step);
  shown_ = {
      step, setup, copy(state.racer->theta()), copy(state.racer->memory()),
      known != records_.end() ? known->second->seen : watch(setup->parts, *state.racer, setup->sampling, state.before)};
  return *shown_;
}

NetworkRacerSnapshot NetworkLane::snapshot(std::int64_t step) {
  const Shown& s = shown(std::min(step, reached()));
  NetworkRacerSnapshot snapshot{terms().spec,
                                s.setup,
                                s.step,
                                reached(),
                                s.theta,
                                s.memory,
                                s.seen,
                                {},
                                trainee_.standstill(),
                                seconds_a_step_ > 0 ? 1 / seconds_a_step_ : 0};
  snapshot.records.reserve(records_.size());
  for (const auto& made : records_ | std::views::values) snapshot.records.push_back(made);
  return snapshot;
}

}  // namespace fallline

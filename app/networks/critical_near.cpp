#include "app/networks/critical_near.h"

#include <algorithm>

namespace fallline {
namespace {

const NetworkRacerSnapshot* racer_of(const NetworkSnapshot& snapshot, int colour) {
  const auto racer = std::ranges::find_if(snapshot.racers, [&](const auto& r) { return r.spec.colour == colour; });
  return racer == snapshot.racers.end() ? nullptr : &*racer;
}

Eigen::Map<const Eigen::VectorXd> as_vector(const std::vector<double>& v) {
  return {v.data(), static_cast<Eigen::Index>(v.size())};
}

}  // namespace

void CriticalNear::update(const NetworkSnapshot& snapshot, const CriticalRequest& request) {
  if (auto done = task_.take()) found_ = std::move(*done);
  if (found_) {
    const NetworkRacerSnapshot* racer = racer_of(snapshot, found_->colour);
    if (!racer || racer->theta.size() != found_->search.theta.size()) found_.reset();
  }
  // One that runs goes on to its end: to stop it, this thread would have to wait.
  if (request.number == begun_ || task_.running()) return;
  begun_ = request.number;
  const NetworkRacerSnapshot* racer = racer_of(snapshot, request.colour);
  if (!racer) return;
  found_.reset();
  *progress_ = racer->seen.gradient_norm;
  task_.start(
      [colour = request.colour, step = racer->step, setup = racer->setup, theta = racer->theta, memory = racer->memory,
       norm = racer->seen.gradient_norm, progress = progress_](const std::stop_token& stop) {
        std::vector<double> averages = memory;
        const Batch batch{.memory = averages};
        const nn::NetworkObjective& objective = *setup->parts.training;
        Found found{
            colour,
            step,
            search_critical_point(objective, theta, batch, {}, stop, [&](std::size_t, double now) { *progress = now; }),
            0,
            norm,
            {}};
        const CriticalSearch& s = found.search;
        if (s.theta.size() == theta.size()) found.distance = (as_vector(s.theta) - as_vector(theta)).norm();
        if (s.status == CriticalSearchStatus::critical && theta.size() <= most_dense)
          if (const Spectrum all = dense_spectrum(objective, s.theta, batch, false, stop); all.lambda.size() > 0)
            found.signs = signs_of(all.lambda);
        return found;
      },
      notify_);
}

}  // namespace fallline

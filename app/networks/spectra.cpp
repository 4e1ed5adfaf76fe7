#include "app/networks/spectra.h"

#include <algorithm>
#include <iterator>

#include "app/networks/frame.h"

namespace fallline {
namespace {

constexpr std::size_t most_points = 2000;  // of a path

}  // namespace

Spectra::Place Spectra::place_of(const NetworkRacerSnapshot& racer) {
  Place place{racer.spec.colour, racer.step, -1, {}};
  for (const auto& record : racer.records) {
    if (record->seen.step > racer.step) break;
    place.record_step = record->seen.step;
    place.record = record;
  }
  return place;
}

bool Spectra::goes_through(const NetworkRacerSnapshot& racer, const Place& place) {
  if (racer.spec.colour != place.colour || racer.reached < place.step) return false;
  const auto found = std::ranges::lower_bound(racer.records, place.record_step, {},
                                              [](const auto& record) { return record->seen.step; });
  return found != racer.records.end() && !found->owner_before(place.record) && !place.record.owner_before(*found);
}

void Spectra::forget_stale(const NetworkSnapshot& snapshot) {
  const auto racer_of = [&](int colour) {
    return std::ranges::find_if(snapshot.racers, [&](const auto& racer) { return racer.spec.colour == colour; });
  };
  std::erase_if(paths_, [&](const auto& path) { return racer_of(path.first) == snapshot.racers.end(); });
  for (auto& [colour, path] : paths_) {
    const NetworkRacerSnapshot& racer = *racer_of(colour);
    if (std::erase_if(path, [&](const auto& p) { return !goes_through(racer, p.second.at); }) > 0) colour_ = -1;
  }
  if (reading_ && std::ranges::none_of(snapshot.racers, [&](const NetworkRacerSnapshot& r) {
        return goes_through(r, reading_->at) && r.setup->start.size() == reading_->theta.size();
      }))
    reading_.reset();
}

void Spectra::keep(std::shared_ptr<const Reading> reading, const NetworkSnapshot& snapshot) {
  const Place& at = reading->at;
  const CurvatureReading& r = reading->reading;
  if (std::ranges::none_of(snapshot.racers, [&](const auto& racer) { return goes_through(racer, at); })) return;
  if (r.there()) {
    Path& path = paths_[at.colour];
    path[at.step] = {at, r.least.lambda, r.greatest.lambda};
    // Every other one goes, so that what is left still covers all of the path.
    if (path.size() > most_points)
      for (auto p = path.begin(); p != path.end() && (p = std::next(p)) != path.end();) p = path.erase(p);
    colour_ = -1;
  }
  reading_ = std::move(reading);
}

void Spectra::make_curves(int colour) {
  if (colour_ == colour) return;
  colour_ = colour;
  ++version_;
  greatest_ = least_ = {};
  for (const auto& [step, point] : paths_[colour]) {
    greatest_.add(step, point.greatest);
    least_.add(step, point.least);
  }
}

bool Spectra::wanted(const NetworkRacerSnapshot& racer, bool training) const {
  if (!reading_ || reading_->at.colour != racer.spec.colour || reading_->step != racer.step) return true;
  if (reading_->setup != racer.setup || reading_->theta != racer.theta) return true;
  return !training && !reading_->fine;
}

void Spectra::begin(const NetworkRacerSnapshot& racer, bool fine) {
  ++readings_;
  task_.start(
      [at = place_of(racer), setup = racer.setup, step = racer.step, theta = racer.theta, memory = racer.memory,
       fine](const std::stop_token& stop) {
        const auto begun = Duty::Clock::now();
        CurvatureReading reading = read_curvature(*setup->parts.training, theta, memory, fine, stop);
        return std::make_shared<const Reading>(
            Reading{at, step, theta, setup, fine, std::move(reading), Duty::Clock::now() - begun});
      },
      notify_);
}

void Spectra::update(const NetworkSnapshot& snapshot, const ViewSpec& view, Duty::Clock::time_point now) {
  if (auto done = task_.take()) {
    duty_.ended(now, (*done)->took);
    keep(std::move(*done), snapshot);
    seen_ = 0;
  }
  if (seen_ != snapshot.version) forget_stale(snapshot);
  seen_ = snapshot.version;
  const NetworkRacerSnapshot* racer = focused_racer(snapshot, view);
  if (!racer) return;
  if (reading_ && reading_->at.colour != racer->spec.colour) reading_.reset();
  make_curves(racer->spec.colour);
  const bool training = snapshot.transport.playing || !snapshot.complete;
  // One that runs goes on to its end, stale or not: there its eigenvalues hear no stop.
  if (task_.running() || (training && !duty_.due(now))) return;
  if (wanted(*racer, training)) begin(*racer, !training);
}

}  // namespace fallline

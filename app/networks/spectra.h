// Spectra: the Hessian of the racer in focus, at the step shown and along its path, read in the background. At rest at
// once; while training goes on, at intervals, so that it takes no more than a tenth of the time of one thread.
#pragma once

#include <functional>
#include <map>
#include <memory>

#include "app/networks/curvature_reading.h"
#include "app/networks/duty.h"
#include "app/networks/step_curve.h"
#include "session/network_snapshot.h"
#include "session/task.h"
#include "session/view_spec.h"

namespace fallline {

class Spectra {
 public:
  // `notify` is called from another thread when something more can be shown.
  explicit Spectra(std::function<void()> notify) : notify_(std::move(notify)) {}

  // Once a frame.
  void update(const NetworkSnapshot& snapshot, const ViewSpec& view, Duty::Clock::time_point now = Duty::Clock::now());

  // The latest one of the racer in focus that its path still goes through, and its step; null: none yet.
  const CurvatureReading* reading() const { return reading_ ? &reading_->reading : nullptr; }
  std::int64_t step() const { return reading_->step; }  // where there is a reading
  // What was read along the path of the racer in focus.
  const StepCurve& greatest() const { return greatest_; }
  const StepCurve& least() const { return least_; }
  int version() const { return version_; }  // of these; never 0

  std::size_t readings() const { return readings_; }  // begun so far
  bool computing() const { return task_.running(); }
  // Until what is being computed can be taken by the next update().
  void wait() { task_.wait(); }

 private:
  // A place on a racer's path: a step, and the last record before it, which a change of the path up to there replaces.
  struct Place {
    int colour;
    std::int64_t step;
    std::int64_t record_step;
    std::weak_ptr<const NetworkRecord> record;
  };
  struct Reading {
    Place at;
    std::int64_t step;
    std::vector<double> theta;
    std::shared_ptr<const training::Setup> setup;
    bool fine;
    CurvatureReading reading;
    std::chrono::duration<double> took;
  };
  struct Point {
    Place at;
    double least, greatest;
  };
  using Path = std::map<std::int64_t, Point>;  // by step

  static Place place_of(const NetworkRacerSnapshot& racer);
  static bool goes_through(const NetworkRacerSnapshot& racer, const Place& place);
  void keep(std::shared_ptr<const Reading> reading, const NetworkSnapshot& snapshot);
  void forget_stale(const NetworkSnapshot& snapshot);
  void make_curves(int colour);
  bool wanted(const NetworkRacerSnapshot& racer, bool training) const;
  void begin(const NetworkRacerSnapshot& racer, bool fine);

  std::function<void()> notify_;
  std::shared_ptr<const Reading> reading_;
  std::map<int, Path> paths_;  // by colour
  StepCurve greatest_, least_;
  int colour_ = -1, version_ = 1;
  std::uint64_t seen_ = 0;  // the version of the snapshot that all this was compared with
  std::size_t readings_ = 0;
  Duty duty_{0.1};
  Task<std::shared_ptr<const Reading>> task_;  // last: it runs on copies, and notify_
};

}  // namespace fallline

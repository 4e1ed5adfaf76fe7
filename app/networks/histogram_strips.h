// HistogramStrips: histograms of a layer's weights, activations or gradients at the records of the racer in focus,
// computed in the background, coarse to fine; while training goes on in no more than a tenth of the time.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <vector>

#include "app/networks/curves_state.h"
#include "app/networks/duty.h"
#include "app/networks/step_curve.h"
#include "session/network_snapshot.h"
#include "session/task.h"
#include "session/view_spec.h"
#include "training/histograms.h"

namespace fallline {

bool is_histogram(CurveKind kind);

class HistogramStrips {
 public:
  explicit HistogramStrips(std::function<void()> notify) : notify_(std::move(notify)) {}

  struct Key {
    int colour;
    CurveKind of;
    std::size_t layer;
    friend bool operator==(const Key&, const Key&) = default;
  };
  struct Column {
    std::shared_ptr<const NetworkRecord> record;
    training::Histogram histogram;
    std::int64_t step() const { return record->seen.step; }
  };
  struct Strip {
    Key key;
    std::vector<Column> columns;        // by step
    StepCurve least, median, greatest;  // numbers; the median within a bin's width
    int version;                        // another one whenever the columns are others; never 0
  };

  // Once a frame. Of each slot that shows histograms.
  void update(const NetworkSnapshot& snapshot, const ViewSpec& view, std::span<const CurvesState::Slot> slots,
              Duty::Clock::time_point now = Duty::Clock::now());

  // Of what a slot shows; null before the first column.
  const Strip* strip(const Key& key) const;
  bool computing() const { return task_.running(); }
  void wait() { task_.wait(); }

 private:
  struct Batch {
    Key key;
    std::vector<Column> columns;
    std::chrono::duration<double> took;
  };
  Strip& strip_of(const Key& key);
  void add(Batch batch, const NetworkSnapshot& snapshot);
  void forget_stale(const NetworkRacerSnapshot& racer, Strip& strip);
  void finish(Strip& strip);
  bool begin(const NetworkRacerSnapshot& racer, const Strip& strip);

  std::function<void()> notify_;
  std::vector<std::unique_ptr<Strip>> strips_;
  std::uint64_t seen_ = 0;  // the version of the snapshot that the columns were compared with
  int last_version_ = 0;
  Duty duty_{0.1};
  Task<Batch> task_;  // last: it runs on copies, and notify_
};

// The key of what a slot shows of this racer: a layer that it has.
HistogramStrips::Key histogram_key(const NetworkRacerSnapshot& racer, CurveKind kind, std::size_t layer);

}  // namespace fallline

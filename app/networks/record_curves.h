// RecordCurves: what was seen of racers along their records, as curves that are made anew only when the records are
// others.
#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <vector>

#include "app/networks/step_curve.h"
#include "session/network_snapshot.h"

namespace fallline {

using NetworkRecords = std::vector<std::shared_ptr<const NetworkRecord>>;

// One number of what was seen; the layer is for those that each layer has.
using Seen = double (*)(const training::Watched& seen, std::size_t layer);

class RecordCurves {
 public:
  struct Curve {
    Seen seen;
    std::size_t layer;
    StepCurve values;
    int version;  // another one whenever the values may be others; never 0
  };

  // What is asked for from here on is of the frame with this number; what was not asked for in the frame before is
  // forgotten. While a run plays, curves are made anew twenty times a second: between, they end a little early.
  void begin_frame(int frame, bool plays);
  // `end`, if it is there and lies behind the last record, ends the curve. Valid until the next frame begins.
  const Curve& of(const NetworkRecords& records, const training::Watched* end, Seen seen, std::size_t layer = 0);

 private:
  struct Source {
    NetworkRecords records;
    std::optional<training::Watched> end;
    bool used;
    std::chrono::steady_clock::time_point made;
    std::vector<std::unique_ptr<Curve>> curves;
  };
  Source& source(const NetworkRecords& records, const training::Watched* end);

  int frame_ = -1;
  bool plays_ = false;
  std::vector<std::unique_ptr<Source>> sources_;
  int last_version_ = 0;
};

}  // namespace fallline

// Units: the UnitMaps of the racer in focus, computed in the background and made anew whenever it has moved.
#pragma once

#include <chrono>
#include <functional>
#include <optional>

#include "app/networks/unit_maps.h"
#include "session/network_snapshot.h"
#include "session/task.h"
#include "session/view_spec.h"

namespace fallline {

class Units {
 public:
  // `notify` is called from another thread when there is something new to show.
  explicit Units(std::function<void()> notify) : notify_(std::move(notify)) {}

  // Once a frame. While training plays, a tenth of the time of one core at most is spent here.
  void update(const NetworkSnapshot& snapshot, const ViewSpec& view);

  // The latest, which may be of a moment ago; null before the first.
  const UnitMaps* maps() const { return maps_ ? &*maps_ : nullptr; }
  int version() const { return version_; }  // greater for every later ones

  bool computing() const { return task_.running(); }
  void wait() { task_.wait(); }

 private:
  using Clock = std::chrono::steady_clock;
  struct Made {
    UnitMaps maps;
    Clock::duration took;
  };

  std::function<void()> notify_;
  std::optional<UnitMaps> maps_;
  int version_ = 0;
  std::uint64_t looked_at_ = 0;  // version of the snapshot that the maps are known to be of
  int colour_ = -1;              // of its racer
  Clock::time_point not_before_{};
  Task<Made> task_;  // last: it ends before what it calls
};

}  // namespace fallline

// NetworkLandscape: the loss on a plane through θ-space and the racers' paths on it, computed coarse to fine in the
// background.
#pragma once

#include <functional>

#include "session/network_snapshot.h"
#include "session/view_spec.h"

namespace fallline {

class NetworkLandscape {
 public:
  // `notify` is called from another thread when something more can be shown.
  explicit NetworkLandscape(std::function<void()> notify) : notify_(std::move(notify)) {}

  // Once a frame.
  void update(const NetworkSnapshot& snapshot, const ViewSpec& view);

  bool computing() const { return false; }
  // Until what is being computed can be taken by the next update().
  void wait() {}

 private:
  std::function<void()> notify_;
};

}  // namespace fallline

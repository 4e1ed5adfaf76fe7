// Scene: what the views show of the surface itself, computed when the experiment changes and kept until then.
#pragma once

#include <functional>
#include <span>
#include <vector>

#include "app/basin_map.h"
#include "app/definiteness.h"
#include "app/lab_state.h"
#include "curvature/critical_points.h"
#include "landscape/height_map.h"
#include "session/snapshot.h"
#include "session/task.h"

namespace fallline {

class Scene {
 public:
  // `notify` is called from another thread when something more can be shown.
  explicit Scene(std::function<void()> notify) : notify_(notify), basins_(std::move(notify)) {}

  // Once a frame. `map_columns` and `map_rows`: the size of the contour map in device pixels.
  void update(const Snapshot& snapshot, LabState& state, int map_columns, int map_rows);

  // The surface over the experiment's domain, for the view in 3-D.
  const Grid& relief() const { return relief_; }
  const HeightMap& heights() const { return heights_; }
  // The surface over the map's window, one sample a pixel.
  const Grid& map() const { return map_; }
  const HeightMap& map_heights() const { return map_heights_; }
  // The signs of H over the map's window; empty while they are not shown.
  const Definiteness& definiteness() const { return definiteness_; }
  // Where the racer in focus comes to from each place of the map; nothing while that is not shown.
  const BasinMap& basins() const { return basins_; }
  // The samples of the mini-batch that the next step sees, empty where it sees all; and the surface of these alone,
  // coarse, over the map's window and over the domain.
  std::span<const std::size_t> batch() const { return batch_; }
  const Grid& batch_map() const { return batch_map_; }
  const Grid& batch_net() const { return batch_net_; }
  // Change when the grids do.
  int relief_version() const { return relief_version_; }
  int map_version() const { return map_version_; }

  const CriticalPoints& critical() const { return critical_; }
  bool searching() const { return search_.running(); }
  bool computing() const { return searching() || basins_.computing(); }
  // Until what is being computed can be taken by the next update().
  void wait() {
    search_.wait();
    basins_.wait();
  }

 private:
  void update_batch(const Snapshot& snapshot, bool new_grids);

  std::function<void()> notify_;
  std::shared_ptr<const Surface> surface_;
  SurfaceSpec function_;
  Domain domain_{}, window_{};
  bool logarithmic_ = false;
  Grid relief_, map_;
  HeightMap heights_, map_heights_;
  int relief_version_ = 0, map_version_ = 0;
  Definiteness definiteness_;
  std::vector<std::size_t> batch_;
  Grid batch_map_, batch_net_;
  CriticalPoints critical_;
  Task<CriticalPoints> search_;
  BasinMap basins_;
};

}  // namespace fallline

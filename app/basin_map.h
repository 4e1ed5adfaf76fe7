// BasinMap: where the racer in focus comes to from each place of the contour map. Computed in the background, coarse
// first, and again when the racer or what it runs on changes.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "curvature/critical_points.h"
#include "landscape/basins.h"
#include "session/snapshot.h"
#include "session/task.h"

namespace fallline {

class BasinMap {
 public:
  // `notify` is called from another thread when a finer map can be taken.
  explicit BasinMap(std::function<void()> notify) : notify_(std::move(notify)) {}

  // Once a frame. `focus`: the colour of the racer, or the first one's. The goals are the critical points, and indices
  // of them are what the basins hold.
  void update(const Snapshot& snapshot, int focus, const CriticalPoints& goals, const Domain& window, int columns,
              int rows);
  void clear();

  const Basins& basins() const { return basins_; }  // no columns: none yet
  // How many of the cells are each goal's; then what is under way, and what diverged.
  const std::vector<std::size_t>& counts() const { return counts_; }
  int version() const { return version_; }  // changes when they do
  bool computing() const { return task_.running(); }
  void wait() { task_.wait(); }

 private:
  // All that the map depends on.
  struct Question {
    std::shared_ptr<const Surface> surface;
    Sampling sampling;
    RacerSpec racer;
    std::int64_t steps = 0;
    Domain domain{}, window{};
    int columns = 0, rows = 0;
    std::vector<Point> goals;
    friend bool operator==(const Question&, const Question&) = default;
  };
  static Basins answer(const Question& question, double grain, const std::stop_token& stop);

  void ask(double grain);
  void take(Basins basins);

  std::function<void()> notify_;
  std::optional<Question> question_;
  double grain_ = 0;  // of what runs or ran last: pixels a cell, each way
  Basins basins_;
  std::vector<std::size_t> counts_;
  int version_ = 0;
  Task<Basins> task_;
};

}  // namespace fallline

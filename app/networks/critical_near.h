// CriticalNear: a critical point near a racer, looked for in the background when a person asks for it.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <optional>

#include "curvature/critical_search.h"
#include "curvature/spectrum.h"
#include "session/network_snapshot.h"
#include "session/task.h"

namespace fallline {

// What a panel asks for; another number asks anew.
struct CriticalRequest {
  int colour = -1;
  std::uint64_t number = 0;
};

class CriticalNear {
 public:
  explicit CriticalNear(std::function<void()> notify) : notify_(std::move(notify)) {}

  struct Found {
    int colour;
    std::int64_t from;  // the step it was looked for from
    CriticalSearch search;
    double distance;             // ‖θ − that θ‖
    double start_norm;           // ‖∇L‖ where the search began
    std::optional<Signs> signs;  // of all eigenvalues, where the point is critical and they can be had
  };

  // Once a frame.
  void update(const NetworkSnapshot& snapshot, const CriticalRequest& request);

  // Of the last search, as long as its racer has parameters of that number.
  const Found* found() const { return found_ ? &*found_ : nullptr; }
  bool computing() const { return task_.running(); }
  double gradient_norm() const { return *progress_; }  // where the search is
  void wait() { task_.wait(); }

 private:
  std::function<void()> notify_;
  std::uint64_t begun_ = 0;  // the number of the last request
  std::optional<Found> found_;
  std::shared_ptr<std::atomic<double>> progress_ = std::make_shared<std::atomic<double>>(0.0);
  Task<Found> task_;  // last: it runs on copies, and on what is above
};

}  // namespace fallline

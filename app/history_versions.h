// HistoryVersions: a number for what a history holds, so that what knows nothing of histories can tell when one has
// changed.
#pragma once

#include <vector>

#include "session/history.h"

namespace fallline {

class HistoryVersions {
 public:
  // Call in every frame, before of().
  void begin_frame();
  // The same number as in the frame before if the history holds the same; never 0.
  int of(const HistoryView& history);

 private:
  struct Known {
    HistoryView history;
    int version;
    bool used;
  };
  std::vector<Known> known_;
  int last_ = 0;
};

}  // namespace fallline

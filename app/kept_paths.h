// KeptPaths: the paths of one view as they were drawn last, for as long as nothing that shows in them changes.
#pragma once

#include <deque>
#include <functional>
#include <vector>

#include "app/paths.h"
#include "app/widgets/draw_record.h"

namespace fallline {

// A stretch of a history, and how it is drawn.
struct PathPart {
  HistoryView history;
  std::size_t first, last;  // steps [first, last)
  PathStyle style;
  bool ghost = false;  // dashed all along, without a halo

  friend bool operator==(const PathPart& a, const PathPart& b) {
    return a.first == b.first && a.last == b.last && a.history.shares(b.history, a.last) && a.style == b.style &&
           a.ghost == b.ghost;
  }
};

using BuildPath = std::function<PathBuilder(const HistoryView& history, std::size_t first, std::size_t last)>;

class KeptPaths {
 public:
  struct Layers {
    ui::DrawRecord halo, lines;
  };

  // Once a frame, first. `place`: all the numbers that say where on the view a point of the plane falls; with another
  // one of them nothing is kept.
  void begin(std::vector<double> place);
  // The layers of a part; the parts of a frame come in the order of the frame before, but for what has changed. Valid
  // until the next call of begin() or end().
  const Layers& layers(const PathPart& part, const BuildPath& build);
  // Forgets what was not asked for in this frame.
  void end() { entries_.resize(used_); }

 private:
  struct Entry {
    PathPart part;
    Layers layers;
  };
  std::vector<double> place_;
  std::deque<Entry> entries_;
  std::size_t used_ = 0;
};

}  // namespace fallline

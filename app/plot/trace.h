#pragma once

#include <imgui.h>

#include <cstddef>
#include <vector>

#include "app/plot/decimate.h"

namespace fallline::plot {

// Unbroken runs of points on the screen, one after the other in `points`; run r is [starts[r], starts[r + 1]).
struct Trace {
  std::vector<ImVec2> points;
  std::vector<std::size_t> starts;

  std::size_t runs() const { return starts.size(); }
  std::size_t end_of(std::size_t run) const { return run + 1 < starts.size() ? starts[run + 1] : points.size(); }
};

// What decimate() gives, kept.
Trace trace(const Series& series, const Axis& x, const Axis& y);

}  // namespace fallline::plot

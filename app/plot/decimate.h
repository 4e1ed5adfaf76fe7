#pragma once

#include <imgui.h>

#include <cstddef>
#include <vector>

#include "app/plot/axis.h"
#include "app/plot/series.h"

namespace fallline::plot {

// Unbroken runs of points on the screen, one after the other in `points`; run r is [starts[r], starts[r + 1]).
struct Trace {
  std::vector<ImVec2> points;
  std::vector<std::size_t> starts;

  std::size_t runs() const { return starts.size(); }
  std::size_t end_of(std::size_t run) const { return run + 1 < starts.size() ? starts[run + 1] : points.size(); }
};

// The points that draw a series on these axes. While there are at most two steps to a pixel column every value is
// taken; beyond that each column gives its first, smallest, largest and last value, which draw the same pixels as all
// of them would: no peak is lost. Then value() and extent() are called at most 2 and 1 times for a column.
// Values that are not finite end a run; on a log scale values <= 0 lie on the bottom edge.
Trace trace(const Series& series, const Axis& x, const Axis& y);

}  // namespace fallline::plot

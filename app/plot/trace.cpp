#include "app/plot/trace.h"

namespace fallline::plot {

Trace trace(const Series& series, const Axis& x, const Axis& y) {
  Trace result;
  decimate(series, x, y, [&result](float px, float py, bool begins) {
    if (begins) result.starts.push_back(result.points.size());
    result.points.push_back({px, py});
  });
  return result;
}

}  // namespace fallline::plot

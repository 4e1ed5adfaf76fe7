#include "app/plot/series.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace fallline::plot {

std::pair<double, double> extent_of(const Series& series, std::size_t first, std::size_t last) {
  if (series.extent) return series.extent(first, last);
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  std::pair<double, double> extent{nan, nan};
  for (std::size_t i = first; i < last; ++i) {
    const double v = series.value(i);
    if (!std::isfinite(v)) continue;
    // Written so that a comparison with NaN, the value at the start, takes v.
    if (!(extent.first <= v)) extent.first = v;
    if (!(extent.second >= v)) extent.second = v;
  }
  return extent;
}

}  // namespace fallline::plot

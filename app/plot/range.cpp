#include "app/plot/range.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace fallline::plot {
namespace {

constexpr double least_relative_span = 1e-10;
constexpr double smallest_positive = 1e-300;
constexpr double least_ratio = 1.0 + 1e-9;  // of a log scale

Range showable_linear(Range r) {
  r.low = std::clamp(r.low, -largest_value, largest_value);
  r.high = std::clamp(r.high, -largest_value, largest_value);
  if (wide_enough(r, AxisScale::linear)) return r;
  const double magnitude = std::max(std::abs(r.low), std::abs(r.high));
  // A tenth of the value to either side: a constant curve lies in the middle between ticks that tell its size.
  const double half = magnitude > smallest_positive ? 0.1 * magnitude : 1.0;
  const double centre = std::clamp(0.5 * r.low + 0.5 * r.high, -largest_value + half, largest_value - half);
  return {centre - half, centre + half};
}

Range showable_log(Range r) {
  r.high = std::min(r.high, largest_value);
  if (!(r.high > smallest_positive)) return {0.1, 1.0};
  r.low = std::clamp(r.low, smallest_positive, r.high);
  if (wide_enough(r, AxisScale::log)) return r;
  const double root = std::sqrt(10.0);
  return {std::max(smallest_positive, r.low / root), std::min(largest_value, r.high * root)};
}

// On a log scale everything happens in the exponents.
template <class Change>
Range in_scale(Range range, AxisScale scale, Change change) {
  if (scale == AxisScale::linear) return change(range);
  const Range exponents = change(Range{std::log10(range.low), std::log10(range.high)});
  return {std::pow(10.0, exponents.low), std::pow(10.0, exponents.high)};
}

}  // namespace

bool wide_enough(Range r, AxisScale scale) {
  if (scale == AxisScale::log) return r.low > 0.0 && r.high / r.low > least_ratio;
  const double magnitude = std::max(std::abs(r.low), std::abs(r.high));
  return r.span() > std::max(least_relative_span * magnitude, smallest_positive);
}

Range showable(Range range, AxisScale scale) {
  if (std::isnan(range.low) || std::isnan(range.high)) range = {0.0, 1.0};
  if (range.high < range.low) std::swap(range.low, range.high);
  return scale == AxisScale::log ? showable_log(range) : showable_linear(range);
}

Range padded(Range range, AxisScale scale, double share) {
  return showable(in_scale(showable(range, scale), scale,
                           [share](Range r) {
                             const double room = share * r.span();
                             return Range{r.low - room, r.high + room};
                           }),
                  scale);
}

Range zoomed(Range range, AxisScale scale, double fixed, double factor) {
  range = showable(range, scale);
  if (scale == AxisScale::log) fixed = std::log10(std::clamp(fixed, range.low, range.high));
  const Range next = in_scale(range, scale, [=](Range r) {
    return Range{fixed - (fixed - r.low) * factor, fixed + (r.high - fixed) * factor};
  });
  return factor < 1.0 && !wide_enough(next, scale) ? range : showable(next, scale);
}

}  // namespace fallline::plot

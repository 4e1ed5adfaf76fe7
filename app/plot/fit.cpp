#include "app/plot/fit.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace fallline::plot {
namespace {

constexpr double rounding_floor = 1e-16;
constexpr double infinity = std::numeric_limits<double>::infinity();

struct Block {
  std::size_t first, last;  // first <= i < last
};

Block in_view(const Series& series, Range steps) {
  const double count = static_cast<double>(series.count);
  const double first = std::clamp(std::ceil(steps.low - series.first_step), 0.0, count);
  const double last = std::clamp(std::floor(steps.high - series.first_step) + 1.0, first, count);
  return {static_cast<std::size_t>(first), static_cast<std::size_t>(last)};
}

void include(Range& range, double v) {
  if (!std::isfinite(v)) return;
  range.low = std::min(range.low, v);
  range.high = std::max(range.high, v);
}

// The smallest positive value is found to the grain of 256 blocks: where a block reaches down to zero or below, its
// largest value stands for it.
void include_positive(Range& range, const Series& series, Block view) {
  const auto [low, high] = extent_of(series, view.first, view.last);
  if (!(high > 0.0)) return;
  include(range, high);
  if (low > 0.0) {
    include(range, low);
    return;
  }
  constexpr std::size_t blocks = 256;
  const std::size_t count = view.last - view.first, width = std::max<std::size_t>(1, count / blocks);
  for (std::size_t at = view.first; at < view.last; at += width) {
    const auto part = extent_of(series, at, std::min(view.last, at + width));
    if (part.first > 0.0) {
      include(range, part.first);
    } else if (part.second > 0.0) {
      include(range, part.second);
    }
  }
}

}  // namespace

std::optional<Range> step_range(std::span<const Series> series) {
  Range range{infinity, -infinity};
  for (const Series& s : series) {
    if (s.count == 0 || !s.shown()) continue;
    range.low = std::min(range.low, s.first_step);
    range.high = std::max(range.high, s.last_step());
  }
  if (range.low > range.high) return std::nullopt;
  return range;
}

std::optional<Range> value_range(std::span<const Series> series, Range steps, AxisScale scale) {
  Range range{infinity, -infinity};
  double largest_first = 0.0;
  for (const Series& s : series) {
    if (s.count == 0 || !s.shown()) continue;
    const Block view = in_view(s, steps);
    if (view.first == view.last) continue;
    if (scale == AxisScale::log) {
      include_positive(range, s, view);
      const double first = s.value(0);
      if (std::isfinite(first)) largest_first = std::max(largest_first, first);
    } else {
      const auto [low, high] = extent_of(s, view.first, view.last);
      include(range, low);
      include(range, high);
    }
  }
  if (range.low > range.high) return std::nullopt;
  if (scale == AxisScale::log) {
    const double reference = largest_first > 0.0 ? std::min(largest_first, range.high) : range.high;
    range.low = std::max(range.low, rounding_floor * reference);
  }
  return padded(range, scale, 0.05);
}

}  // namespace fallline::plot

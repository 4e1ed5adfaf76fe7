#include "app/plot/uprights.h"

#include <algorithm>
#include <cmath>

#include "app/plot/stroke.h"

namespace fallline::plot {

Uprights::Uprights(const Axis& x)
    : start_(std::min(x.start, x.end)), columns_(static_cast<std::size_t>(std::ceil(x.length())) + 1) {}

Uprights::Stretch Uprights::at(float x) const {
  const float column = std::floor(x - start_);
  return column >= 0 && column < static_cast<float>(columns_.size()) ? columns_[static_cast<std::size_t>(column)]
                                                                     : Stretch{};
}

Trace Uprights::leave_of(const Trace& trace) const {
  Trace seen;
  const auto segment = [&](ImVec2 a, ImVec2 b) {
    const bool goes_on = !seen.points.empty() && seen.points.back().x == a.x && seen.points.back().y == a.y;
    if (!goes_on) {
      seen.starts.push_back(seen.points.size());
      seen.points.push_back(a);
    }
    seen.points.push_back(b);
  };
  for (std::size_t r = 0; r < trace.runs(); ++r) {
    const std::size_t first = trace.starts[r], end = trace.end_of(r);
    if (end - first == 1) {
      seen.starts.push_back(seen.points.size());
      seen.points.push_back(trace.points[first]);
      continue;
    }
    for (std::size_t i = first + 1; i < end; ++i) {
      const ImVec2 a = trace.points[i - 1], b = trace.points[i];
      const Stretch hidden = at(a.x);
      if (!is_upright(a, b)) {
        if (!hidden.contains(a.y) || !at(b.x).contains(b.y)) segment(a, b);
        continue;
      }
      const auto [low, high] = std::minmax(a.y, b.y);
      if (hidden.low > hidden.high || hidden.low >= high || hidden.high <= low) {
        segment(a, b);
        continue;
      }
      if (low < hidden.low) segment({a.x, low}, {a.x, hidden.low});
      if (high > hidden.high) segment({a.x, hidden.high}, {a.x, high});
    }
  }
  return seen;
}

void Uprights::add(const Trace& trace, std::uint32_t colour) {
  if (colour >> 24 != 0xff) return;
  for (std::size_t r = 0; r < trace.runs(); ++r)
    for (std::size_t i = trace.starts[r] + 1; i < trace.end_of(r); ++i) {
      const ImVec2 a = trace.points[i - 1], b = trace.points[i];
      const float column = std::floor(a.x - start_);
      if (!is_upright(a, b) || column < 0 || column >= static_cast<float>(columns_.size())) continue;
      Stretch& filled = columns_[static_cast<std::size_t>(column)];
      const auto [low, high] = std::minmax(a.y, b.y);
      if (filled.low <= high && low <= filled.high)
        filled = {std::min(filled.low, low), std::max(filled.high, high)};
      else if (high - low > filled.high - filled.low)
        filled = {low, high};
    }
}

}  // namespace fallline::plot

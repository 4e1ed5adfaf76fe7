#pragma once

namespace fallline::plot {

enum class AxisScale { linear, log };

struct Range {
  double low = 0.0;
  double high = 1.0;

  double span() const { return high - low; }
  bool contains(double v) const { return v >= low && v <= high; }
  friend bool operator==(const Range&, const Range&) = default;
};

// Beyond this, differences overflow: ranges are kept inside ±8e307.
constexpr double largest_value = 8e307;

// The nearest range that an axis can show: finite, low < high, wide enough for its ticks to differ, positive on a log
// scale. A single value gets room around it; a range without any becomes [0, 1], on a log scale [0.1, 1].
Range showable(Range range, AxisScale scale);

// Whether a range is wide enough to be shown as it is; one step further, and neighbouring doubles would be visible.
bool wide_enough(Range range, AxisScale scale);

// Extended at both ends by a share of its length as it is seen.
Range padded(Range range, AxisScale scale, double share);

// Shrunk (factor < 1) or grown around a value that stays where it is on the screen; unchanged where it would become too
// narrow.
Range zoomed(Range range, AxisScale scale, double fixed, double factor);

}  // namespace fallline::plot

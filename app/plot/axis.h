#pragma once

#include "app/plot/range.h"

namespace fallline::plot {

// Between values and pixels of the screen. `start` is the pixel of range.low, `end` that of range.high; for the axis
// of y, which grows upward, end < start.
struct Axis {
  Range range;
  AxisScale scale = AxisScale::linear;
  float start = 0.0f;
  float end = 1.0f;

  // 0 at range.low, 1 at range.high. On a log scale values ≤ 0 have none and stand at 0.
  double fraction(double value) const;
  // Finite for every value that is not NaN: far outside it is cut at 16 000 pixels, so that floats stay exact.
  float pixel(double value) const;
  double value(float pixel) const;
  // The range seen after the picture has moved by so many pixels.
  Range shifted(float pixels) const;
  float length() const { return end > start ? end - start : start - end; }
  friend bool operator==(const Axis&, const Axis&) = default;
};

}  // namespace fallline::plot

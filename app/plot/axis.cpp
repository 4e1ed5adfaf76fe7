#include "app/plot/axis.h"

#include <algorithm>
#include <cmath>

namespace fallline::plot {

double Axis::fraction(double value) const {
  if (scale == AxisScale::linear) return (value - range.low) / range.span();
  if (value <= 0.0) return 0.0;
  return std::log(value / range.low) / std::log(range.high / range.low);
}

float Axis::pixel(double value) const {
  constexpr double far = 16000.0;
  const double p = start + fraction(value) * (end - start);
  return static_cast<float>(std::clamp(p, start - far, start + far));
}

double Axis::value(float pixel) const {
  const double t = (static_cast<double>(pixel) - start) / (static_cast<double>(end) - start);
  if (scale == AxisScale::linear) return range.low + t * range.span();
  return range.low * std::exp(t * std::log(range.high / range.low));
}

Range Axis::shifted(float pixels) const {
  const Range next{value(start - pixels), value(end - pixels)};
  return wide_enough(next, scale) ? showable(next, scale) : range;
}

}  // namespace fallline::plot

#include "app/plot/ticks.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace fallline::plot {
namespace {

struct Step {
  double mantissa;  // 1, 2 or 5
  int exponent;

  double value() const { return multiple(1.0); }
  // k times the step. Dividing by a power of ten that is exact gives the double nearest to the decimal: 3e-5, not
  // 3.0000000000000004e-5.
  double multiple(double k) const {
    if (exponent < 0 && exponent >= -22) return k * mantissa / std::pow(10.0, -exponent);
    return k * mantissa * std::pow(10.0, exponent);
  }
};

Step next_step(Step s) {
  if (s.mantissa == 1.0) return {2.0, s.exponent};
  if (s.mantissa == 2.0) return {5.0, s.exponent};
  return {1.0, s.exponent + 1};
}

Step previous_step(Step s) {
  if (s.mantissa == 5.0) return {2.0, s.exponent};
  if (s.mantissa == 2.0) return {1.0, s.exponent};
  return {5.0, s.exponent - 1};
}

Step step_for(Range range, int most, bool whole) {
  const double ideal = range.span() / most;
  Step step{1.0, static_cast<int>(std::floor(std::log10(ideal)))};
  while (step.value() < ideal * (1.0 - 1e-9)) step = next_step(step);
  if (whole && step.exponent < 0) step = {1.0, 0};
  return step;
}

std::string scientific(double value, int digits) {
  const std::string text = fmt::format("{:.{}e}", value, std::clamp(digits, 0, 16));
  const std::size_t e = text.find('e');
  return fmt::format("{}e{}", text.substr(0, e), std::atoi(text.c_str() + e + 1));
}

// 12500 with a step of 500 is "12.5k".
std::string whole_label(double value, const Step& step) {
  const double magnitude = std::abs(value);
  if (magnitude < 1e4) return fmt::format("{:.0f}", value);
  const int shift = magnitude >= 1e9 ? 9 : magnitude >= 1e6 ? 6 : 3;
  if (magnitude >= 1e12) return scientific(value, static_cast<int>(std::log10(magnitude)) - step.exponent);
  const int decimals = std::clamp(shift - step.exponent, 0, shift);
  return fmt::format("{:.{}f}{}", value / std::pow(10.0, shift), decimals, shift == 9 ? "G" : shift == 6 ? "M" : "k");
}

std::string label(double value, double largest, const Step& step, bool whole) {
  if (value == 0.0) return "0";
  if (whole) return whole_label(value, step);
  const int top = static_cast<int>(std::floor(std::log10(largest) + 1e-12));
  if (top < -3 || top >= 5)
    return scientific(value, static_cast<int>(std::floor(std::log10(std::abs(value)) + 1e-12)) - step.exponent);
  return fmt::format("{:.{}f}", value, std::max(0, -step.exponent));
}

std::string decade_label(int exponent) { return exponent == 0 ? "1" : fmt::format("1e{}", exponent); }

// Powers of ten whose exponent is a multiple of the stride, the others as minor lines while they can be told apart.
Ticks decades(int first, int last, int stride) {
  Ticks ticks;
  for (int e = first; e <= last; ++e) {
    const double value = std::pow(10.0, e);
    if (e % stride == 0) {
      ticks.major.push_back({value, decade_label(e)});
    } else if (stride <= 5) {
      ticks.minor.push_back(value);
    }
  }
  return ticks;
}

Ticks between_decades(Range range, int first, int last, bool labelled) {
  Ticks ticks;
  for (int e = first - 1; e <= last; ++e) {
    for (int m = 1; m <= 9; ++m) {
      const double value = m * std::pow(10.0, e);
      if (!range.contains(value)) continue;
      if (m == 1) {
        ticks.major.push_back({value, decade_label(e)});
      } else if (labelled && (m == 2 || m == 5)) {
        ticks.major.push_back({value, e == 0 ? fmt::format("{}", m) : fmt::format("{}e{}", m, e)});
      } else {
        ticks.minor.push_back(value);
      }
    }
  }
  return ticks;
}

}  // namespace

Ticks linear_ticks(Range range, int most, bool whole) {
  range = showable(range, AxisScale::linear);
  const double largest = std::max(std::abs(range.low), std::abs(range.high));
  Ticks ticks;
  // A step longer than the range can miss it; one size down then hits it once or twice.
  for (Step step = step_for(range, std::max(1, most), whole); ticks.major.empty(); step = previous_step(step)) {
    // Counted from a whole multiple, so that no error adds up along the way.
    for (double k = std::ceil(range.low / step.value() - 1e-9);; k += 1.0) {
      const double value = step.multiple(k);
      if (value > range.high) break;
      if (value >= range.low) ticks.major.push_back({value + 0.0, label(value, largest, step, whole)});
    }
    if (whole && step.exponent <= 0 && step.mantissa == 1.0) break;
  }
  return ticks;
}

Ticks log_ticks(Range range, int most) {
  range = showable(range, AxisScale::log);
  most = std::max(1, most);
  const int first = static_cast<int>(std::ceil(std::log10(range.low) - 1e-12));
  const int last = static_cast<int>(std::floor(std::log10(range.high) + 1e-12));
  const int count = last - first + 1;
  const double span = std::log10(range.high / range.low);
  if (count >= 2 && (span > 2.5 || 3.0 * span > most)) {
    int stride = std::max(1, (count + most - 1) / most);
    Ticks ticks = decades(first, last, stride);
    // Multiples of a large stride can miss a short range: a finer one then has few enough.
    while (ticks.major.size() < 2 && stride > 1) ticks = decades(first, last, --stride);
    if (stride == 1 && most >= 2 * count) ticks.minor = between_decades(range, first, last, false).minor;
    std::erase_if(ticks.major, [&](const Tick& t) { return !range.contains(t.value); });
    return ticks;
  }
  if (count >= 1 && span >= 0.7 && 3.0 * span <= most) return between_decades(range, first, last, true);
  return linear_ticks(range, most, false);
}

}  // namespace fallline::plot

#include "app/widgets/slider_scale.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/widgets/number_format.h"

namespace fallline::ui {
namespace {

constexpr double zero_share = 1.0 / 24.0;            // of the track, for exactly 0 on a log scale
constexpr double notch_factor = 1.1220184543019633;  // 10^(1/20)

bool has_zero(const SliderSpec& spec) { return spec.scale == Scale::log && spec.min <= 0.0; }

double log_start(const SliderSpec& spec) {
  if (spec.min > 0.0) return spec.min;
  return spec.smallest > 0.0 ? spec.smallest : 1e-6 * spec.max;
}

// The power of ten at or below x > 0. Built from its decimal text: pow(10, -3) is not everywhere the double 0.001.
double power_of_ten_below(double x, int shift) {
  return *parse_number(fmt::format("1e{}", static_cast<int>(std::floor(std::log10(x) + 1e-9)) + shift));
}

double rounded_to_multiple(double value, double step) {
  // Dividing by the reciprocal keeps 0.3 the double nearest to three tenths.
  return step < 1.0 ? std::round(value / step) / std::round(1.0 / step) : std::round(value / step) * step;
}

double rounded(double value, const SliderSpec& spec) {
  if (value == 0.0) return 0.0;
  if (spec.integer) return std::round(value);
  if (spec.scale == Scale::log) return *parse_number(fmt::format("{:.2e}", value));
  const double range = spec.max - spec.min;
  return range > 0.0 ? rounded_to_multiple(value, power_of_ten_below(range, -3)) : value;
}

}  // namespace

double slider_position(double value, const SliderSpec& spec) {
  if (!(spec.max > spec.min) || std::isnan(value)) return 0.0;
  if (spec.scale == Scale::linear) return std::clamp((value - spec.min) / (spec.max - spec.min), 0.0, 1.0);
  const double start = log_start(spec);
  if (value <= 0.0 || (has_zero(spec) && value < 0.5 * start)) return 0.0;
  const double share = has_zero(spec) ? zero_share : 0.0;
  const double t = std::log(value / start) / std::log(spec.max / start);
  return std::clamp(share + (1.0 - share) * t, share, 1.0);
}

double slider_value(double position, const SliderSpec& spec) {
  position = std::clamp(position, 0.0, 1.0);
  if (!(spec.max > spec.min)) return spec.min;
  double value = 0.0;
  if (spec.scale == Scale::linear) {
    value = spec.min + position * (spec.max - spec.min);
  } else {
    const double share = has_zero(spec) ? zero_share : 0.0;
    if (has_zero(spec) && position < 0.5 * share) return spec.min;
    const double start = log_start(spec);
    value = start * std::exp(std::max(0.0, (position - share) / (1.0 - share)) * std::log(spec.max / start));
  }
  return std::clamp(rounded(value, spec), spec.min, spec.max);
}

double nudged(double value, double notches, const SliderSpec& spec) {
  const bool inside = value >= spec.min && value <= spec.max;
  const double low = inside ? spec.min : spec.lower, high = inside ? spec.max : spec.upper;
  double next = value;
  if (spec.integer) {
    next = std::round(value) + (notches > 0 ? std::ceil(notches) : std::floor(notches));
  } else if (spec.scale == Scale::linear) {
    next = rounded(value + notches * 0.01 * (spec.max - spec.min), spec);
  } else if (value <= 0.0) {
    next = notches > 0 ? log_start(spec) : value;
  } else {
    next = value * std::pow(notch_factor, notches);
    // Rounding errors of many notches end at round numbers: twenty of them lead from 0.01 to 0.1 and back.
    const double round = *parse_number(fmt::format("{:.2e}", next));
    if (std::abs(next - round) < 1e-9 * next) next = round;
    if (has_zero(spec) && next < 0.999 * log_start(spec)) next = 0.0;
  }
  next = std::clamp(next, low, high);
  // An open bound is never landed on.
  const bool refused = (spec.lower_open && next <= spec.lower) || (spec.upper_open && next >= spec.upper);
  return refused ? value : next;
}

std::optional<std::string> refusal(double value, const SliderSpec& spec) {
  if (spec.integer && value != std::round(value)) return "must be a whole number";
  if (spec.lower_open ? value <= spec.lower : value < spec.lower) {
    return fmt::format("must be {} {}", spec.lower_open ? "greater than" : "at least", format_number(spec.lower));
  }
  if (spec.upper_open ? value >= spec.upper : value > spec.upper) {
    return fmt::format("must be {} {}", spec.upper_open ? "less than" : "at most", format_number(spec.upper));
  }
  return std::nullopt;
}

}  // namespace fallline::ui

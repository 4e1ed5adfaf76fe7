#pragma once

#include <functional>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

namespace fallline::ui {

enum class Scale { linear, log };

// min and max bound what dragging reaches; lower and upper bound what typing may reach.
struct SliderSpec {
  double min = 0.0;
  double max = 1.0;
  Scale scale = Scale::linear;
  // A log scale whose min is 0 keeps the left end of its track for exactly 0 and begins its decades here;
  // 0 stands for a millionth of max.
  double smallest = 0.0;
  std::optional<double> default_value;  // what a double click resets to
  double lower = -std::numeric_limits<double>::infinity();
  double upper = std::numeric_limits<double>::infinity();
  bool lower_open = false;  // the bound itself is not allowed
  bool upper_open = false;
  bool integer = false;
  int digits = 4;                             // significant digits shown
  std::string_view unit;                      // shown after the number, as in "60 steps/s"
  std::string_view formula;                   // first line of the tooltip, in mono
  std::string_view tooltip;                   // one sentence
  std::function<std::string(double)> format;  // in place of digits and unit; empty otherwise
};

// Where the value stands on the track: 0 at the left, 1 at the right; values outside stand at the ends.
double slider_position(double value, const SliderSpec& spec);

// The value at a position, rounded to what the track can tell apart: three significant digits on a log scale,
// a power of ten about a thousandth of the range on a linear one. Within [min, max].
double slider_value(double position, const SliderSpec& spec);

// The value after `notches` of the wheel: a factor of 10^(1/20) each on a log scale, a hundredth of the range on a
// linear one, 1 for integers. Stays within [min, max], or within the hard bounds if it was typed outside.
double nudged(double value, double notches, const SliderSpec& spec);

// Why a typed number cannot be taken ("must be greater than 0"), or nothing if it can.
std::optional<std::string> refusal(double value, const SliderSpec& spec);

}  // namespace fallline::ui

// How far a double is from the exact result, in units of the last place of that result.
#pragma once

#include <cmath>
#include <limits>

namespace fallline::test {

// The distance of neighbouring doubles at x.
inline double ulp(double x) {
  x = std::abs(x);
  if (std::isinf(x)) return x;
  return x == std::numeric_limits<double>::max() ? x - std::nextafter(x, 0.0)
                                                 : std::nextafter(x, std::numeric_limits<double>::infinity()) - x;
}

inline double ulps(double got, long double exact) {
  if (std::isnan(got) || std::isnan(exact)) return std::isnan(got) && std::isnan(exact) ? 0 : HUGE_VAL;
  const auto rounded = static_cast<double>(exact);
  if (std::isinf(rounded) || std::isinf(got)) return got == rounded ? 0 : HUGE_VAL;
  return static_cast<double>(std::abs(static_cast<long double>(got) - exact) / static_cast<long double>(ulp(rounded)));
}

}  // namespace fallline::test

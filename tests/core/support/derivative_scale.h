// How large each derivative of a surface usually is: what rounding errors are measured by where a derivative vanishes.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "objective/surface.h"

namespace fallline::test {

template <class T>
std::array<T, 6> list(const Derivatives<T>& d) {
  return {d.value, d.x, d.y, d.xx, d.xy, d.yy};
}
inline constexpr std::array<const char*, 6> derivative_names{"L", "L_x", "L_y", "L_xx", "L_xy", "L_yy"};

// The mean size of each order of derivatives over some points, as far as it is finite: the largest of its components.
template <class T>
std::array<double, 6> usual_size(const std::vector<Derivatives<T>>& samples) {
  std::array<double, 6> mean{};
  for (const auto& d : samples)
    for (std::size_t k = 0; k < 6; ++k)
      if (const auto size = std::abs(static_cast<double>(list(d)[k])); std::isfinite(size))
        mean[k] += size / static_cast<double>(samples.size());
  const double first = std::max(mean[1], mean[2]), second = std::max({mean[3], mean[4], mean[5]});
  return {mean[0], first, first, second, second, second};
}

}  // namespace fallline::test

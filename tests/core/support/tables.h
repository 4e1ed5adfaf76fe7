// Tests over the catalogues: INSTANTIATE_TEST_SUITE_P(All, Suite, testing::ValuesIn(surface_keys()), key_name).
// A new entry of a table is tested by itself.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "objective/surface.h"
#include "optim/recipes.h"

namespace fallline::test {

// Names a parameterized test by the key it is about.
inline constexpr auto key_name = [](const auto& test) { return std::string(test.param); };

// Those that can be typed.
inline std::vector<std::string_view> typed_keys() {
  std::vector<std::string_view> keys;
  for (const SurfaceInfo& s : surfaces())
    if (!s.plain.empty()) keys.push_back(s.key);
  return keys;
}

// A surface at its default parameters.
inline std::unique_ptr<const Surface> make_surface(std::string_view key) {
  const SurfaceInfo& info = *find_surface(key);
  return info.make(initial_values(info.parameters));
}
inline std::unique_ptr<const Surface> make_surface(std::string_view key, const std::vector<double>& values) {
  return find_surface(key)->make(values);
}

// The domain `factor` times as large about its middle.
inline Domain enlarged(const Domain& d, double factor) {
  const double x = 0.5 * (d.x_min + d.x_max), y = 0.5 * (d.y_min + d.y_max);
  const double w = 0.5 * factor * d.width(), h = 0.5 * factor * d.height();
  return {x - w, x + w, y - h, y + h};
}

// Half of the points in the domain, half within three times its sides.
inline std::vector<Point> points_around(const Domain& domain, int count, unsigned seed) {
  std::mt19937_64 random(seed);
  const auto between = [&](double low, double high) {
    return std::uniform_real_distribution<double>(low, high)(random);
  };
  std::vector<Point> points;
  for (int i = 0; i < count; ++i) {
    const Domain d = i % 2 == 0 ? domain : enlarged(domain, 3);
    const double x = between(d.x_min, d.x_max);
    points.push_back({x, between(d.y_min, d.y_max)});
  }
  return points;
}

}  // namespace fallline::test

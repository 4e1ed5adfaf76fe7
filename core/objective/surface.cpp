#include "objective/surface.h"

#include <fmt/format.h>

#include <cmath>

namespace fallline {

namespace {

constexpr double farthest = 1e12, shortest_side = 1e-9, longest_side = 1e9;

}  // namespace

std::optional<std::string> refuse(const Domain& d) {
  const auto side = [](std::string_view name, double low, double high) -> std::optional<std::string> {
    if (!std::isfinite(low) || !std::isfinite(high) || std::abs(low) > farthest || std::abs(high) > farthest)
      return fmt::format("domain: {} from {} to {}; finite numbers within ±{} are expected", name, low, high, farthest);
    if (!(high - low >= shortest_side && high - low <= longest_side))
      return fmt::format("domain: {} from {} to {}; min < max, {} to {} apart, is expected", name, low, high,
                         shortest_side, longest_side);
    return std::nullopt;
  };
  if (auto why = side("x", d.x_min, d.x_max)) return why;
  return side("y", d.y_min, d.y_max);
}

std::optional<std::string> refuse_start(Point p) {
  if (std::abs(p.x) <= farthest && std::abs(p.y) <= farthest) return std::nullopt;
  return fmt::format("start: ({}, {}); finite numbers within ±{} are expected", p.x, p.y, farthest);
}

void Surface::values(const Eigen::MatrixXd& points, Vector values, const Batch&) const {
  const Eigen::VectorXd x = points.row(0), y = points.row(1);
  derivatives({x.data(), values.size()}, {y.data(), values.size()}, {.value = values.data()});
}

const SurfaceInfo* find_surface(std::string_view key) {
  for (const SurfaceInfo& s : surfaces())
    if (s.key == key) return &s;
  return nullptr;
}

std::vector<std::string_view> surface_keys() {
  std::vector<std::string_view> keys;
  for (const SurfaceInfo& s : surfaces()) keys.push_back(s.key);
  return keys;
}

}  // namespace fallline

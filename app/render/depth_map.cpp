#include "app/render/depth_map.h"

#include <cassert>
#include <cmath>
#include <utility>

namespace fallline::render {

DepthMap::DepthMap(Camera camera, const Viewport& viewport, std::vector<float> depths)
    : camera_(std::move(camera)), viewport_(viewport), depths_(std::move(depths)) {
  assert(depths_.size() == static_cast<std::size_t>(viewport.width) * static_cast<std::size_t>(viewport.height));
}

std::optional<float> DepthMap::distance(const Eigen::Vector2f& pixel) const {
  const float column = std::floor(pixel.x());
  const float row = std::floor(pixel.y());
  if (!(column >= 0.0f && row >= 0.0f && column < static_cast<float>(viewport_.width) &&
        row < static_cast<float>(viewport_.height))) {
    return std::nullopt;
  }
  const int from_bottom = viewport_.height - 1 - static_cast<int>(row);
  const float depth = depths_[static_cast<std::size_t>(from_bottom) * static_cast<std::size_t>(viewport_.width) +
                              static_cast<std::size_t>(column)];
  if (depth >= 1.0f) return std::nullopt;
  const float z_near = camera_.near_plane();
  const float z_far = camera_.far_plane();
  return z_near * z_far / (z_far - depth * (z_far - z_near));
}

bool DepthMap::hidden(const Eigen::Vector3f& world, float bias) const {
  if (depths_.empty()) return false;
  const std::optional<Projected> point = camera_.project(world, viewport_);
  return point && hidden(*point, bias);
}

bool DepthMap::hidden(const Projected& point, float bias) const {
  if (depths_.empty()) return false;
  const std::optional<float> surface = distance(point.pixel);
  return surface && point.distance > *surface + bias;
}

std::optional<Eigen::Vector3f> DepthMap::pick(const Eigen::Vector2f& pixel) const {
  if (depths_.empty()) return std::nullopt;
  const std::optional<float> surface = distance(pixel);
  if (!surface) return std::nullopt;
  const Ray ray = camera_.ray(pixel, viewport_);
  return ray.origin + *surface / ray.direction.dot(camera_.forward()) * ray.direction;
}

}  // namespace fallline::render

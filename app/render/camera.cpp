#include "app/render/camera.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace fallline::render {
namespace {

constexpr float pi = std::numbers::pi_v<float>;
constexpr float nearest = 0.5f;
constexpr float farthest = 12.0f;
// The surface lies within this distance of the world's origin, and the target does.
constexpr float world_radius = 1.8f;

// tan of half the field of view across the width and the height.
Eigen::Vector2f half_extent(float field_of_view, float aspect) {
  const float shorter = std::tan(0.5f * field_of_view);
  return {shorter * std::max(aspect, 1.0f), shorter * std::max(1.0f / aspect, 1.0f)};
}

}  // namespace

void Camera::orbit(float dx, float dy, const Viewport& viewport) {
  const float per_pixel = pi / static_cast<float>(viewport.height);
  azimuth = std::remainder(azimuth - dx * per_pixel, 2.0f * pi);
  elevation = std::clamp(elevation + dy * per_pixel, 0.0f, 0.5f * pi);
}

void Camera::pan(float dx, float dy, const Viewport& viewport) {
  const float scale = distance * pixel_size(viewport);
  target += scale * (dy * up() - dx * right());
  target = target.cwiseMax(Eigen::Vector3f(-1.0f, -1.0f, -0.2f)).cwiseMin(Eigen::Vector3f(1.0f, 1.0f, 1.0f));
}

void Camera::zoom(float factor) { distance = std::clamp(distance / factor, nearest, farthest); }

Eigen::Vector3f Camera::forward() const {
  const float level = std::cos(elevation);
  return {-std::sin(azimuth) * level, std::cos(azimuth) * level, -std::sin(elevation)};
}

Eigen::Vector3f Camera::right() const { return {std::cos(azimuth), std::sin(azimuth), 0.0f}; }

Eigen::Vector3f Camera::up() const {
  const float level = std::sin(elevation);
  return {-std::sin(azimuth) * level, std::cos(azimuth) * level, std::cos(elevation)};
}

Eigen::Vector3f Camera::position() const { return target - distance * forward(); }

float Camera::pixel_size(const Viewport& viewport) const {
  return 2.0f * half_extent(field_of_view, viewport.aspect()).y() / static_cast<float>(viewport.height);
}

float Camera::near_plane() const { return std::max(0.05f, distance - 2.0f * world_radius); }

float Camera::far_plane() const { return distance + 2.0f * world_radius; }

Eigen::Matrix4f Camera::view() const {
  Eigen::Matrix4f matrix = Eigen::Matrix4f::Identity();
  matrix.block<1, 3>(0, 0) = right().transpose();
  matrix.block<1, 3>(1, 0) = up().transpose();
  matrix.block<1, 3>(2, 0) = -forward().transpose();
  matrix.block<3, 1>(0, 3) = -matrix.block<3, 3>(0, 0) * position();
  return matrix;
}

Eigen::Matrix4f Camera::projection(float aspect) const {
  const Eigen::Vector2f extent = half_extent(field_of_view, aspect);
  const float z_near = near_plane();
  const float z_far = far_plane();
  Eigen::Matrix4f matrix = Eigen::Matrix4f::Zero();
  matrix(0, 0) = 1.0f / extent.x();
  matrix(1, 1) = 1.0f / extent.y();
  matrix(2, 2) = -(z_far + z_near) / (z_far - z_near);
  matrix(2, 3) = -2.0f * z_far * z_near / (z_far - z_near);
  matrix(3, 2) = -1.0f;
  return matrix;
}

std::optional<Projected> Camera::project(const Eigen::Vector3f& world, const Viewport& viewport) const {
  return Lens(*this, viewport)(world);
}

Ray Camera::ray(const Eigen::Vector2f& pixel, const Viewport& viewport) const {
  const Eigen::Vector2f centre(0.5f * static_cast<float>(viewport.width), 0.5f * static_cast<float>(viewport.height));
  const Eigen::Vector2f offset = pixel_size(viewport) * (pixel - centre);
  return {position(), (forward() + offset.x() * right() - offset.y() * up()).normalized()};
}

Lens::Lens(const Camera& camera, const Viewport& viewport)
    : eye_(camera.position()),
      forward_(camera.forward()),
      right_(camera.right() / camera.pixel_size(viewport)),
      up_(camera.up() / camera.pixel_size(viewport)),
      centre_(0.5f * static_cast<float>(viewport.width), 0.5f * static_cast<float>(viewport.height)),
      near_(camera.near_plane()) {}

}  // namespace fallline::render

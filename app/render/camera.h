// A camera that turns about a target, and where points fall on its picture. z is up.
#pragma once

#include <Eigen/Core>
#include <optional>

namespace fallline::render {

// The size of a picture in device pixels. Pixel (0, 0) is the corner at the top left, y goes down, as on the screen.
struct Viewport {
  int width = 0;
  int height = 0;

  float aspect() const { return static_cast<float>(width) / static_cast<float>(height); }
  bool operator==(const Viewport&) const = default;
};

// Where a point of the world falls on the picture.
struct Projected {
  Eigen::Vector2f pixel;
  float distance;  // from the camera along its line of sight, in units of the world
};

// All the points that one pixel may show: origin + t·direction, t ≥ 0. The direction has length 1.
struct Ray {
  Eigen::Vector3f origin;
  Eigen::Vector3f direction;
};

// A camera that turns about a target, z up. Set the fields freely; the gestures keep them within sane limits.
struct Camera {
  float azimuth = 0.62f;       // radians around z; at 0 the camera stands on the side of −y, x to the right
  float elevation = 0.68f;     // radians above the floor
  float distance = 5.4f;       // from the target
  float field_of_view = 0.6f;  // radians across the shorter side of the picture
  Eigen::Vector3f target{0.0f, 0.0f, 0.3f};

  // Gestures, in pixels of a mouse that moved by (dx, dy). A drag across the whole height turns by half a circle; in a
  // pan the target's plane follows the hand.
  void orbit(float dx, float dy, const Viewport& viewport);
  void pan(float dx, float dy, const Viewport& viewport);
  // factor > 1 comes nearer.
  void zoom(float factor);

  Eigen::Vector3f position() const;
  Eigen::Vector3f right() const;
  Eigen::Vector3f up() const;
  Eigen::Vector3f forward() const;
  // The world's length of one pixel at distance 1.
  float pixel_size(const Viewport& viewport) const;
  float near_plane() const;
  float far_plane() const;

  Eigen::Matrix4f view() const;
  Eigen::Matrix4f projection(float aspect) const;
  Eigen::Matrix4f view_projection(float aspect) const { return projection(aspect) * view(); }

  // None for a point beside or behind the camera.
  std::optional<Projected> project(const Eigen::Vector3f& world, const Viewport& viewport) const;
  Ray ray(const Eigen::Vector2f& pixel, const Viewport& viewport) const;

  bool operator==(const Camera&) const = default;
};

// A camera at work on a picture: what project() says, at the price of a few products a point.
class Lens {
 public:
  Lens(const Camera& camera, const Viewport& viewport);
  std::optional<Projected> operator()(const Eigen::Vector3f& world) const {
    const Eigen::Vector3f from_eye = world - eye_;
    const float along = from_eye.dot(forward_);
    if (along < near_) return std::nullopt;
    return Projected{centre_ + Eigen::Vector2f(from_eye.dot(right_), -from_eye.dot(up_)) / along, along};
  }

 private:
  Eigen::Vector3f eye_, forward_;
  Eigen::Vector3f right_, up_;  // as long as there are pixels in the unit at distance 1
  Eigen::Vector2f centre_;
  float near_;
};

}  // namespace fallline::render

// The depth behind each pixel of a drawn surface, read back to the processor.
#pragma once

#include <optional>
#include <vector>

#include "app/render/camera.h"

namespace fallline::render {

// How far the surface is behind each pixel, on the CPU: for what is drawn over the picture, and for the hand that
// points at it.
class DepthMap {
 public:
  DepthMap() = default;
  // `depths` as OpenGL reads them: width × height values in [0, 1] of the depth buffer, the bottom row first, 1 where
  // there is nothing; drawn through `camera`.
  DepthMap(Camera camera, const Viewport& viewport, std::vector<float> depths);

  // Is the point behind the surface by more than `bias` (world units along the line of sight)? False outside the
  // picture.
  bool hidden(const Eigen::Vector3f& world, float bias) const;

  // The same of a point that the camera of the drawing has projected.
  bool hidden(const Projected& point, float bias) const;

  // The point of the surface at this pixel, in the world; none on the background and outside the picture.
  std::optional<Eigen::Vector3f> pick(const Eigen::Vector2f& pixel) const;

 private:
  // Along the line of sight; none on the background and outside the picture.
  std::optional<float> distance(const Eigen::Vector2f& pixel) const;

  Camera camera_;
  Viewport viewport_;
  std::vector<float> depths_;
};

}  // namespace fallline::render

#include "app/render/camera.h"

#include <gtest/gtest.h>

#include <Eigen/Geometry>
#include <numbers>
#include <vector>

namespace fallline::render {
namespace {

constexpr float pi = std::numbers::pi_v<float>;
const Viewport viewport{740, 680};

// A few cameras from all sides, one straight from above.
std::vector<Camera> cameras() {
  std::vector<Camera> made;
  for (const float azimuth : {-2.0f, 0.0f, 0.7f, 3.0f}) {
    for (const float elevation : {0.0f, 0.6f, 0.5f * pi}) {
      made.push_back({.azimuth = azimuth, .elevation = elevation, .target = {0.2f, -0.1f, 0.3f}});
    }
  }
  return made;
}

TEST(Camera, ProjectsAsItsMatrixDoes) {
  for (const Camera& camera : cameras()) {
    for (const Viewport& size : {Viewport{740, 680}, Viewport{300, 900}}) {
      const Eigen::Vector3f world(0.4f, -0.7f, 0.5f);
      const Eigen::Vector4f clip = camera.view_projection(size.aspect()) * world.homogeneous();
      const auto projected = camera.project(world, size);
      ASSERT_TRUE(projected);
      const auto width = static_cast<float>(size.width);
      const auto height = static_cast<float>(size.height);
      EXPECT_NEAR(projected->pixel.x(), (0.5f + 0.5f * clip.x() / clip.w()) * width, 0.01f);
      EXPECT_NEAR(projected->pixel.y(), (0.5f - 0.5f * clip.y() / clip.w()) * height, 0.01f);
      EXPECT_NEAR(projected->distance, clip.w(), 1e-4f);
      EXPECT_LT(std::abs(clip.z()), clip.w());
    }
  }
}

TEST(Camera, TheRayOfAPointsPixelMeetsThePoint) {
  for (const Camera& camera : cameras()) {
    const Eigen::Vector3f world(-0.3f, 0.8f, 0.9f);
    const Ray ray = camera.ray(camera.project(world, viewport)->pixel, viewport);
    const Eigen::Vector3f to_point = world - ray.origin;
    EXPECT_NEAR(ray.direction.norm(), 1.0f, 1e-5f);
    EXPECT_NEAR((to_point - to_point.dot(ray.direction) * ray.direction).norm(), 0.0f, 1e-4f);
  }
}

TEST(Camera, TheTargetIsInTheMiddleAndUpIsUp) {
  for (const Camera& camera : cameras()) {
    const auto middle = camera.project(camera.target, viewport);
    EXPECT_NEAR(middle->pixel.x(), 370.0f, 0.01f);
    EXPECT_NEAR(middle->pixel.y(), 340.0f, 0.01f);
    if (camera.elevation < 1.5f) {
      const auto above = camera.project(camera.target + Eigen::Vector3f(0.0f, 0.0f, 0.1f), viewport);
      EXPECT_LT(above->pixel.y(), middle->pixel.y());
    }
  }
}

TEST(Camera, NothingBehindTheEyeIsOnThePicture) {
  const Camera camera;
  EXPECT_FALSE(camera.project(camera.position() - camera.forward(), viewport));
  EXPECT_FALSE(camera.project(camera.position(), viewport));
}

TEST(Camera, ADragAcrossThePictureTurnsByHalfACircle) {
  Camera camera{.azimuth = 0.5f};
  const Eigen::Vector3f before = camera.forward();
  camera.orbit(680.0f, 0.0f, viewport);
  EXPECT_NEAR(camera.forward().x(), -before.x(), 1e-5f);
  EXPECT_NEAR(camera.forward().y(), -before.y(), 1e-5f);
  EXPECT_NEAR(camera.forward().z(), before.z(), 1e-5f);
}

TEST(Camera, GesturesStayWithinLimits) {
  Camera camera;
  camera.orbit(0.0f, 1e5f, viewport);
  EXPECT_FLOAT_EQ(camera.elevation, 0.5f * pi);
  camera.orbit(0.0f, -1e5f, viewport);
  EXPECT_FLOAT_EQ(camera.elevation, 0.0f);
  camera.zoom(1e6f);
  EXPECT_GT(camera.distance, 0.1f);
  camera.zoom(1e-6f);
  EXPECT_LT(camera.distance, 100.0f);
  camera.pan(1e6f, 1e6f, viewport);
  EXPECT_LT(camera.target.norm(), 3.0f);
  EXPECT_GT(camera.near_plane(), 0.0f);
  EXPECT_GT(camera.far_plane(), camera.near_plane());
}

TEST(Camera, APannedPointFollowsTheHand) {
  Camera camera{.target = {0.0f, 0.0f, 0.3f}};
  const Eigen::Vector3f held = camera.target;
  camera.pan(40.0f, -25.0f, viewport);
  const auto moved = camera.project(held, viewport);
  EXPECT_NEAR(moved->pixel.x(), 370.0f + 40.0f, 0.01f);
  EXPECT_NEAR(moved->pixel.y(), 340.0f - 25.0f, 0.01f);
}

}  // namespace
}  // namespace fallline::render

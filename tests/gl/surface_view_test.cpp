#include "app/render/surface_view.h"

#include <limits>
#include <numbers>
#include <stdexcept>

#include "tests/gl/gl_test.h"

namespace fallline::render {
namespace {

constexpr float pi = std::numbers::pi_v<float>;
constexpr float nan = std::numeric_limits<float>::quiet_NaN();
const Viewport viewport{320, 300};
const Camera from_above{.azimuth = 0.0f, .elevation = 0.5f * pi, .distance = 4.0f, .target = {0.0f, 0.0f, 0.45f}};

class SurfaceViewTest : public GlTest {
 protected:
  Image draw(const Camera& camera, const SurfaceStyle& style = {}) {
    view_.draw(camera, viewport, style);
    return read_image(view_.picture());
  }
  static SurfaceView make() {
    Result<SurfaceView> made = SurfaceView::create();
    if (!made) throw std::runtime_error(made.error());
    return *std::move(made);
  }

  SurfaceView view_ = make();
};

TEST_F(SurfaceViewTest, APointOfATiltedPlaneIsPickedWhereItIs) {
  const auto height = [](float u, float v) { return 0.2f + 0.5f * u + 0.2f * v; };
  const SurfaceBox box{.half_x = 1.0f, .half_y = 0.7f, .z_scale = 0.8f};
  view_.set_field(make_field(64, 48, height), box);
  for (const float azimuth : {0.4f, 2.5f, -1.2f}) {
    const Camera camera{.azimuth = azimuth, .elevation = 0.9f};
    draw(camera);
    for (const auto& [u, v] : {std::pair{0.5f, 0.5f}, {0.1f, 0.8f}, {0.9f, 0.15f}, {0.3f, 0.35f}}) {
      const Eigen::Vector3f world = box.to_world(u, v, height(u, v));
      const auto picked = view_.depth().pick(camera.project(world, viewport)->pixel);
      ASSERT_TRUE(picked);
      // A pixel is about 0.01 wide here, and the depth is that of its centre.
      EXPECT_LT((*picked - world).norm(), 0.012f) << u << ' ' << v;
      EXPECT_LT((box.to_uv(*picked) - Eigen::Vector2f(u, v)).norm(), 0.012f);
    }
  }
}

TEST_F(SurfaceViewTest, NothingIsPickedOnTheBackgroundNorOutside) {
  view_.set_field(make_field(32, 32, hill));
  EXPECT_FALSE(view_.depth().pick({10.0f, 10.0f})) << "before the first drawing";
  draw({});
  EXPECT_FALSE(view_.depth().pick({2.0f, 2.0f}));
  EXPECT_FALSE(view_.depth().pick({-1.0f, 50.0f}));
  EXPECT_FALSE(view_.depth().pick({50.0f, 300.0f}));
}

TEST_F(SurfaceViewTest, AHillHidesWhatIsBehindItAndNotWhatIsBefore) {
  view_.set_field(make_field(128, 128, hill));
  const Camera camera{.azimuth = 0.0f, .elevation = 0.25f};
  draw(camera);
  const DepthMap& depth = view_.depth();
  EXPECT_TRUE(depth.hidden({0.0f, 0.7f, 0.15f}, 0.02f)) << "behind";
  EXPECT_FALSE(depth.hidden({0.0f, -0.7f, 0.15f}, 0.02f)) << "before";
  EXPECT_FALSE(depth.hidden({0.9f, 0.7f, 0.15f}, 0.02f)) << "beside";
  EXPECT_FALSE(depth.hidden({0.0f, 0.7f, 1.4f}, 0.02f)) << "above";
  EXPECT_TRUE(depth.hidden({0.0f, -0.2f, -0.1f}, 0.02f)) << "below the floor";
  EXPECT_FALSE(depth.hidden({0.0f, -0.2f, -0.1f}, 5.0f)) << "by less than the bias";
  // From the other side it is the other way round.
  draw({.azimuth = pi, .elevation = 0.25f});
  EXPECT_FALSE(view_.depth().hidden({0.0f, 0.7f, 0.15f}, 0.02f));
  EXPECT_TRUE(view_.depth().hidden({0.0f, -0.7f, 0.15f}, 0.02f));
}

TEST_F(SurfaceViewTest, ThroughAHoleOneSeesTheBackground) {
  const SurfaceStyle style{.iso_lines = 0, .background = {0.2f, 0.1f, 0.3f}};
  view_.set_field(
      make_field(128, 128, [](float u, float v) { return std::hypot(u - 0.5f, v - 0.5f) < 0.15f ? nan : 0.5f; }));
  const Image image = draw(from_above, style);
  EXPECT_LE(difference(pixel(image, 160, 150), to_pixel(style.background)), 1);
  EXPECT_FALSE(view_.depth().pick({160.0f, 150.0f}));
  EXPECT_GT(difference(pixel(image, 160, 90), to_pixel(style.background)), 30);
  EXPECT_TRUE(view_.depth().pick({160.0f, 90.0f}));
}

TEST_F(SurfaceViewTest, ThroughAHoleOneSeesTheSurfaceBehind) {
  // A wall with a gap in it, and behind it a slope as high as the wall.
  const auto height = [](float u, float v) {
    if (std::abs(u - 0.5f) < 0.2f && v > 0.26f && v < 0.45f) return nan;
    return v < 0.4f ? std::max(0.0f, (v - 0.2f) / 0.2f) : std::max(0.0f, (v - 0.5f) / 0.5f);
  };
  view_.set_field(make_field(200, 200, height));
  const Camera camera{.azimuth = 0.0f, .elevation = 0.3f};
  draw(camera, {.iso_lines = 0});
  const auto gap = camera.project(view_.box().to_world(0.5f, 0.34f, 0.7f), viewport);
  const auto seen = view_.depth().pick(gap->pixel);
  ASSERT_TRUE(seen);
  EXPECT_GT(seen->y(), 0.0f);
}

TEST_F(SurfaceViewTest, AFieldOfHolesIsTheBackground) {
  view_.set_field(make_field(16, 16, [](float, float) { return nan; }));
  const SurfaceStyle style;
  const Image image = draw({}, style);
  for (int x = 0; x < 320; x += 20) EXPECT_EQ(difference(pixel(image, x, 150), to_pixel(style.background)), 0);
}

TEST_F(SurfaceViewTest, TurningTheCameraByHalfACircleIsTurningTheField) {
  const auto height = [](float u, float v) { return 0.3f + 0.4f * u * u + 0.2f * std::sin(5.0f * v); };
  view_.set_field(make_field(129, 129, height));
  const Image turned_camera = draw({.azimuth = 0.5f + pi});
  view_.set_field(make_field(129, 129, [&](float u, float v) { return height(1.0f - u, 1.0f - v); }));
  const Image turned_field = draw({.azimuth = 0.5f});
  int different = 0;
  for (int y = 0; y < 300; ++y) {
    for (int x = 0; x < 320; ++x) different += difference(pixel(turned_camera, x, y), pixel(turned_field, x, y)) > 6;
  }
  EXPECT_LT(different, 300 * 320 / 200) << "pixels that differ";
}

TEST_F(SurfaceViewTest, ARampCrossesAsManyLinesAsThereAreLevels) {
  view_.set_field(make_field(100, 100, [](float u, float) { return u; }));
  const Image plain = draw(from_above, {.iso_lines = 0});
  for (const int levels : {1, 8, 20}) {
    EXPECT_EQ(count_lines(draw(from_above, {.iso_lines = levels}), plain, 150), levels);
  }
}

TEST_F(SurfaceViewTest, ALevelPlaceShowsTheColourOfItsHeight) {
  view_.set_field(make_field(50, 50, [](float, float) { return 0.6f; }));
  for (const ColourMapInfo& info : colour_maps) {
    const Image image = draw(from_above, {.colour_map = info.map});
    EXPECT_LE(difference(pixel(image, 160, 150), to_pixel(colour(info.map, 0.6))), 12) << info.key;
  }
}

TEST_F(SurfaceViewTest, RefiningSmoothsTheOutlineAndChangesNothingElse) {
  view_.set_field(make_field(128, 128, [](float u, float v) { return 0.2f + 0.3f * u + 0.1f * v; }));
  const Camera camera{.azimuth = 0.3f};
  const SurfaceStyle style{.iso_lines = 0};
  const Image draft = draw(camera, style);
  ASSERT_TRUE(view_.needs_refine());
  int refinements = 0;
  for (; view_.needs_refine() && refinements < 100; ++refinements) view_.refine();
  EXPECT_LT(refinements, 20);
  const Image fine = read_image(view_.picture());

  // Between the background and the surface the draft has two kinds of pixels, the refined picture some between them.
  const auto between = [&](const Image& image) {
    int count = 0;
    for (int y = 0; y < 300; ++y) {
      for (int x = 1; x + 1 < 320; ++x) {
        const int left = pixel(image, x - 1, y).brightness();
        const int here = pixel(image, x, y).brightness();
        const int right = pixel(image, x + 1, y).brightness();
        count += here > std::min(left, right) + 20 && here < std::max(left, right) - 20;
      }
    }
    return count;
  };
  EXPECT_EQ(between(draft), 0);
  EXPECT_GT(between(fine), 100);
  EXPECT_LE(difference(pixel(draft, 160, 150), pixel(fine, 160, 150)), 3);
  EXPECT_EQ(difference(pixel(fine, 3, 3), to_pixel(style.background)), 0);
}

TEST_F(SurfaceViewTest, IsDrawnOnlyWhenItWouldLookDifferent) {
  view_.set_field(make_field(32, 32, hill));
  Camera camera;
  EXPECT_TRUE(view_.draw(camera, viewport, {}));
  for (int k = 0; k < 5; ++k) EXPECT_FALSE(view_.draw(camera, viewport, {}));
  EXPECT_EQ(view_.drawings(), 1);
  while (view_.needs_refine()) view_.refine();
  const int refined = view_.drawings();
  view_.refine();
  EXPECT_FALSE(view_.draw(camera, viewport, {}));
  EXPECT_EQ(view_.drawings(), refined) << "smooth already";

  camera.orbit(3.0f, 0.0f, viewport);
  EXPECT_TRUE(view_.draw(camera, viewport, {}));
  EXPECT_TRUE(view_.needs_refine());
  EXPECT_TRUE(view_.draw(camera, viewport, {.iso_lines = 9}));
  EXPECT_TRUE(view_.draw(camera, viewport, {.iso_lines = 9, .background = {1.0f, 1.0f, 1.0f}}));
  EXPECT_TRUE(view_.draw(camera, {200, 100}, {}));
  view_.set_field(make_field(32, 32, hill), {.z_scale = 0.5f});
  EXPECT_TRUE(view_.draw(camera, {200, 100}, {}));
  EXPECT_FALSE(view_.draw(camera, {0, 0}, {})) << "an empty viewport";
  EXPECT_EQ(view_.drawings(), refined + 5);
  EXPECT_TRUE(view_.error().empty()) << view_.error();
}

}  // namespace
}  // namespace fallline::render

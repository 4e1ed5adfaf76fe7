// What the tests of drawing share: a context without a display, and fields and pixels to look at.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <memory>

#include "app/render/colour_map.h"
#include "app/render/field.h"
#include "app/render/offscreen.h"
#include "app/render/read_image.h"

namespace fallline::render {

// Makes OpenGL current for all tests of a suite.
class GlTest : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    Result<OffscreenContext> made = OffscreenContext::create();
    ASSERT_TRUE(made) << made.error();
    context_ = std::make_unique<OffscreenContext>(*std::move(made));
  }
  static void TearDownTestSuite() { context_.reset(); }

  // Nothing that a test did may have been wrong use of OpenGL.
  void TearDown() override { EXPECT_EQ(glGetError(), static_cast<GLenum>(GL_NO_ERROR)); }

 private:
  static inline std::unique_ptr<OffscreenContext> context_;
};

// A field of height(u, v) with u, v in [0, 1].
template <class Height>
Field make_field(int width, int height, Height&& height_at) {
  Field field{width, height, {}};
  for (int j = 0; j < height; ++j) {
    for (int i = 0; i < width; ++i) {
      const float u = static_cast<float>(i) / static_cast<float>(width - 1);
      const float v = static_cast<float>(j) / static_cast<float>(height - 1);
      field.height_values.push_back(height_at(u, v));
    }
  }
  return field;
}

// A hill of height 1 in the middle, about 0.3 wide.
inline float hill(float u, float v) {
  const float x = (u - 0.5f) / 0.15f;
  const float y = (v - 0.5f) / 0.15f;
  return std::exp(-0.5f * (x * x + y * y));
}

struct Pixel {
  int r, g, b;

  int brightness() const { return r + g + b; }
};

inline Pixel pixel(const Image& image, int x, int y) {
  const std::uint8_t* const rgba =
      &image.rgba[4 *
                  (static_cast<std::size_t>(y) * static_cast<std::size_t>(image.width) + static_cast<std::size_t>(x))];
  return {rgba[0], rgba[1], rgba[2]};
}

inline Pixel to_pixel(Rgb rgb) {
  const auto byte = [](float part) { return static_cast<int>(std::lround(255.0f * part)); };
  return {byte(rgb.r), byte(rgb.g), byte(rgb.b)};
}

// The largest difference of a channel.
inline int difference(Pixel a, Pixel b) {
  return std::max({std::abs(a.r - b.r), std::abs(a.g - b.g), std::abs(a.b - b.b)});
}

// How many dark lines row y crosses: where `lined` is clearly darker than `plain`, the same picture without lines.
inline int count_lines(const Image& lined, const Image& plain, int y) {
  int count = 0;
  bool inside = false;
  for (int x = 0; x < lined.width; ++x) {
    const int bright = pixel(plain, x, y).brightness();
    const bool dark = pixel(lined, x, y).brightness() < bright - bright / 12 - 3;
    if (dark && !inside) ++count;
    inside = dark;
  }
  return count;
}

}  // namespace fallline::render

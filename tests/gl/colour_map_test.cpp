#include "app/render/colour_map_texture.h"

#include <cmath>
#include <limits>

#include "tests/gl/gl_test.h"

namespace fallline::render {
namespace {

// CIE lightness L* of an sRGB colour, 0 to 100.
double lightness(Rgb rgb) {
  const auto linear = [](double part) {
    return part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
  };
  const double y = 0.2126 * linear(rgb.r) + 0.7152 * linear(rgb.g) + 0.0722 * linear(rgb.b);
  return y > 0.008856 ? 116.0 * std::cbrt(y) - 16.0 : 903.3 * y;
}

void expect_colour(ColourMap map, double t, Pixel expected) {
  EXPECT_EQ(difference(to_pixel(colour(map, t)), expected), 0) << colour_maps[static_cast<std::size_t>(map)].key << t;
}

// Entries of the published tables.
TEST(ColourMap, HasThePublishedColours) {
  expect_colour(ColourMap::viridis, 0.0, {68, 1, 84});
  expect_colour(ColourMap::viridis, 128.0 / 255.0, {33, 145, 140});
  expect_colour(ColourMap::viridis, 1.0, {253, 231, 37});
  expect_colour(ColourMap::magma, 0.0, {0, 0, 4});
  expect_colour(ColourMap::magma, 1.0, {252, 253, 191});
  expect_colour(ColourMap::cividis, 1.0, {254, 232, 56});
}

TEST(ColourMap, IsLinearBetweenEntriesAndClampedOutside) {
  const Rgb low = colour(ColourMap::viridis, 100.0 / 255.0);
  const Rgb high = colour(ColourMap::viridis, 101.0 / 255.0);
  EXPECT_NEAR(colour(ColourMap::viridis, 100.25 / 255.0).g, 0.75f * low.g + 0.25f * high.g, 1e-6f);
  EXPECT_EQ(colour(ColourMap::magma, -3.0), colour(ColourMap::magma, 0.0));
  EXPECT_EQ(colour(ColourMap::magma, 7.0), colour(ColourMap::magma, 1.0));
  EXPECT_EQ(colour(ColourMap::magma, std::numeric_limits<double>::quiet_NaN()), colour(ColourMap::magma, 0.0));
}

TEST(ColourMap, HigherIsLighterInEveryMap) {
  for (std::size_t k = 0; k < colour_maps.size(); ++k) {
    const ColourMap map = colour_maps[k].map;
    EXPECT_EQ(static_cast<std::size_t>(map), k) << "the table is in the order of the enumeration";
    for (int t = 0; t < 51; ++t) {
      EXPECT_LT(lightness(colour(map, t / 51.0)), lightness(colour(map, (t + 1) / 51.0))) << colour_maps[k].key;
    }
  }
}

}  // namespace
}  // namespace fallline::render

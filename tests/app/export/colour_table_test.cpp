#include "app/export/colour_table.h"

#include <gtest/gtest.h>

#include <cmath>

namespace fallline::exporting {
namespace {

render::Image image_of(const std::vector<Bytes3>& pixels) {
  render::Image image{static_cast<int>(pixels.size()), 1, {}};
  for (const Bytes3& p : pixels) image.rgba.insert(image.rgba.end(), {p[0], p[1], p[2], 255});
  return image;
}

TEST(ColourTable, IsExactWhereThereAreFewColours) {
  std::vector<Bytes3> pixels;
  for (int i = 0; i < 200; ++i)
    pixels.push_back(
        {static_cast<std::uint8_t>(i), static_cast<std::uint8_t>(255 - i), static_cast<std::uint8_t>(7 * i)});
  ColourCount count;
  count.add(image_of(pixels));
  ColourTable table(count, 255);
  EXPECT_LE(table.colours().size(), 255u);
  for (const Bytes3& p : pixels)
    for (std::size_t k = 0; k < 3; ++k) EXPECT_NEAR(table.colours()[table.index(p.data())][k], p[k], 2);
}

TEST(ColourTable, KeepsAThinLineBesideALargeGradient) {
  std::vector<Bytes3> pixels;
  for (int y = 0; y < 256; ++y)
    for (int x = 0; x < 256; ++x)
      pixels.push_back(
          {static_cast<std::uint8_t>(x / 2), static_cast<std::uint8_t>(y), static_cast<std::uint8_t>(120)});
  const Bytes3 line{255, 122, 107};
  pixels.insert(pixels.end(), 40, line);
  ColourCount count;
  count.add(image_of(pixels));
  ColourTable table(count, 255);
  EXPECT_EQ(table.colours().size(), 255u);
  EXPECT_EQ(table.colours()[table.index(line.data())], line);
  double squares = 0;
  for (const Bytes3& p : pixels)
    for (std::size_t k = 0; k < 3; ++k) squares += std::pow(table.colours()[table.index(p.data())][k] - p[k], 2);
  EXPECT_LT(std::sqrt(squares / (3.0 * static_cast<double>(pixels.size()))), 6);
}

TEST(ColourTable, OfNothingHasAColour) { EXPECT_EQ(ColourTable(ColourCount(), 255).colours().size(), 1u); }

}  // namespace
}  // namespace fallline::exporting

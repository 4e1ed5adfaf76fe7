// PNG files as grey images, and what is no PNG.
#include "app/image_import.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <filesystem>
#include <fstream>

#include "app/render/image.h"
#include "own_folder.h"
#include "session/whole_file.h"

namespace fallline {
namespace {

using Rgba = std::array<std::uint8_t, 4>;

class ImageImport : public testing::Test {
 protected:
  ~ImageImport() override { std::filesystem::remove_all(folder); }

  std::string path(const std::string& name) const { return folder + "/" + name; }
  template <class Colour>
  std::string write(int width, int height, Colour colour) const {
    render::Image image{width, height, {}};
    for (int y = 0; y < height; ++y)
      for (int x = 0; x < width; ++x)
        for (const std::uint8_t channel : Rgba(colour(x, y))) image.rgba.push_back(channel);
    std::ofstream(path("picture.png"), std::ios::binary) << *encode_png(image);
    return path("picture.png");
  }
  static GreyImage taken(const std::string& file) {
    const auto imported = import_png(file);
    if (const auto* bad = std::get_if<Unreadable>(&imported)) ADD_FAILURE() << bad->message;
    return std::get<GreyImage>(imported);
  }
  static std::string message(const std::string& file) {
    const auto imported = import_png(file);
    const auto* bad = std::get_if<Unreadable>(&imported);
    return bad ? bad->message : "";
  }

  const std::string folder = test::own_folder("import");
};

Rgba grey(int level) {
  const auto v = static_cast<std::uint8_t>(level);
  return {v, v, v, 255};
}

TEST_F(ImageImport, GreyComesBackByteForByte) {
  const GreyImage image = taken(write(128, 2, [](int x, int y) { return grey(128 * y + x); }));
  ASSERT_EQ(image.columns(), 128);
  ASSERT_EQ(image.rows(), 2);
  for (std::size_t i = 0; i < 256; ++i) EXPECT_EQ(image.pixels()[i], i) << "the first row is the top one";
}

TEST_F(ImageImport, ColoursCountAsTheEyeSeesThemBeforeWhite) {
  const Rgba colours[] = {{255, 0, 0, 255}, {0, 255, 0, 255}, {0, 0, 255, 255}, {0, 0, 0, 0}, {0, 0, 0, 51}};
  const GreyImage image = taken(write(5, 2, [&](int x, int) { return colours[x]; }));
  const std::uint8_t expected[] = {54, 182, 18, 255, 204};
  for (std::size_t i = 0; i < 5; ++i) EXPECT_EQ(image.pixels()[i], expected[i]);
}

TEST_F(ImageImport, LargerOnesAreAveragedDown) {
  const GreyImage half = taken(write(256, 100, [](int x, int y) { return grey(x % 2 == 0 ? 10 + y : 30 + y); }));
  ASSERT_EQ(half.columns(), 128);
  ASSERT_EQ(half.rows(), 50);
  for (int row = 0; row < 50; ++row)
    EXPECT_EQ(half.pixels()[static_cast<std::size_t>(row * 128 + 77)], std::lround(20 + 2 * row + 0.5));

  // By a factor that is no whole number the mean stays.
  const GreyImage odd = taken(write(300, 300, [](int x, int y) { return grey((x * x + 7 * y) % 256); }));
  ASSERT_EQ(odd.columns(), 128);
  double before = 0, after = 0;
  for (int y = 0; y < 300; ++y)
    for (int x = 0; x < 300; ++x) before += (x * x + 7 * y) % 256 / 90000.0;
  for (const std::uint8_t v : odd.pixels()) after += v / 16384.0;
  EXPECT_NEAR(after, before, 0.05);

  EXPECT_EQ(taken(write(2000, 4, [](int, int) { return grey(9); })).rows(), 2) << "a thin one keeps two rows";
}

TEST_F(ImageImport, WhatIsNoImageIsRefused) {
  EXPECT_EQ(message(path("nowhere.png")), path("nowhere.png") + ": cannot be read");
  std::ofstream(path("text.png")) << "no picture";
  EXPECT_EQ(message(path("text.png")), path("text.png") + ": a PNG image of at most 67108864 pixels is expected");
  std::ofstream(path("empty.png"));
  EXPECT_NE(message(path("empty.png")), "");
  const std::string whole = *read_whole_file(write(40, 40, [](int x, int y) { return grey(x * y % 256); }));
  std::ofstream(path("cut.png"), std::ios::binary) << whole.substr(0, whole.size() / 2);
  EXPECT_NE(message(path("cut.png")), "");
  EXPECT_EQ(message(write(40, 1, [](int, int) { return grey(0); })),
            path("picture.png") + ": 40 × 1 pixels; sides from 2 to 128 are expected");
}

TEST(ImageName, ByItsEnding) {
  EXPECT_TRUE(is_png_name("a.png"));
  EXPECT_TRUE(is_png_name("/b/C.PNG"));
  EXPECT_FALSE(is_png_name(".png"));
  EXPECT_FALSE(is_png_name("png"));
  EXPECT_FALSE(is_png_name("a.png.json"));
}

}  // namespace
}  // namespace fallline

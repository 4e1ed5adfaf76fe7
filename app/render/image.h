// Pictures in memory and as PNG.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "app/render/result.h"

namespace fallline::render {

// A picture in memory: row 0 is the top one, four bytes (red, green, blue, alpha) a pixel, no padding.
struct Image {
  int width = 0;
  int height = 0;
  std::vector<std::uint8_t> rgba;
};

// The content of a PNG file. An error when there are no pixels, or not enough memory to compress them.
Result<std::string> encode_png(const Image& image);

}  // namespace fallline::render

// Pictures in memory and as PNG files.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <vector>

#include "app/render/framebuffer.h"

namespace fallline::render {

// A picture in memory: row 0 is the top one, four bytes (red, green, blue, alpha) a pixel, no padding.
struct Image {
  int width = 0;
  int height = 0;
  std::vector<std::uint8_t> rgba;
};

// The colours of a framebuffer that keeps them.
Image read_image(const Framebuffer& framebuffer);

// The lower left width × height pixels of whatever framebuffer is bound for reading; for the window: 0.
Image read_bound_image(int width, int height);

// Writes a PNG file, replacing an old one. The error names the path and the reason.
[[nodiscard]] std::optional<Error> write_png(const Image& image, const std::filesystem::path& path);

}  // namespace fallline::render

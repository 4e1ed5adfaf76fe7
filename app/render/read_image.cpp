#include "app/render/read_image.h"

#include <algorithm>

namespace fallline::render {

Image read_bound_image(int width, int height) {
  const std::size_t row_size = static_cast<std::size_t>(width) * 4;
  Image image{width, height, std::vector<std::uint8_t>(row_size * static_cast<std::size_t>(height))};
  glPixelStorei(GL_PACK_ALIGNMENT, 1);
  glReadPixels(0, 0, width, height, GL_RGBA, GL_UNSIGNED_BYTE, image.rgba.data());
  for (int top = 0, bottom = height - 1; top < bottom; ++top, --bottom) {
    std::uint8_t* const upper = image.rgba.data() + static_cast<std::size_t>(top) * row_size;
    std::uint8_t* const lower = image.rgba.data() + static_cast<std::size_t>(bottom) * row_size;
    std::swap_ranges(upper, upper + row_size, lower);
  }
  return image;
}

Image read_image(const Framebuffer& framebuffer) {
  const DrawTarget bound(framebuffer);
  return read_bound_image(framebuffer.width(), framebuffer.height());
}

}  // namespace fallline::render

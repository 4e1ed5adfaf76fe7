#include "app/render/image.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <cerrno>
#include <cstring>
#include <fstream>

#define STB_IMAGE_WRITE_IMPLEMENTATION
#define STB_IMAGE_WRITE_STATIC
#include <stb_image_write.h>

namespace fallline::render {
namespace {

void append_bytes(void* destination, void* data, int size) {
  auto& bytes = *static_cast<std::vector<char>*>(destination);
  const char* const begin = static_cast<const char*>(data);
  bytes.insert(bytes.end(), begin, begin + size);
}

}  // namespace

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

std::optional<Error> write_png(const Image& image, const std::filesystem::path& path) {
  if (image.width < 1 || image.height < 1) {
    return Error{
        fmt::format("{}: a picture of {} x {} pixels cannot be written", path.string(), image.width, image.height)};
  }
  assert(image.rgba.size() == static_cast<std::size_t>(image.width) * static_cast<std::size_t>(image.height) * 4);
  std::vector<char> bytes;
  if (stbi_write_png_to_func(append_bytes, &bytes, image.width, image.height, 4, image.rgba.data(), 0) == 0) {
    return Error{fmt::format("{}: not enough memory to compress the picture", path.string())};
  }
  errno = 0;
  std::ofstream file(path, std::ios::binary);
  file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  file.close();
  if (!file) return Error{fmt::format("{}: cannot be written: {}", path.string(), std::strerror(errno))};
  return std::nullopt;
}

}  // namespace fallline::render

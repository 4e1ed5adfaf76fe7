#include "app/render/image.h"

#include <fmt/format.h>

#include <cassert>

#define STB_IMAGE_WRITE_IMPLEMENTATION
#define STB_IMAGE_WRITE_STATIC
#include <stb_image_write.h>

namespace fallline::render {
namespace {

void append_bytes(void* destination, void* data, int size) {
  static_cast<std::string*>(destination)->append(static_cast<const char*>(data), static_cast<std::size_t>(size));
}

}  // namespace

Result<std::string> encode_png(const Image& image) {
  if (image.width < 1 || image.height < 1)
    return Error{fmt::format("a picture of {} x {} pixels cannot be written", image.width, image.height)};
  assert(image.rgba.size() == static_cast<std::size_t>(image.width) * static_cast<std::size_t>(image.height) * 4);
  std::string bytes;
  if (stbi_write_png_to_func(append_bytes, &bytes, image.width, image.height, 4, image.rgba.data(), 0) == 0)
    return Error{"not enough memory to compress the picture"};
  return bytes;
}

}  // namespace fallline::render

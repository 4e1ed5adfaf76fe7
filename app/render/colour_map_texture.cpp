#include "app/render/colour_map_texture.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>

namespace fallline::render {

Texture colour_map_texture(ColourMap map) {
  constexpr std::size_t steps = 1024;
  std::array<std::uint8_t, steps * 4> texels{};
  for (std::size_t k = 0; k < steps; ++k) {
    const Rgb rgb = colour(map, static_cast<double>(k) / (steps - 1));
    const auto byte = [](float part) { return static_cast<std::uint8_t>(std::lround(part * 255.0f)); };
    const std::uint8_t rgba[] = {byte(rgb.r), byte(rgb.g), byte(rgb.b), 255};
    std::copy_n(rgba, 4, &texels[4 * k]);
  }
  return {TexelFormat::rgba8, static_cast<int>(steps), 1, TextureFilter::nearest, texels.data()};
}

}  // namespace fallline::render

// Samples as pixels: discs and rings of any number, drawn once into a picture that is then shown over the field.
#pragma once

#include <imgui.h>

#include <cstdint>
#include <span>
#include <vector>

namespace fallline {

enum class DotShape {
  disc,      // with a dark rim
  ring,      // hollow
  eyed_ring  // with a dot in its middle
};

struct Dot {
  float x, y;  // pixels from the lower left corner
  ImU32 colour;
  DotShape shape;
  bool marked;  // a light ring around it
  friend bool operator==(const Dot&, const Dot&) = default;
};

// columns × rows pixels from the bottom up: red, green, blue, opacity, 0 where there is nothing. `radius` in pixels.
std::vector<ImU32> draw_dots(int columns, int rows, std::span<const Dot> dots, float radius);

}  // namespace fallline

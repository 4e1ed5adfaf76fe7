// How a field is drawn, the same in three dimensions and from above.
#pragma once

#include "app/render/colour_map.h"

namespace fallline::render {

struct FieldStyle {
  ColourMap colour_map = ColourMap::viridis;
  int iso_lines = 20;       // evenly spaced: line k of n lies at the height (k + ½) / n; 0 for none
  float line_width = 1.0f;  // pixels
  Rgb background{0.059f, 0.071f, 0.094f};

  bool operator==(const FieldStyle&) const = default;
};

}  // namespace fallline::render

// A field made ready for the shaders: dense, with slopes, without NaN.
#pragma once

#include <vector>

#include "app/render/field.h"

namespace fallline::render {

// What the shaders read of a Field: four floats a node, (h, ∂h/∂u, ∂h/∂v, c) with u, v in [0, 1] over the field.
// Holes carry the height of the nearest known node; c is 1 on known nodes and 0 in holes, the edge of a hole is where
// it passes ½. The nodes are dense enough that linear interpolation between them looks smooth.
struct Relief {
  int width = 0;
  int height = 0;
  bool has_holes = false;
  std::vector<float> texels;
};

// Splits the cells of a field that has far fewer nodes than wanted into equal parts, filled in with Catmull-Rom splines
// (which keep the values at the field's own nodes), and takes the slopes by central differences.
Relief make_relief(const Field& field, int wanted_width, int wanted_height);

}  // namespace fallline::render

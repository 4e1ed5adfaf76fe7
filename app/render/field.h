// Heights over a rectangle, which is all that this room knows of an error surface.
#pragma once

#include <cstddef>
#include <vector>

namespace fallline::render {

// Heights over a rectangle, sampled at the nodes of a grid whose outermost nodes lie on the border: node (i, j) is at
// u = i / (width − 1), v = j / (height − 1), so row 0 is at y_min. Heights are normalized to [0, 1]; what is not finite
// is a hole.
struct Field {
  int width = 0;   // nodes along x, at least 2
  int height = 0;  // nodes along y, at least 2
  std::vector<float> height_values;

  float at(int i, int j) const {
    return height_values[static_cast<std::size_t>(j) * static_cast<std::size_t>(width) + static_cast<std::size_t>(i)];
  }
};

// The height between the nodes, bilinear; u, v in [0, 1], clamped. Not finite where one of the four nodes around is a
// hole.
float sample_height(const Field& field, float u, float v);

}  // namespace fallline::render

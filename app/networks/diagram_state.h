// What the diagram of the network remembers between frames.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "app/networks/heat_maps.h"

namespace fallline {

struct DiagramState {
  std::vector<std::size_t> scrolled;  // by how many units each column is
  // The parameter that is being moved, or typed.
  struct Hand {
    int colour;  // of its racer
    std::size_t parameter;
    double start, value;
    float from, at_x;  // where the mouse took hold: its height, and where a number is typed
    double a_pixel;    // how much a pixel up adds
    bool moved = false, typing = false;
  };
  std::optional<Hand> hand;
  HeatMaps heat_maps;
};

}  // namespace fallline

// How basins look: a colour for each goal, brighter where paths come to it sooner; what diverges is nearly black.
#pragma once

#include <cstdint>
#include <vector>

#include "landscape/basins.h"

namespace fallline {

// 0xRRGGBB, that of the goal and of the middling path to it. The first eight are told apart by colour-blind people too.
std::uint32_t basin_colour(std::size_t goal);
// Of what comes to no goal: Basins::under_way or Basins::out.
std::uint32_t colour_of_no_basin(std::int16_t end);

// A pixel a cell, as red, green, blue and 255, row by row from y_min.
std::vector<std::uint8_t> basin_pixels(const Basins& basins);

}  // namespace fallline

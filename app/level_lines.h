// Where a field on a grid passes a level, by marching squares, joined to polylines so that they can be dashed.
#pragma once

#include <imgui.h>

#include <span>
#include <vector>

namespace fallline {

// `field`: columns × rows values, row by row. The points are in units of nodes: (0, 0) is the first one, (columns − 1,
// rows − 1) the last. A line parts values below the level from those at or above it; cells with a value that is not
// finite have none. A closed line ends where it begins.
std::vector<std::vector<ImVec2>> level_lines(std::span<const float> field, int columns, int rows, float level);

}  // namespace fallline

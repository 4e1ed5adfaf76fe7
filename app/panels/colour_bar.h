// The colour bar of a surface: losses beside their colours.
#pragma once

#include "app/frame.h"
#include "landscape/height_map.h"

namespace fallline {

// In a view from `low` to `high`: upright at its right, or lying at its bottom where the surface takes the whole width;
// not at all where there is no room.
void draw_colour_bar(const Frame& frame, const HeightMap& heights, ImVec2 low, ImVec2 high, ImDrawList* list);

}  // namespace fallline

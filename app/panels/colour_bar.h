// The colour bar of the surface: losses beside their colours.
#pragma once

#include "app/panels/panels.h"

namespace fallline {

// In a view from `low` to `high`: upright at its right, or lying at its bottom where the surface takes the whole width;
// not at all where there is no room.
void draw_colour_bar(const SurfacesFrame& frame, ImVec2 low, ImVec2 high, ImDrawList* list);

}  // namespace fallline

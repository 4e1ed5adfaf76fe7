#pragma once

#include <imgui.h>

namespace fallline::ui {

// The border of what fill_round() fills: inside of it, a pixel wide.
void draw_rim(ImDrawList& list, ImVec2 min, ImVec2 max, ImU32 colour, float radius);

}  // namespace fallline::ui

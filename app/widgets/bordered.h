#pragma once

#include <imgui.h>

namespace fallline::ui {

// As fill_round(), below a border of the same shape that is drawn next: it smooths the edge, so that the ground takes a
// quarter of the triangles.
void fill_bordered(ImDrawList& list, ImVec2 min, ImVec2 max, ImU32 colour, float radius);

}  // namespace fallline::ui

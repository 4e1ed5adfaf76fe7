#pragma once

#include <imgui.h>

#include <span>

#include "app/plot/trace.h"

namespace fallline::plot {

// A line down a pixel column that is longer than this many pixels, as dense curves have one in each, is drawn as a
// plain rectangle: of a tenth of the cost.
inline constexpr float upright = 6.0f;
inline bool is_upright(ImVec2 a, ImVec2 b) { return a.x == b.x && (a.y > b.y ? a.y - b.y : b.y - a.y) > upright; }

// Draws every run; one of a single point as a dot. Corners sharper than a right angle are butted, not mitred: the mitre
// of a spike would stand several pixels above the value that it shows.
void stroke(ImDrawList& list, const Trace& trace, ImU32 colour, float width);

// The same in dashes along the line; lengths in pixels.
void stroke_dashed(ImDrawList& list, const Trace& trace, ImU32 colour, float width, float dash, float gap);

}  // namespace fallline::plot

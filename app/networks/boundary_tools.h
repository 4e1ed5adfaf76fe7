// The tools of the boundary view: what the left button does there.
#pragma once

#include "app/networks/frame.h"

namespace fallline {

// How wide the row of tools is, in pixels.
float boundary_tools_width(const NetworksFrame& frame);
// The row, its upper left corner at the cursor. Draw what may lie below it into the same window before, but submit what
// may take its clicks after it.
void draw_boundary_tools(NetworksFrame& frame);

// What an added sample is drawn in.
ImU32 colour_of_added(const NetworksFrame& frame, int label);

}  // namespace fallline

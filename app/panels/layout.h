// The layout: where each panel stands, and the seams between them that can be dragged.
#pragma once

#include "app/panels/panels.h"

namespace fallline {

// Fills `size` from the corner of the screen.
void draw_layout(SurfacesFrame& frame, ImVec2 size);

}  // namespace fallline

// The data behind a surface, and the model that every racer's θ is.
#pragma once

#include "app/panels/panels.h"

namespace fallline {

// Fills `size` at the cursor; only for surfaces with data.
void draw_data_panel(SurfacesFrame& frame, ImVec2 size);

}  // namespace fallline

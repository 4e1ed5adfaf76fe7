#pragma once

#include <string_view>

#include "app/widgets/ui.h"

namespace fallline::ui {

enum class SeamAxis {
  vertical,    // between left and right: moves in x
  horizontal,  // between top and bottom: moves in y
};

struct SeamSpec {
  SeamAxis axis = SeamAxis::vertical;
  ImVec2 start;         // upper or left end, pixels of the screen
  float length = 0.0f;  // pixels along the seam
  float lowest = 0.0f;  // bounds of the position, pixels of the screen
  float highest = 0.0f;
};

// The line between two panels: one pixel wide at 1×, caught within 4 pixels of it on either side. `position` is its
// x (vertical) or y (horizontal) on the screen. Call in the window that holds both panels, after both, because what
// comes later in a window lies on top. The cursor is left below the seam.
Edit seam(Ui& ui, std::string_view id, float& position, const SeamSpec& spec);

}  // namespace fallline::ui

// The parts of the loss surface's view.
#pragma once

#include <functional>
#include <optional>

#include "app/networks/frame.h"
#include "app/panels/racer_paths.h"
#include "app/panels/stage.h"

namespace fallline {

// How the plane stands on the screen, in 3-D or from above.
struct PlaneOnScreen {
  struct Seen {
    ImVec2 at;
    bool hidden;
  };
  ImVec2 low, high;
  std::function<std::optional<Seen>(Point)> see;  // none where there is no surface
  std::function<void(Mark, Point, ImU32)> mark;   // where there is some
  PathWidths widths;
};

// The paths of all racers that are shown; and of that near to the mouse, which step it is and how far from the plane.
void draw_plane_paths(NetworksFrame& frame, const PlaneOnScreen& screen, bool hovered, ImDrawList* list);

// How tall the controls will be in a view of this size; 0: there is no room for them.
float landscape_controls_height(const NetworksFrame& frame, ImVec2 view);
void draw_landscape_controls(NetworksFrame& frame, ImVec2 low, ImVec2 high);

}  // namespace fallline

// The point that the curvature panel and the Taylor model are about, and how a click chooses one.
#pragma once

#include <optional>
#include <string>

#include "app/panels/panels.h"

namespace fallline {

struct Subject {
  Point at;
  std::string where;                        // "at the cursor"
  const CriticalPoint* critical = nullptr;  // the one it is, if it was picked as such
};

// What stays when the mouse goes: the pin, else the picked critical point, else where the racer in focus is, else the
// start.
Subject anchor(const SurfacesFrame& frame);
// What the mouse points at, else the anchor.
Subject subject(const SurfacesFrame& frame);

// A click on the map or the surface: picks the critical point, or pins the point where there is none.
void choose(LabState& state, Point at, std::optional<std::size_t> critical);

// For the last item. A press of the left button is a drag once it has left the place where it began.
bool is_dragged();
// True on the frame in which a press that never was a drag is let go.
bool is_click_released();

}  // namespace fallline

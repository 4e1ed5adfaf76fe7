// The paths of all racers on a view, and of those that were pinned.
#pragma once

#include "app/kept_paths.h"
#include "app/panels/panels.h"

namespace fallline {

struct PathWidths {
  float line, halo, ahead;  // units of 1× pixels; ahead: of the steps after the one that is shown
};

// How the path of a racer is drawn up to the step that is shown, and what is ahead of it.
PathStyle path_style(const Frame& frame, int colour, const PathWidths& widths);
PathStyle ahead_style(const Frame& frame, int colour, const PathWidths& widths);

// `place` as in KeptPaths::begin().
void draw_racer_paths(const SurfacesFrame& frame, KeptPaths& kept, std::vector<double> place, const PathWidths& widths,
                      const BuildPath& build, ImDrawList* list);

}  // namespace fallline

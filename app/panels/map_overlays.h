// What can be switched on over the contour map, one file each.
#pragma once

#include "app/panels/map_transform.h"
#include "app/panels/panels.h"

namespace fallline {

// The plane hatched where H is indefinite, dotted where it is negative definite, with a legend.
void draw_definiteness(const Frame& frame, const MapTransform& map, ImDrawList* list);
void draw_definiteness_legend(const Frame& frame, const MapTransform& map, ImDrawList* list);
// Where the legend lies; none where the map is too small for it.
std::optional<ui::Rect> definiteness_legend(const Frame& frame, const MapTransform& map);

// −g, the update after each part, and the step that the racer in focus will take next, from where it is. Magnified
// together where the step is too short to be seen; arrows longer than a share of the map are cut, and say so.
void draw_step_parts(const Frame& frame, const MapTransform& map, ImDrawList* list);

// The iso-lines of the surface of the mini-batch that the next step sees, at the levels of the map's own lines.
void draw_batch_lines(const Frame& frame, const MapTransform& map, ImDrawList* list);

// The iso-lines of the Taylor model around the subject, dashed, at the levels of the map's own lines.
void draw_taylor_lines(const Frame& frame, const MapTransform& map, ImDrawList* list);

}  // namespace fallline

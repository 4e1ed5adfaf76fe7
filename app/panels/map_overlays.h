// What can be switched on over the contour map, one file each.
#pragma once

#include "app/panels/map_transform.h"
#include "app/panels/panels.h"

namespace fallline {

// The plane hatched where H is indefinite, dotted where it is negative definite, with a legend.
void draw_definiteness(const Frame& frame, const MapTransform& map, ImDrawList* list);
void draw_definiteness_legend(const Frame& frame, const MapTransform& map, ImDrawList* list);

}  // namespace fallline

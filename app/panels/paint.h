// Painting a surface that is an image: the tools in the experiment panel, and the brush on the map.
#pragma once

#include "app/panels/map_transform.h"
#include "app/panels/panels.h"

namespace fallline {

void draw_paint_tools(SurfacesFrame& frame);

bool is_painting(const SurfacesFrame& frame);  // the left button paints on the map

// For the map as the last item.
void paint_on_map(SurfacesFrame& frame, const MapTransform& map);
void draw_brush(const SurfacesFrame& frame, const MapTransform& map, ImDrawList* list);

}  // namespace fallline

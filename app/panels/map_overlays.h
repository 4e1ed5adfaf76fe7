// What can be switched on over the contour map, one file each.
#pragma once

#include "app/panels/map_transform.h"
#include "app/panels/panels.h"

namespace fallline {

// The plane hatched where H is indefinite, dotted where it is negative definite, with a legend.
void draw_definiteness(const SurfacesFrame& frame, const MapTransform& map, ImDrawList* list);
void draw_definiteness_legend(const SurfacesFrame& frame, const MapTransform& map, ImDrawList* list);
// Where the legend lies; none where the map is too small for it.
std::optional<ui::Rect> definiteness_legend(const SurfacesFrame& frame, const MapTransform& map);

// Around each goal a ring in the colour of its basin; and whose basins they are, with their shares of the map.
void draw_basin_rings(const SurfacesFrame& frame, const MapTransform& map, ImDrawList* list);
void draw_basins_legend(const SurfacesFrame& frame, const MapTransform& map, ImDrawList* list);
// Where that lies; none where there are no basins, or the map is too small for it.
std::optional<ui::Rect> basins_legend(const SurfacesFrame& frame, const MapTransform& map);

// −g, the update after each part, and the step that the racer in focus will take next, from where it is. Magnified
// together where the step is too short to be seen; arrows longer than a share of the map are cut, and say so.
void draw_step_parts(const SurfacesFrame& frame, const MapTransform& map, ImDrawList* list);

// The points at which the line search of its next step looks, magnified as the arrows of its parts are.
void draw_trial_points(const RacerSnapshot& racer, const MapTransform& map, double scale, const ui::Theme& theme,
                       ImDrawList* list);

// The iso-lines of the surface of the mini-batch that the next step sees, at the levels of the map's own lines.
void draw_batch_lines(const SurfacesFrame& frame, const MapTransform& map, ImDrawList* list);

// The iso-lines of the Taylor model around the subject, dashed, at the levels of the map's own lines.
void draw_taylor_lines(const SurfacesFrame& frame, const MapTransform& map, ImDrawList* list);

}  // namespace fallline

// The panels of the Surfaces lab alone: one file each.
#pragma once

#include "app/frame.h"
#include "app/scene.h"
#include "session/snapshot.h"

namespace fallline {

Run run_of(const Snapshot& snapshot, const Scene& scene);

struct SurfacesFrame : Frame {
  const Snapshot& snapshot;
  const Scene& scene;
};

void draw_experiment_panel(SurfacesFrame& frame);
void draw_surface_panel(SurfacesFrame& frame);
void draw_map_panel(SurfacesFrame& frame);
void draw_curvature_panel(SurfacesFrame& frame);
void draw_theory_panel(SurfacesFrame& frame);   // in its place
void draw_start_actions(SurfacesFrame& frame);  // sections of the curvature panel
void draw_next_step(SurfacesFrame& frame);
void draw_curves_panel(SurfacesFrame& frame);

// The step that views mark: the one pointed at on a curve, if any racer has it; else none.
std::optional<std::int64_t> marked_step(const SurfacesFrame& frame);

ui::Marker marker_of(Kind kind);

// The racer whose colour is in focus, else the first; null without racers.
const RacerSnapshot* focused_racer(const SurfacesFrame& frame);

}  // namespace fallline

// The panels of the Surfaces lab: one file each. A panel reads the frame, draws into the current Dear ImGui window, and
// writes what it wants changed to `commands` and `state`.
#pragma once

#include "app/commands.h"
#include "app/export_job.h"
#include "app/files.h"
#include "app/lab_state.h"
#include "app/pictures.h"
#include "app/places.h"
#include "app/scene.h"
#include "app/widgets/ui.h"
#include "session/snapshot.h"
#include "session/undo.h"

namespace fallline {

// A plain rectangle behind everything else: cleared, not drawn, which is many times cheaper without a graphics card.
struct Cleared {
  ImVec2 low, high;
  ImU32 colour;
};

struct Frame {
  const Snapshot& snapshot;
  const Scene& scene;
  LabState& state;
  Commands& commands;
  Places& places;
  std::vector<Cleared>& grounds;
  Pictures* pictures;  // null: no OpenGL
  ui::Ui& ui;
  const ui::Theme& theme;  // of ui
  float pixels;            // device pixels a Dear ImGui unit, for pictures as sharp as the screen
  Files& files;
  const Undo& undo;
  ExportJob& exporting;
  bool changed;          // since it was opened or saved
  double frame_seconds;  // that the last frames took to lay out and draw, a mean
};

void draw_top_bar(Frame& frame);
void draw_experiment_panel(Frame& frame);
void draw_racers_panel(Frame& frame);
void draw_surface_panel(Frame& frame);
void draw_map_panel(Frame& frame);
void draw_curvature_panel(Frame& frame);
void draw_theory_panel(Frame& frame);   // in its place
void draw_start_actions(Frame& frame);  // sections of the curvature panel
void draw_next_step(Frame& frame);
void draw_timeline(Frame& frame);
void draw_curves_panel(Frame& frame);
void draw_status_bar(Frame& frame);

// Right after the buttons that they belong to.
void draw_file_menu(Frame& frame);
void draw_view_menu(Frame& frame);

// Each while its dialog is open.
void draw_file_dialog(Frame& frame);
void draw_export_dialog(Frame& frame);
void draw_help_dialog(Frame& frame);

// The step that views mark: the one pointed at on a curve, if any racer has it; else none.
std::optional<std::int64_t> marked_step(const Frame& frame);

ui::Marker marker_of(Kind kind);

// A theme's colour for OpenGL.
render::Rgb to_rgb(ImU32 colour);

// How the heights are drawn, before this ground.
render::FieldStyle field_style(const Frame& frame, ImU32 ground);

// The racer whose colour is in focus, else the first; null without racers.
const RacerSnapshot* focused_racer(const Frame& frame);

}  // namespace fallline

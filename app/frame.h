// Frame: what every panel reads and writes, whichever lab it belongs to. A panel reads the frame, draws into the
// current Dear ImGui window, and writes what it wants changed to `commands` and `state`.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/commands.h"
#include "app/export_job.h"
#include "app/files.h"
#include "app/lab_state.h"
#include "app/pictures.h"
#include "app/places.h"
#include "app/widgets/ui.h"
#include "session/undo.h"

namespace fallline {

// A plain rectangle behind everything else: cleared, not drawn, which is many times cheaper without a graphics card.
struct Cleared {
  ImVec2 low, high;
  ImU32 colour;
};

// How far the run on the screen is.
struct Run {
  struct Racer {
    RacerSpec spec;
    double loss;
    std::int64_t reached;
    std::optional<Standstill> standstill;
    HistoryView history;  // of each step; empty where none is kept
    std::string cost;     // what it takes to compute; may be empty
  };
  Transport transport;
  std::int64_t step = 0, recorded = 0, steps = 0;
  std::int64_t steps_an_epoch = 0;  // 0: nobody counts epochs
  bool complete = true;
  std::vector<Racer> racers;
  std::vector<std::string> busy;  // what is being computed beside the run, in words
};

struct Frame {
  LabKind lab;
  const Run& run;
  std::vector<RacerSpec>& racers;  // of the experiment in commands
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
void draw_racers_panel(Frame& frame);
void draw_timeline(Frame& frame);
void draw_status_bar(Frame& frame);

// Right after the buttons that they belong to.
void draw_file_menu(Frame& frame);
void draw_view_menu(Frame& frame);

// Each while its dialog is open.
void draw_file_dialog(Frame& frame);
void draw_export_dialog(Frame& frame);
void draw_help_dialog(Frame& frame);

// A theme's colour for OpenGL.
render::Rgb to_rgb(ImU32 colour);

// How heights are drawn, before this ground.
render::FieldStyle field_style(const Frame& frame, ImU32 ground);

}  // namespace fallline

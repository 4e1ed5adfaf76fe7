// What the views of the lab share beyond the snapshot: where the mouse points, what is picked, how things are shown.
// Nothing here changes a number of the experiment.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "app/export/formats.h"
#include "app/history_versions.h"
#include "app/kept_paths.h"
#include "app/panels/paint_brush.h"
#include "app/plot/plot.h"
#include "app/render/camera.h"
#include "app/theory_state.h"
#include "objective/surface.h"
#include "session/saddle_passages.h"
#include "session/snapshot.h"
#include "session/view_spec.h"

namespace fallline {

render::Camera to_camera(const CameraSpec& spec);
CameraSpec to_spec(const render::Camera& camera);

enum class View { surface, contours, curves, boundary, diagram };

struct LabState {
  // Linked views: what the mouse points at, seen by all of them. Each frame the views write `next`, which is read in
  // the frame after, so that the order in which panels are drawn does not matter.
  struct Pointing {
    std::optional<Point> at;           // on the map or the surface
    std::optional<std::int64_t> step;  // on the curves or the timeline
    std::optional<std::size_t> part;   // of the next step, in its list
    friend bool operator==(const Pointing&, const Pointing&) = default;
  };
  Pointing pointing, next;

  // What a click chose; one of them at most.
  std::optional<std::size_t> picked;  // a critical point: its index in the scene's list
  std::optional<Point> pin;           // any other point
  bool may_choose = false;            // the last press took hold of nothing: let go without a drag, it chooses
  std::optional<std::size_t> part;    // of the next step: the one that is marked; none: all alike
  double nudge = 0.005;               // how far beside a point a start is put, as a share of the domain's shorter side

  std::array<bool, most_racers> shown{true, true, true, true, true, true, true, true};  // racers, by colour
  bool experiment_unfolded = false;
  std::array<bool, most_racers> unfolded{};        // cards that show their rarer options too, by colour
  std::array<bool, most_racers> chain_unfolded{};  // cards that show their blocks, by colour
  struct Schedule {                                // of a racer's learning rate, kept until something else makes it
    std::vector<BlockSpec> chain;
    HistoryView history;
    std::vector<double> factors;  // of steps 1 …
  };
  std::array<Schedule, most_racers> schedules;  // by colour
  struct BlockInHand {                          // that the arrow keys move, while the mouse rests
    int colour = -1;
    std::size_t block = 0;
    float mouse_y = 0;
  } in_hand;
  std::array<plot::PlotState, 3> plots{plot::PlotState{.log_y = true}, plot::PlotState{.log_y = true},
                                       plot::PlotState{}};

  int map_columns = 0, map_rows = 0;              // of the map, in device pixels
  std::optional<std::int64_t> step_before_click;  // of the last click into the curves
  Domain map_window{};                            // the part of the plane that is wanted on the map; see shown_window()
  bool dragging_start = false, dragging_start_on_surface = false;
  struct Painting {  // on the map, of a surface that is an image
    bool on = false;
    Brush brush;
    std::optional<Stroke> stroke;  // while the hand is down
  } painting;
  render::Camera camera = to_camera({});
  ViewSpec view;  // but for the step, the camera, the map and the hidden racers, which stand here and in the snapshot

  std::string message;   // why the last change was refused
  struct FormulaEntry {  // what is typed, which need not be a formula yet
    std::string text;
    std::string of;  // the formula that the text was, or became, last
    std::string error;
    double typed = 0;      // when a letter changed last, in Dear ImGui's seconds
    bool waiting = false;  // for a pause in typing
    bool begins = false;   // the field takes the keyboard
  } formula;
  struct Notice {  // the last thing to say, in the status bar
    std::string text;
    bool error = false;
    friend bool operator==(const Notice&, const Notice&) = default;
  } notice;
  enum class Dialog { none, open, save, export_file, help } dialog = Dialog::none;
  struct Browser {  // of the dialogs that ask for a file
    struct Entry {
      std::string name;
      bool folder;
    };
    std::string folder, name, error;
    std::vector<Entry> entries;  // of the folder that was listed last
    std::string listed;
    double listed_at = 0;  // in Dear ImGui's seconds
    bool again = false;    // what was typed was refused: the field takes the keyboard
  } browser;
  struct ExportForm {                  // what the dialog for exports is filled in with
    std::size_t format = 0, view = 0;  // of exporting::formats(), and of its views
    std::array<double, 2> size{};      // pixels
    double seconds = exporting::default_seconds, fps = exporting::default_fps;
  } export_form;
  struct BarWidths {  // of the bar at the top, as drawn in the last frame
    float left = 0, transport = 0, right = 0, view = 0;
  } bar;
  // Paths as they were, under the live ones, to compare with. Views are shares: what they hold stays.
  struct Ghost {
    HistoryView history;
    int colour;
  };
  std::vector<Ghost> ghosts;

  KeptPaths map_paths, surface_paths;
  HistoryVersions versions;  // of what the curves show

  // Of the racer in focus, kept until its history is another one.
  struct Passages {
    HistoryView history;
    std::vector<SaddlePassage> found;
  } passages;

  TheoryState theory;

  std::optional<View> only;  // one view fills everything (pictures of a view)
  struct Seams {             // of the layout, in units of 1× pixels; shares of the middle
    float left = 316, right = 330, bottom = 232, surface_share = 0.542f;
    float views_across = 0.5f, views_down = 0.46f;  // of the four views of networks
    friend bool operator==(const Seams&, const Seams&) = default;
  } seams;
};

// The part of the plane that the contour map shows, by its size in the last frame.
Domain shown_window(const LabState& state);

// Keeps the paths that are drawn now, faint, to compare later ones with.
void pin_ghosts(LabState& state, const Snapshot& snapshot);

}  // namespace fallline

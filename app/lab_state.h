// What the views of the lab share beyond the snapshot: where the mouse points, what is picked, how things are shown.
// Nothing here changes a number of the experiment.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "app/plot/plot.h"
#include "app/render/camera.h"
#include "objective/surface.h"
#include "session/saddle_passages.h"
#include "session/snapshot.h"
#include "session/view_spec.h"

namespace fallline {

render::Camera to_camera(const CameraSpec& spec);
CameraSpec to_spec(const render::Camera& camera);

enum class View { surface, contours, curves };

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

  std::array<bool, 8> shown{true, true, true, true, true, true, true, true};  // racers, by colour
  std::array<bool, 8> unfolded{};  // cards that show their rarer options too, by colour
  std::array<plot::PlotState, 3> plots{plot::PlotState{.log_y = true}, plot::PlotState{.log_y = true},
                                       plot::PlotState{}};

  int map_columns = 0, map_rows = 0;  // of the map, in device pixels
  Domain map_window{};                // the part of the plane that the contour map shows
  bool dragging_start = false, dragging_start_on_surface = false;
  render::Camera camera = to_camera({});
  ViewSpec view;  // all of it but the step, the camera and the map, which are above and in the snapshot

  // Paths of the past, under the live ones, to compare with. Views are shares: what they hold stays as it was.
  struct Ghost {
    HistoryView history;
    int colour;  // of the racer it was
  };
  std::vector<Ghost> ghosts;

  // Of the racer in focus, kept until its history is another one.
  struct Passages {
    HistoryView history;
    std::vector<SaddlePassage> found;
  } passages;

  std::string message;        // why the last change was refused
  float transport_width = 0;  // as drawn in the last frame
  std::optional<View> only;   // one view fills everything (pictures of a view)
  struct Seams {              // of the layout, in units of 1× pixels; shares of the middle
    float left = 316, right = 330, bottom = 232, surface_share = 0.542f;
  } seams;
};

// The paths of all racers as they are now become ghosts, beside those there are; the oldest go first when there are
// more than can be told apart. Clearing is state.ghosts.clear().
void pin_ghosts(LabState& state, const Snapshot& snapshot);

}  // namespace fallline

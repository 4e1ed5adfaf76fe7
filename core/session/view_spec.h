// ViewSpec: how an experiment is looked at. Everything a person has set that changes no number, kept with the
// experiment in files, share lines and the autosave.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "objective/surface.h"
#include "session/network_view.h"

namespace fallline {

// The camera of the view in 3-D, in the units of the world that the surface stands in: x and y in ±1, heights from 0
// to 0.9. At first the default race runs down the near side of Himmelblau's function.
struct CameraSpec {
  double azimuth = -1.9;    // radians around z
  double elevation = 0.82;  // radians above the floor
  double distance = 5;      // from the target
  std::array<double, 3> target{0, 0, 0.46};
  friend bool operator==(const CameraSpec&, const CameraSpec&) = default;
};

struct ViewSpec {
  std::int64_t step = 0;  // shown
  CameraSpec camera;
  std::optional<Domain> map;        // the part of the plane on the contour map; without it the experiment's domain
  std::string colours = "viridis";  // of heights: one of height_colours()
  std::vector<int> hidden;          // colours of the racers that are not drawn, ascending
  int focus = 2;                    // colour of the racer whose eigenvalues and next step are shown

  // The switches below, in the order of view_switches().
  bool projector = false, light = false;
  bool step_parts = false, taylor = false, definiteness = false, cross = false, basins = false;
  bool mini_batch = true, equal_aspect = false, theory = false;
  bool experiment_panel = true, curvature_panel = true, curves_panel = true;
  bool frame_time = false;

  NetworkView networks;

  friend bool operator==(const ViewSpec&, const ViewSpec&) = default;
};

// What can be switched on and off: keys for files, a label and a sentence for the screen, and the key on the keyboard.
struct ViewSwitch {
  std::string_view key, label, meaning;
  char shortcut;
  bool ViewSpec::*on;
};
std::span<const ViewSwitch> view_switches();

std::span<const std::string_view> height_colours();  // colour maps, by key

// The least window around this one whose sides are as `width` to `height`: on a picture of that size both axes have the
// same scale.
Domain with_equal_scales(const Domain& window, double width, double height);

// Nothing if the view can be shown; else what is wrong, where (`view.camera.distance`), and what is expected.
std::optional<std::string> refuse(const ViewSpec& view);

}  // namespace fallline

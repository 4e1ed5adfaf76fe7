#include "session/view_spec.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "math/parameter.h"
#include "session/experiment.h"

namespace fallline {
namespace {

constexpr ViewSwitch switches[] = {
    {"projector", "Projector", "Larger type, thicker paths and markers, to be read from the back of a room.", 'P',
     &ViewSpec::projector},
    {"light", "Light", "Light colours, for print and bright rooms.", 'L', &ViewSpec::light},
    {"step_parts", "Parts of a step",
     "The next step of the racer in focus, tip to tail: −g, then after each transform.", 'S', &ViewSpec::step_parts},
    {"taylor", "Taylor model",
     "L + gᵀd + ½ dᵀHd at the chosen point: a sheet over the surface, dashed lines on the map.", 'T',
     &ViewSpec::taylor},
    {"definiteness", "Definiteness of H",
     "Hatched where H is indefinite, dotted where it is negative definite, plain where it is positive definite.", 'H',
     &ViewSpec::definiteness},
    {"cross", "Eigenvector cross", "The eigenvectors of H at the cursor, green where L curves up, red where down.", 'E',
     &ViewSpec::cross},
    {"basins", "Basins",
     "Each place of the map in the colour of the point that the racer in focus comes to from there, brighter the "
     "sooner; black where it diverges.",
     'B', &ViewSpec::basins},
    {"mini_batch", "Mini-batch surface",
     "Where a step sees a part of the samples: the surface of the next step's samples, thin over that of all.", 'M',
     &ViewSpec::mini_batch},
    {"equal_aspect", "Equal aspect",
     "The map has the same scale along both axes: circles look like circles, and right angles are right.", 'A',
     &ViewSpec::equal_aspect},
    {"theory", "Theory",
     "In place of the curvature: predicted and measured rates, the phase diagram of momentum, the error by "
     "eigenvector.",
     'Y', &ViewSpec::theory},
    {"experiment_panel", "Experiment panel", "The panel at the left.", '[', &ViewSpec::experiment_panel},
    {"curvature_panel", "Curvature panel", "The panel at the right.", ']', &ViewSpec::curvature_panel},
    {"curves_panel", "Curves", "The curves at the bottom.", 'C', &ViewSpec::curves_panel},
    {"frame_time", "Frame time", "How long a frame takes, in the status bar.", 'F', &ViewSpec::frame_time},
};

constexpr std::string_view colours[] = {"viridis", "cividis", "magma", "grey"};

}  // namespace

std::span<const ViewSwitch> view_switches() { return switches; }
std::span<const std::string_view> height_colours() { return colours; }

Domain with_equal_scales(const Domain& w, double width, double height) {
  const double unit = std::max(w.width() / width, w.height() / height);  // of the plane, a pixel
  // A side that fits stays as it is to the last bit, so that a window made so is left alone.
  const auto grown = [](double low, double high, double wanted) {
    const double more = 0.5 * (wanted - (high - low));
    return more > 1e-12 * wanted ? std::pair(low - more, high + more) : std::pair(low, high);
  };
  const auto [x_min, x_max] = grown(w.x_min, w.x_max, unit * width);
  const auto [y_min, y_max] = grown(w.y_min, w.y_max, unit * height);
  return {x_min, x_max, y_min, y_max};
}

std::optional<std::string> refuse(const ViewSpec& v) {
  if (v.step < 0 || v.step > most_steps)
    return fmt::format("view.step: {}; a whole number from 0 to {} is expected", v.step, most_steps);
  const auto within = [](std::string_view key, double value, double low, double high) -> std::optional<std::string> {
    if (value >= low && value <= high) return std::nullopt;
    return fmt::format("view.camera.{}: {}; a number from {} to {} is expected", key, value, low, high);
  };
  if (auto why = within("azimuth", v.camera.azimuth, -1e3, 1e3)) return why;
  if (auto why = within("elevation", v.camera.elevation, -1.6, 1.6)) return why;
  if (auto why = within("distance", v.camera.distance, 0.1, 100)) return why;
  for (const double t : v.camera.target)
    if (auto why = within("target", t, -10, 10)) return why;
  if (v.map)
    if (auto why = refuse(*v.map)) return "view.map: " + *why;
  if (std::find(std::begin(colours), std::end(colours), v.colours) == std::end(colours))
    return "view.colours: " + unknown("colour map", v.colours, colours);
  for (const int colour : v.hidden)
    if (colour < 0 || colour >= static_cast<int>(most_racers))
      return fmt::format("view.hidden: {}; whole numbers from 0 to {} are expected", colour, most_racers - 1);
  if (std::adjacent_find(v.hidden.begin(), v.hidden.end(), std::greater_equal<>()) != v.hidden.end())
    return "view.hidden: ascending numbers are expected";
  if (v.focus < 0 || v.focus >= static_cast<int>(most_racers))
    return fmt::format("view.focus: {}; a whole number from 0 to {} is expected", v.focus, most_racers - 1);
  return refuse(v.networks);
}

}  // namespace fallline

#include "app/lab_state.h"

#include <cmath>
#include <numbers>

namespace fallline {

render::Camera to_camera(const CameraSpec& spec) {
  render::Camera camera;
  camera.azimuth = static_cast<float>(spec.azimuth);
  camera.elevation = static_cast<float>(spec.elevation);
  camera.distance = static_cast<float>(spec.distance);
  camera.target = {static_cast<float>(spec.target[0]), static_cast<float>(spec.target[1]),
                   static_cast<float>(spec.target[2])};
  return camera;
}

CameraSpec to_spec(const render::Camera& camera) {
  // Four decimals: more than an eye sees, and a float written as a double would have seventeen.
  const auto rounded = [](float v) { return std::round(double{v} * 1e4) / 1e4 + 0.0; };
  const auto turn = static_cast<float>(2 * std::numbers::pi);
  return {rounded(std::remainder(camera.azimuth, turn)),
          rounded(camera.elevation),
          rounded(camera.distance),
          {rounded(camera.target.x()), rounded(camera.target.y()), rounded(camera.target.z())}};
}

Domain shown_window(const LabState& s) {
  if (!s.view.equal_aspect || s.map_columns < 2 || s.map_rows < 2) return s.map_window;
  return with_equal_scales(s.map_window, s.map_columns, s.map_rows);
}

void pin_ghosts(LabState& state, const Snapshot& snapshot) {
  state.ghosts.clear();
  for (const RacerSnapshot& r : snapshot.racers)
    if (state.shown[static_cast<std::size_t>(r.spec.colour)]) state.ghosts.push_back({r.history, r.spec.colour});
}

}  // namespace fallline

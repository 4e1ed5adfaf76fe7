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

void pin_ghosts(LabState& state, const Snapshot& snapshot) {
  constexpr std::size_t most = 2 * most_racers;
  for (const RacerSnapshot& r : snapshot.racers)
    if (state.shown[static_cast<std::size_t>(r.spec.colour)]) state.ghosts.push_back({r.history, r.spec.colour});
  if (state.ghosts.size() > most)
    state.ghosts.erase(state.ghosts.begin(), state.ghosts.end() - static_cast<std::ptrdiff_t>(most));
}

}  // namespace fallline

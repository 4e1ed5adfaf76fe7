#include "app/panels/subject.h"

#include <fmt/format.h>

namespace fallline {
namespace {

bool moved_away() {
  constexpr float still = 3;  // pixels that a hand may shake
  const ImVec2 d = ImGui::GetMouseDragDelta(ImGuiMouseButton_Left, still);
  return d.x != 0 || d.y != 0;
}

}  // namespace

Subject anchor(const SurfacesFrame& f) {
  const auto& points = f.scene.critical().points;
  if (f.state.pin) return {*f.state.pin, "at the pin"};
  if (f.state.picked && *f.state.picked < points.size()) {
    const CriticalPoint& p = points[*f.state.picked];
    return {p.at, "at a critical point", &p};
  }
  if (const RacerSnapshot* r = focused_racer(f))
    return {r->theta, fmt::format("at {}, step {}", name_of(r->spec), r->step)};
  return {f.snapshot.experiment.start, "at the start"};
}

Subject subject(const SurfacesFrame& f) {
  if (f.state.pointing.at) return {*f.state.pointing.at, "at the cursor"};
  return anchor(f);
}

void choose(LabState& state, Point at, std::optional<std::size_t> critical) {
  state.picked = critical;
  state.pin = critical ? std::nullopt : std::optional(at);
}

bool is_dragged() { return ImGui::IsItemActive() && moved_away(); }

bool is_click_released() {
  return ImGui::IsItemDeactivated() && ImGui::IsMouseReleased(ImGuiMouseButton_Left) && !moved_away();
}

}  // namespace fallline

#include "app/panels/panels.h"

namespace fallline {

Run run_of(const Snapshot& s, const Scene& scene) {
  Run run{s.transport, s.step, s.recorded, s.experiment.steps, 0, s.complete, {}, {}};
  if (scene.searching()) run.busy.push_back("searching critical points …");
  for (const RacerSnapshot& r : s.racers)
    run.racers.push_back(
        {r.spec, r.loss, static_cast<std::int64_t>(r.history.size()) - 1, r.standstill, r.history, ""});
  return run;
}

std::optional<std::int64_t> marked_step(const SurfacesFrame& frame) { return frame.state.pointing.step; }

const RacerSnapshot* focused_racer(const SurfacesFrame& frame) {
  for (const RacerSnapshot& r : frame.snapshot.racers)
    if (r.spec.colour == frame.state.view.focus) return &r;
  return frame.snapshot.racers.empty() ? nullptr : &frame.snapshot.racers.front();
}

ui::Marker marker_of(Kind kind) {
  switch (kind) {
    case Kind::minimum:
      return ui::Marker::minimum;
    case Kind::maximum:
      return ui::Marker::maximum;
    case Kind::saddle:
      return ui::Marker::saddle;
    case Kind::degenerate:
      break;
  }
  return ui::Marker::degenerate;
}

render::Rgb to_rgb(ImU32 colour) {
  const ImVec4 c = ImGui::ColorConvertU32ToFloat4(colour);
  return {c.x, c.y, c.z};
}

}  // namespace fallline

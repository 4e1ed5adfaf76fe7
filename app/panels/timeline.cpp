// The timeline: the whole run as a strip, with what is recorded, the step shown, and a handle to scrub.
#include <algorithm>
#include <cmath>

#include "app/frame.h"
#include "app/widgets/number_format.h"

namespace fallline {

void draw_timeline(Frame& f) {
  const ui::Theme& t = f.theme;
  const ImVec2 low = ImGui::GetCursorScreenPos(), size = ImGui::GetContentRegionAvail();
  const float left = low.x + t.px(14), right = low.x + size.x - t.px(14), y = low.y + 0.5f * size.y;
  if (right <= left) return;
  const auto steps = static_cast<double>(f.run.steps);
  const auto x_of = [&](double step) { return left + (right - left) * static_cast<float>(step / steps); };

  ui::hit_area("timeline", size);
  note_place(f.places, "timeline", {left, low.y}, {right, low.y + size.y});
  const double under_mouse = std::clamp<double>((ImGui::GetIO().MousePos.x - left) / (right - left), 0, 1) * steps;
  const auto step = static_cast<std::int64_t>(std::lround(under_mouse));
  const bool hovered = ImGui::IsItemHovered(), active = ImGui::IsItemActive();
  if (active && step != f.run.step) f.commands.send(command::Show{step});
  if (hovered && !active) {
    f.state.next.step = step;
    ImGui::SetTooltip("step %lld", static_cast<long long>(step));
  }

  ImDrawList* list = ImGui::GetWindowDrawList();
  const float half = t.px(hovered || active ? 3.0f : 2.0f);
  ui::fill_round(*list, {left, y - half}, {right, y + half}, t.field, half);
  ui::fill_round(*list, {left, y - half}, {x_of(static_cast<double>(f.run.recorded)), y + half}, t.fill, half);
  ui::fill_round(*list, {left, y - half}, {x_of(static_cast<double>(f.run.step)), y + half}, t.accent, half);
  // Where a racer stopped, in its colour.
  for (const Run::Racer& r : f.run.racers)
    if (r.standstill && r.reached > 0)
      list->AddCircleFilled({x_of(static_cast<double>(r.standstill->step)), y}, t.px(3.5f),
                            t.racer(static_cast<std::size_t>(r.spec.colour)), 12);
  list->AddCircleFilled({x_of(static_cast<double>(f.run.step)), y}, t.px(hovered || active ? 7.0f : 5.5f), t.accent,
                        24);
}

}  // namespace fallline

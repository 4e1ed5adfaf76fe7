#include "app/widgets/seam.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "app/imgui_compat.h"

namespace fallline::ui {
namespace {

void draw_seam(ImDrawList& list, const Theme& theme, const SeamSpec& spec, float position, bool hovered, bool held) {
  const float thickness = std::max(1.0f, theme.px(1));
  const bool upright = spec.axis == SeamAxis::vertical;
  const auto bar = [&](float from, float to, ImU32 colour) {
    const ImVec2 a = upright ? ImVec2(from, spec.start.y) : ImVec2(spec.start.x, from);
    const ImVec2 b = upright ? ImVec2(to, spec.start.y + spec.length) : ImVec2(spec.start.x + spec.length, to);
    list.AddRectFilled(a, b, colour);
  };
  const float at = std::round(position);
  bar(at, at + thickness, theme.gap);
  if (hovered || held)
    bar(at - theme.px(1), at + thickness + theme.px(1), held ? theme.handle : faded(theme.handle, 0.6f));
}

}  // namespace

Edit seam(Ui& ui, std::string_view id, float& position, const SeamSpec& spec) {
  const Theme& theme = ui.theme;
  const bool upright = spec.axis == SeamAxis::vertical;
  const float reach = theme.px(4), zone = 2.0f * reach + std::max(1.0f, theme.px(1));
  const ImVec2 corner = upright ? ImVec2(position - reach, spec.start.y) : ImVec2(spec.start.x, position - reach);
  const ImVec2 size = upright ? ImVec2(zone, spec.length) : ImVec2(spec.length, zone);
  if (spec.length < 1.0f) return {};

  ImGui::SetCursorScreenPos(corner);
  const std::string name(id);
  Edit edit;
  // A child window, because a panel that is one would otherwise lie on top of the zone and take the pointer.
  compat::begin_child(name.c_str(), size,
                      {false, false, ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse});
  hit_area("##zone", size);
  const bool hovered = ImGui::IsItemHovered(), held = ImGui::IsItemActive();
  if (ImGui::IsItemActivated())
    ui.drag = Drag{position - (upright ? ImGui::GetIO().MousePos.x : ImGui::GetIO().MousePos.y)};
  if (held) {
    edit.active = true;
    const float mouse = upright ? ImGui::GetIO().MousePos.x : ImGui::GetIO().MousePos.y;
    const float next = std::round(std::clamp(mouse + ui.drag.grab, spec.lowest, std::max(spec.lowest, spec.highest)));
    edit.changed = next != position;
    ui.drag.changed |= edit.changed;
    position = next;
  }
  edit.finished = ImGui::IsItemDeactivated() && ui.drag.changed;
  if (hovered || held) ImGui::SetMouseCursor(upright ? ImGuiMouseCursor_ResizeEW : ImGuiMouseCursor_ResizeNS);
  draw_seam(*ImGui::GetWindowDrawList(), theme, spec, position, hovered, held);
  ImGui::EndChild();
  return edit;
}

}  // namespace fallline::ui

#include "app/panels/area.h"

#include "app/imgui_compat.h"

namespace fallline {

void place(Frame& f, const char* id, const Area& area, Ground ground, bool scrolls, const std::function<void()>& draw) {
  if (area.empty()) return;
  if (ground != Ground::none)
    f.grounds.push_back({area.low, area.high, ground == Ground::panel ? f.theme.panel : f.theme.plot});
  ImGui::SetCursorScreenPos(area.low);
  ImGui::PushStyleColor(ImGuiCol_ChildBg, 0);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, scrolls ? ImVec2(f.theme.px(14), f.theme.px(12)) : ImVec2(0, 0));
  const ImGuiWindowFlags still = ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse;
  if (compat::begin_child(id, {area.width(), area.height()}, {.padding = scrolls, .flags = scrolls ? 0 : still})) {
    ImGui::PopStyleVar();
    draw();
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(0, 0));
  }
  ImGui::EndChild();
  ImGui::PopStyleVar();
  ImGui::PopStyleColor();
}

namespace {

// What a caption may cover.
ui::Rect caption_room(const Frame& f, ImVec2 corner) {
  const ImVec2 low(corner.x + f.theme.px(12), corner.y + f.theme.px(10));
  const float right = ImGui::GetWindowPos().x + ImGui::GetWindowWidth() - f.theme.px(12);
  return {low, right - low.x <= f.theme.px(60) ? low : ImVec2(right, low.y)};
}

}  // namespace

ui::Rect view_caption_box(const Frame& f, ImVec2 corner, const ui::Caption& caption) {
  const ui::Rect room = caption_room(f, corner);
  return room.width() > 0 ? ui::caption_box(f.theme, room.min, room.width(), caption) : room;
}

ui::Rect draw_view_caption(const Frame& f, ImVec2 corner, const ui::Caption& caption) {
  const ui::Rect room = caption_room(f, corner);
  if (room.width() <= 0) return room;
  return ui::draw_caption(*ImGui::GetWindowDrawList(), f.theme, room.min, room.width(), caption);
}

DeskWindow::DeskWindow(ImVec2 size) {
  ImGui::SetNextWindowPos({0, 0});
  ImGui::SetNextWindowSize(size);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(0, 0));
  ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, 0);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 0);
  ImGui::Begin("Fallline", nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NoMove |
                   ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoBringToFrontOnFocus |
                   ImGuiWindowFlags_NoNavFocus | ImGuiWindowFlags_NoScrollWithMouse);
  ImGui::PopStyleVar(3);
}

DeskWindow::~DeskWindow() { ImGui::End(); }

}  // namespace fallline

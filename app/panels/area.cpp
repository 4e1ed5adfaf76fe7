#include "app/panels/area.h"

#include "app/imgui_compat.h"
#include "app/widgets/text.h"

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

ui::Rect draw_view_caption(const Frame& f, ImVec2 corner, std::string_view title, std::string_view hint) {
  const ImVec2 low(corner.x + f.theme.px(12), corner.y + f.theme.px(10));
  const float width = ImGui::GetWindowPos().x + ImGui::GetWindowWidth() - low.x - f.theme.px(12);
  if (width <= f.theme.px(60)) return {low, low};
  return ui::draw_caption(*ImGui::GetWindowDrawList(), f.theme, low, width, title, hint);
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

// Every key, and what the mouse does.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "app/panels/panels.h"
#include "app/widgets/dialog.h"
#include "app/widgets/text.h"

namespace fallline {
namespace {

constexpr std::pair<std::string_view, std::string_view> gestures[] = {
    {"drag the ring", "moves the start, on the map and on the surface"},
    {"double-click the map", "puts the start there"},
    {"click the map", "chooses a point or a critical point"},
    {"drag, wheel", "pans and zooms the map; turns and zooms the surface"},
    {"right drag", "moves the surface; zooms a plot into a box"},
    {"double-click a plot", "fits it again"},
    {"click a number", "copies it with all its digits"},
    {"double-click a slider", "its default"},
    {"Ctrl-click a slider", "types a value"},
    {"drop a file", "opens it"},
};

void row(Frame& f, std::string_view key, std::string_view what, float key_width, float width) {
  const ui::Theme& t = f.theme;
  const ImVec2 low = ImGui::GetCursorScreenPos();
  ImDrawList& list = *ImGui::GetWindowDrawList();
  ui::draw_text(list, t.fonts.number, low, t.text, key);
  ui::draw_text_cut(list, t.fonts.text, {low.x + key_width, low.y}, width - key_width, t.label, what);
  ImGui::Dummy({width, t.px(21)});
}

void draw_keys(Frame& f, float width) {
  std::string_view group;
  for (const ActionInfo& a : actions()) {
    if (a.group != group) ui::section_head(f.ui, ui::capitals(group = a.group));
    std::string keys = words(a.shortcut);
    if (a.other.key != 0) keys += ", " + words(a.other);
    row(f, keys, a.label, f.theme.px(150), width);
  }
}

void draw_switches_and_mouse(Frame& f, float width) {
  ui::section_head(f.ui, "VIEW");
  for (const ViewSwitch& s : view_switches()) row(f, std::string(1, s.shortcut), s.label, f.theme.px(150), width);
  ui::section_head(f.ui, "MOUSE");
  for (const auto& [gesture, what] : gestures) row(f, gesture, what, f.theme.px(150), width);
}

}  // namespace

void draw_help_dialog(Frame& f) {
  bool open = f.state.dialog == LabState::Dialog::help;
  const bool was_open = open;
  if (const ui::Dialog dialog(f.ui, "Keys and gestures", {1040, 700}, open); dialog) {
    const ImVec2 low = ImGui::GetCursorPos();
    const float width = ImGui::GetContentRegionAvail().x, left = 0.4f * width;
    ImGui::BeginGroup();
    draw_keys(f, left - f.theme.px(20));
    ImGui::EndGroup();
    const float end = ImGui::GetCursorPosY();
    ImGui::SetCursorPos({low.x + left, low.y});
    ImGui::BeginGroup();
    draw_switches_and_mouse(f, width - left);
    ImGui::EndGroup();
    ImGui::SetCursorPosY(std::max(end, ImGui::GetCursorPosY()));
  }
  if (was_open && !open) f.state.dialog = LabState::Dialog::none;
}

}  // namespace fallline

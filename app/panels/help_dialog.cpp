// Every key, and what the mouse does.
#include <fmt/format.h>

#include <algorithm>
#include <initializer_list>

#include "app/frame.h"
#include "app/widgets/dialog.h"
#include "app/widgets/text.h"

namespace fallline {
namespace {

constexpr std::pair<std::string_view, std::string_view> gestures[] = {
    {"drag the ring", "moves the start, on the map and on the surface"},
    {"double-click the map", "puts the start there"},
    {"click the map", "chooses a point or a critical point"},
    {"drag, wheel", "pans and zooms the map, turns the surface"},
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

constexpr float gap = 16;  // after a key

std::string keys_of(const ActionInfo& a) {
  return a.other.key == 0 ? words(a.shortcut) : words(a.shortcut) + ", " + words(a.other);
}

float key_width(const Frame& f, std::string_view keys) {
  return ui::text_size(f.theme.fonts.number, keys).x + f.theme.px(gap);
}

void draw_keys(Frame& f, std::initializer_list<std::string_view> groups, float width) {
  for (const std::string_view group : groups) {
    ui::section_head(f.ui, ui::capitals(group));
    float keys = f.theme.px(72);
    for (const ActionInfo& a : actions())
      if (a.group == group) keys = std::max(keys, key_width(f, keys_of(a)));
    for (const ActionInfo& a : actions())
      if (a.group == group) row(f, keys_of(a), a.label, keys, width);
  }
}

void draw_switches(Frame& f, float width) {
  ui::section_head(f.ui, "VIEW");
  for (const ViewSwitch& s : view_switches()) row(f, std::string(1, s.shortcut), s.label, f.theme.px(32), width);
}

void draw_mouse(Frame& f, float width) {
  ui::section_head(f.ui, "MOUSE");
  float keys = 0;
  for (const auto& [gesture, what] : gestures) keys = std::max(keys, key_width(f, gesture));
  for (const auto& [gesture, what] : gestures) row(f, gesture, what, keys, width);
}

}  // namespace

void draw_help_dialog(Frame& f) {
  bool open = f.state.dialog == LabState::Dialog::help;
  const bool was_open = open;
  if (const ui::Dialog dialog(f.ui, "Keys and gestures", {1180, 680}, open); dialog) {
    const ImVec2 low = ImGui::GetCursorPos();
    const float width = ImGui::GetContentRegionAvail().x, third = 0.29f * width;
    const auto column = [&](float x, auto draw) {
      ImGui::SetCursorPos({low.x + x, low.y});
      ImGui::BeginGroup();
      draw();
      ImGui::EndGroup();
    };
    column(0, [&] { draw_keys(f, {"Run", "Compare", "Change", "Program"}, third - f.theme.px(12)); });
    column(third, [&] { draw_switches(f, third - f.theme.px(12)); });
    column(2 * third, [&] {
      draw_keys(f, {"File"}, width - 2 * third);
      draw_mouse(f, width - 2 * third);
    });
  }
  if (was_open && !open) f.state.dialog = LabState::Dialog::none;
}

}  // namespace fallline

#include "app/widgets/combo.h"

#include <imgui_stdlib.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "app/imgui_compat.h"
#include "app/widgets/text.h"

namespace fallline::ui {
namespace {

float line_height(const Theme& theme) { return theme.px(26); }
float head_height(const Theme& theme) { return theme.px(24); }
float list_pad(const Theme& theme) { return theme.px(4); }
float list_gap(const Theme& theme) { return theme.px(1); }

// Shorter ones are seen at a glance.
constexpr std::size_t longest_without_search = 12;
float search_height(const Theme& theme) { return theme.px(30); }

bool contains(std::string_view text, std::string_view part) {
  const auto same = [](char a, char b) {
    const auto lower = [](char c) { return 'A' <= c && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
    return lower(a) == lower(b);
  };
  return std::search(text.begin(), text.end(), part.begin(), part.end(), same) != text.end();
}

// The numbers of the items that have the text in them.
std::vector<std::size_t> matches(std::span<const ComboItem> items, std::string_view text) {
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < items.size(); ++i)
    if (contains(items[i].label, text) || contains(items[i].key, text) || contains(items[i].group, text))
      found.push_back(i);
  return found;
}

float list_height(const Theme& theme, std::span<const ComboItem> items, std::span<const std::size_t> shown) {
  float height = shown.empty() ? line_height(theme) : 0.0f;
  std::string_view group;
  for (const std::size_t i : shown) {
    if (items[i].group != group) height += head_height(theme) + list_gap(theme);
    group = items[i].group;
    height += line_height(theme) + list_gap(theme);
  }
  return height;
}

// Wide enough for each label beside its detail, but not for the longest of sentences.
float list_width(const Theme& theme, std::span<const ComboItem> items, float least) {
  float width = least;
  for (const ComboItem& item : items) {
    const float detail = item.detail.empty() ? 0.0f : text_size(theme.fonts.small, item.detail).x + theme.px(16);
    const float margins = 2.0f * (list_pad(theme) + theme.px(8)) + theme.px(8);
    width = std::max(width, text_size(theme.fonts.text, item.label).x + detail + margins);
  }
  return std::round(std::min(width, std::max(least, theme.px(380))));
}

// Below the anchor, or above it where there is more room. Returns how tall it may be.
float place_popup(const Theme& theme, const Rect& anchor, float width, float height) {
  const ImVec2 screen = ImGui::GetIO().DisplaySize;
  const float gap = theme.px(3), edge = theme.px(8);
  const float below = screen.y - edge - anchor.max.y - gap, above = anchor.min.y - gap - edge;
  const bool downward = below >= height || below >= above;
  const float tallest = std::max(2.0f * line_height(theme), downward ? below : above);
  const float x = std::clamp(anchor.min.x, 0.0f, std::max(0.0f, screen.x - width - edge));
  ImGui::SetNextWindowPos({x, downward ? anchor.max.y + gap : anchor.min.y - gap}, ImGuiCond_Always,
                          {0.0f, downward ? 0.0f : 1.0f});
  ImGui::SetNextWindowSizeConstraints({width, 0.0f}, {width, tallest});
  return tallest;
}

void search_field(Ui& ui) {
  const Theme& theme = ui.theme;
  const FontScope font(theme.fonts.text);
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding,
                      ImVec2(theme.px(8), 0.5f * (search_height(theme) - theme.fonts.text.size)));
  ImGui::SetNextItemWidth(ImGui::GetContentRegionAvail().x);
  if (ImGui::IsWindowAppearing()) ImGui::SetKeyboardFocusHere();
  ImGui::InputTextWithHint("##search", "type to find", &ui.search.text);
  ImGui::PopStyleVar();
}

// ↑ and ↓ go through what is shown, from one end to the other. True if the mark was moved.
bool move_mark(Ui& ui, std::span<const std::size_t> shown) {
  const int steps = compat::key_pressed(compat::Key::down, true) - compat::key_pressed(compat::Key::up, true);
  if (steps == 0 || shown.empty()) return false;
  const auto marked = std::find(shown.begin(), shown.end(), ui.search.marked);
  const std::size_t n = shown.size(), at = static_cast<std::size_t>(marked - shown.begin());
  if (marked == shown.end())
    ui.search.marked = steps > 0 ? shown.front() : shown.back();
  else
    ui.search.marked = shown[steps > 0 ? (at + 1) % n : (at + n - 1) % n];
  return true;
}

bool enter_pressed() {
  return compat::key_pressed(compat::Key::enter) || compat::key_pressed(compat::Key::keypad_enter);
}

void group_head(const Ui& ui, std::string_view group) {
  const Theme& theme = ui.theme;
  const ImVec2 min = ImGui::GetCursorScreenPos();
  draw_text(*ImGui::GetWindowDrawList(), theme.fonts.caps, {min.x + theme.px(8), min.y + theme.px(8)}, theme.dim,
            capitals(group));
  ImGui::Dummy({theme.px(40), head_height(theme)});
}

bool list_row(const Ui& ui, const ComboItem& item, std::size_t number, bool chosen, bool marked) {
  const Theme& theme = ui.theme;
  const ImVec2 min = ImGui::GetCursorScreenPos();
  const Rect box{min, {min.x + ImGui::GetContentRegionAvail().x, min.y + line_height(theme)}};
  ImGui::PushID(static_cast<int>(number));
  const bool offered = item.refused.empty();
  const bool clicked = hit_area("##row", {box.width(), box.height()}) && offered;
  const bool hovered = ImGui::IsItemHovered() && offered;
  ImDrawList& list = *ImGui::GetWindowDrawList();
  if (hovered || marked || chosen) {
    fill_round(list, box.min, box.max, hovered || marked ? theme.button_hovered : theme.selection, theme.px(5));
  }
  float right = box.max.x - theme.px(8);
  if (!item.detail.empty()) {
    right -= text_size(theme.fonts.small, item.detail).x;
    draw_text_middle(list, theme.fonts.small, right, box.centre().y, theme.dim, item.detail);
  }
  draw_text_cut(list, theme.fonts.text, {box.min.x + theme.px(8), box.centre().y - 0.5f * theme.fonts.text.size},
                right - box.min.x - theme.px(14),
                !offered ? theme.faint
                : chosen ? theme.text
                         : theme.label,
                item.label);
  item_tooltip(ui, item.formula, item.tooltip, item.refused);
  ImGui::PopID();
  return clicked;
}

// The rows that are shown, scrolled in a window of their own. True if one was chosen.
bool draw_rows(Ui& ui, std::size_t& index, std::span<const ComboItem> items, std::span<const std::size_t> shown,
               bool moved) {
  const bool by_key = enter_pressed();
  bool chosen = false;
  std::string_view group;
  for (const std::size_t i : shown) {
    if (items[i].group != group) group_head(ui, group = items[i].group);
    const bool marked = i == ui.search.marked;
    const bool by_mark = marked && by_key && items[i].refused.empty();
    if (list_row(ui, items[i], i, i == index, marked && ui.search.marked != index) || by_mark) {
      index = i;
      chosen = true;
    }
    if (moved ? marked : i == index && ImGui::IsWindowAppearing()) ImGui::SetScrollHereY();
  }
  if (shown.empty()) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    draw_text(*ImGui::GetWindowDrawList(), ui.theme.fonts.small, {at.x + ui.theme.px(8), at.y + ui.theme.px(6)},
              ui.theme.dim, "nothing is called that");
    ImGui::Dummy({ui.theme.px(40), line_height(ui.theme)});
  }
  return chosen;
}

}  // namespace

bool choice_popup(Ui& ui, const char* id, std::size_t& index, std::span<const ComboItem> items, float width) {
  const Theme& theme = ui.theme;
  if (!ImGui::IsPopupOpen(id)) return false;
  const Rect anchor{ImGui::GetItemRectMin(), ImGui::GetItemRectMax()};
  const bool searched = items.size() > longest_without_search;
  const float search = searched ? search_height(theme) + list_pad(theme) : 0.0f;
  const auto everything = matches(items, "");
  const float room = place_popup(theme, anchor, list_width(theme, items, width),
                                 2.0f * list_pad(theme) + search + list_height(theme, items, everything));
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(list_pad(theme), list_pad(theme)));
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(0, list_gap(theme)));
  bool chosen = false;
  if (ImGui::BeginPopup(id)) {
    const bool appearing = ImGui::IsWindowAppearing();
    if (appearing) ui.search = {.marked = index};
    const std::string before = ui.search.text;
    if (searched) search_field(ui);
    const auto shown = matches(items, ui.search.text);
    if (ui.search.text != before && !shown.empty()) ui.search.marked = shown.front();
    const bool moved = move_mark(ui, shown);
    const float height = std::min(list_height(theme, items, shown), room - 2.0f * list_pad(theme) - search);
    if (compat::begin_child("##rows", {0, height}, {})) chosen = draw_rows(ui, index, items, shown, moved);
    ImGui::EndChild();
    if (chosen || compat::key_pressed(compat::Key::escape)) ImGui::CloseCurrentPopup();
    ImGui::EndPopup();
  }
  ImGui::PopStyleVar(2);
  return chosen;
}

bool combo(Ui& ui, std::string_view label, std::size_t& index, std::span<const ComboItem> items,
           std::string_view none) {
  const Theme& theme = ui.theme;
  push_id(label);
  const Rect box = begin_row(ui, label, theme.px(30));
  if (hit_area("##field", {box.width(), box.height()})) ImGui::OpenPopup("##list");
  const bool hovered = ImGui::IsItemHovered();
  ImDrawList& list = *ImGui::GetWindowDrawList();
  draw_field(list, theme, box, hovered || ImGui::IsPopupOpen("##list"));
  const bool valid = index < items.size();
  const float pad = theme.px(10), arrow = theme.px(9);
  draw_text_cut(list, theme.fonts.text, {box.min.x + pad, box.centre().y - 0.5f * theme.fonts.text.size},
                box.width() - 3.0f * pad - arrow, shade(valid ? theme.text : theme.dim),
                valid ? items[index].label : none);
  draw_icon(list, Icon::chevron_down, {box.max.x - pad - 0.5f * arrow, box.centre().y}, arrow,
            shade(hovered ? theme.text : theme.dim));
  if (valid) item_tooltip(ui, items[index].formula, items[index].tooltip);

  const std::size_t before = index;
  const bool chosen = choice_popup(ui, "##list", index, items, box.width());
  ImGui::PopID();
  return chosen && index != before;
}

bool combo(Ui& ui, std::string_view label, std::size_t& index, std::span<const std::string_view> items) {
  std::vector<ComboItem> list;
  list.reserve(items.size());
  for (const std::string_view item : items) list.push_back({.label = item});
  return combo(ui, label, index, list);
}

}  // namespace fallline::ui

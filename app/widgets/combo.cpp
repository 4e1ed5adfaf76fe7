#include "app/widgets/combo.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "app/imgui_compat.h"
#include "app/widgets/text.h"

namespace fallline::ui {
namespace {

float line_height(const Theme& theme) { return theme.px(26); }
float head_height(const Theme& theme) { return theme.px(24); }
float list_pad(const Theme& theme) { return theme.px(4); }
float list_gap(const Theme& theme) { return theme.px(1); }

float list_height(const Theme& theme, std::span<const ComboItem> items) {
  float height = 2.0f * list_pad(theme);
  std::string_view group;
  for (const ComboItem& item : items) {
    if (item.group != group) height += head_height(theme) + list_gap(theme);
    group = item.group;
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

// Below the anchor, or above it where there is more room; as tall as the list if that fits.
void place_popup(const Theme& theme, const Rect& anchor, float width, float height) {
  const ImVec2 screen = ImGui::GetIO().DisplaySize;
  const float gap = theme.px(3), edge = theme.px(8);
  const float below = screen.y - edge - anchor.max.y - gap, above = anchor.min.y - gap - edge;
  const bool downward = below >= height || below >= above;
  const float tallest = std::max(2.0f * line_height(theme), downward ? below : above);
  const float x = std::clamp(anchor.min.x, 0.0f, std::max(0.0f, screen.x - width - edge));
  ImGui::SetNextWindowPos({x, downward ? anchor.max.y + gap : anchor.min.y - gap}, ImGuiCond_Always,
                          {0.0f, downward ? 0.0f : 1.0f});
  ImGui::SetNextWindowSizeConstraints({width, 0.0f}, {width, tallest});
}

void group_head(const Ui& ui, std::string_view group) {
  const Theme& theme = ui.theme;
  const ImVec2 min = ImGui::GetCursorScreenPos();
  draw_text(*ImGui::GetWindowDrawList(), theme.fonts.caps, {min.x + theme.px(8), min.y + theme.px(8)}, theme.dim,
            capitals(group));
  ImGui::Dummy({theme.px(40), head_height(theme)});
}

bool list_row(const Ui& ui, const ComboItem& item, std::size_t number, bool chosen) {
  const Theme& theme = ui.theme;
  const ImVec2 min = ImGui::GetCursorScreenPos();
  const Rect box{min, {min.x + ImGui::GetContentRegionAvail().x, min.y + line_height(theme)}};
  ImGui::PushID(static_cast<int>(number));
  const bool clicked = hit_area("##row", {box.width(), box.height()});
  const bool hovered = ImGui::IsItemHovered();
  ImDrawList& list = *ImGui::GetWindowDrawList();
  if (hovered || chosen) {
    fill_round(list, box.min, box.max, hovered ? theme.button_hovered : theme.selection, theme.px(5));
  }
  float right = box.max.x - theme.px(8);
  if (!item.detail.empty()) {
    right -= text_size(theme.fonts.small, item.detail).x;
    draw_text_middle(list, theme.fonts.small, right, box.centre().y, theme.dim, item.detail);
  }
  draw_text_cut(list, theme.fonts.text, {box.min.x + theme.px(8), box.centre().y - 0.5f * theme.fonts.text.size},
                right - box.min.x - theme.px(14), chosen ? theme.text : theme.label, item.label);
  item_tooltip(ui, item.formula, item.tooltip);
  ImGui::PopID();
  return clicked;
}

}  // namespace

bool choice_popup(Ui& ui, const char* id, std::size_t& index, std::span<const ComboItem> items, float width) {
  const Theme& theme = ui.theme;
  const Rect anchor{ImGui::GetItemRectMin(), ImGui::GetItemRectMax()};
  place_popup(theme, anchor, list_width(theme, items, width), list_height(theme, items));
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(list_pad(theme), list_pad(theme)));
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(0, list_gap(theme)));
  bool chosen = false;
  if (ImGui::BeginPopup(id)) {
    if (compat::key_pressed(compat::Key::escape)) ImGui::CloseCurrentPopup();
    std::string_view group;
    for (std::size_t i = 0; i < items.size(); ++i) {
      if (items[i].group != group) group_head(ui, group = items[i].group);
      if (list_row(ui, items[i], i, i == index)) {
        index = i;
        chosen = true;
        ImGui::CloseCurrentPopup();
      }
      if (i == index && ImGui::IsWindowAppearing()) ImGui::SetScrollHereY();
    }
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
  for (const std::string_view item : items) list.push_back({item, {}, {}, {}, {}});
  return combo(ui, label, index, list);
}

}  // namespace fallline::ui

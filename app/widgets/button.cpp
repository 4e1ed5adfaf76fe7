#include "app/widgets/button.h"

#include <algorithm>
#include <cmath>

#include "app/widgets/rim.h"

namespace fallline::ui {
namespace {

std::string_view visible_part(std::string_view label) { return label.substr(0, label.find("##")); }

float icon_side(const Theme& theme) { return theme.px(11); }

struct Content {
  std::string_view text;
  float text_width, icon_width, gap;

  Content(const Theme& theme, std::string_view label, const ButtonSpec& spec)
      : text(visible_part(label)),
        text_width(text.empty() ? 0.0f : text_size(face(theme, spec), text).x),
        icon_width(spec.icon ? icon_side(theme) : 0.0f),
        gap(spec.icon && !text.empty() ? theme.px(7) : 0.0f) {}

  static const Face& face(const Theme& theme, const ButtonSpec& spec) {
    return spec.kind == ButtonKind::primary ? theme.fonts.strong : theme.fonts.text;
  }
  float width() const { return text_width + icon_width + gap; }
};

struct Colours {
  ImU32 ground, ink;
};

Colours colours(const Theme& theme, const ButtonSpec& spec, bool hovered, bool held) {
  if (spec.kind == ButtonKind::primary) {
    const float light = held ? -0.12f : hovered ? 0.18f : 0.0f;
    return {mixed(theme.accent, light < 0 ? rgb(0x000000) : rgb(0xffffff), std::abs(light)), theme.on_accent};
  }
  if (spec.selected) return {mixed(theme.button, theme.accent, 0.22f), theme.dark ? theme.accent : theme.text};
  if (held) return {theme.button_pressed, theme.text};
  if (hovered) return {theme.button_hovered, theme.text};
  if (spec.kind == ButtonKind::ghost) return {faded(theme.button, 0.0f), theme.dim};
  return {theme.button, mixed(theme.label, theme.text, 0.5f)};
}

void draw_content(ImDrawList& list, const Theme& theme, const Rect& box, const Content& content, const ButtonSpec& spec,
                  ImU32 ink) {
  const float y = box.centre().y;
  float x = box.centre().x - 0.5f * content.width();
  const auto icon = [&] {
    draw_icon(list, *spec.icon, {std::round(x + 0.5f * content.icon_width), std::round(y)}, icon_side(theme), ink);
    x += content.icon_width + content.gap;
  };
  if (spec.icon && !spec.icon_after) icon();
  draw_text_middle(list, Content::face(theme, spec), x, y, ink, content.text);
  x += content.text_width + content.gap;
  if (spec.icon && spec.icon_after) icon();
}

}  // namespace

ImVec2 button_size(const Theme& theme, std::string_view label, const ButtonSpec& spec) {
  const Content content(theme, label, spec);
  const float side = content.text.empty() ? theme.px(10) : theme.px(12);
  return {spec.width > 0.0f ? spec.width : std::ceil(content.width() + 2.0f * side),
          spec.height > 0.0f ? spec.height : theme.px(28)};
}

bool button(Ui& ui, std::string_view label, const ButtonSpec& spec) {
  const Theme& theme = ui.theme;
  const ImVec2 size = button_size(theme, label, spec);
  const ImVec2 min = ImGui::GetCursorScreenPos();
  const Rect box{min, {min.x + size.x, min.y + size.y}};
  const bool clicked = hit_area(label, size);
  const bool hovered = ImGui::IsItemHovered();
  const Colours look = colours(theme, spec, hovered, hovered && ImGui::IsItemActive());
  ImDrawList& list = *ImGui::GetWindowDrawList();
  fill_round(list, box.min, box.max, shade(look.ground), theme.rounding());
  draw_content(list, theme, box, Content(theme, label, spec), spec, shade(look.ink));
  item_tooltip(ui, {}, spec.tooltip);
  return clicked;
}

bool link(Ui& ui, std::string_view label, std::string_view tooltip) {
  const Theme& theme = ui.theme;
  const std::string_view text = visible_part(label);
  const ImVec2 size = text_size(theme.fonts.text, text);
  const ImVec2 min = ImGui::GetCursorScreenPos();
  const bool clicked = hit_area(label, size);
  const bool hovered = ImGui::IsItemHovered();
  ImDrawList& list = *ImGui::GetWindowDrawList();
  draw_text(list, theme.fonts.text, min, shade(theme.link), text);
  if (hovered) {
    ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    const float y = std::round(min.y + size.y) - 0.5f;
    list.AddLine({min.x, y}, {min.x + size.x, y}, shade(theme.link));
  }
  item_tooltip(ui, {}, tooltip);
  return clicked;
}

bool segmented(Ui& ui, std::string_view id, std::span<const std::string_view> items, std::size_t& index) {
  const Theme& theme = ui.theme;
  const float inset = theme.px(3), height = theme.px(32), side = theme.px(12);
  const ImVec2 origin = ImGui::GetCursorScreenPos();
  float width = 2.0f * inset;
  for (const std::string_view item : items) width += std::ceil(text_size(theme.fonts.text, item).x) + 2.0f * side;

  ImDrawList& list = *ImGui::GetWindowDrawList();
  fill_round(list, origin, {origin.x + width, origin.y + height}, shade(theme.tabs), theme.card_rounding());
  push_id(id);
  bool changed = false;
  float x = origin.x + inset;
  for (std::size_t i = 0; i < items.size(); ++i) {
    const float w = std::ceil(text_size(theme.fonts.text, items[i]).x) + 2.0f * side;
    const Rect box{{x, origin.y + inset}, {x + w, origin.y + height - inset}};
    ImGui::SetCursorScreenPos(box.min);
    if (hit_area(items[i], {w, box.height()}) && i != index) {
      index = i;
      changed = true;
    }
    const bool hovered = ImGui::IsItemHovered(), chosen = i == index;
    if (chosen) fill_round(list, box.min, box.max, shade(theme.dark ? theme.border : theme.card), theme.rounding());
    draw_text_middle(list, theme.fonts.text, x + side, box.centre().y,
                     shade(chosen    ? theme.text
                           : hovered ? theme.label
                                     : theme.dim),
                     items[i]);
    x += w;
  }
  ImGui::PopID();
  // One item for the layout: what follows stands beside or below the whole frame.
  ImGui::SetCursorScreenPos(origin);
  ImGui::Dummy({width, height});
  return changed;
}

bool toggle(Ui& ui, std::string_view label, bool& on, std::string_view tooltip) {
  const Theme& theme = ui.theme;
  const std::string_view text = visible_part(label);
  const float height = theme.px(24), track = theme.px(28), thickness = theme.px(16);
  const ImVec2 min = ImGui::GetCursorScreenPos();
  const float gap = text.empty() ? 0.0f : theme.px(8);
  const float width = std::min(ui.available_width(), track + gap + std::ceil(text_size(theme.fonts.text, text).x));
  const bool clicked = hit_area(label, {width, height});
  if (clicked) on = !on;
  const bool hovered = ImGui::IsItemHovered();

  ImDrawList& list = *ImGui::GetWindowDrawList();
  const float y = std::round(min.y + 0.5f * (height - thickness)), radius = 0.5f * thickness;
  const ImVec2 a{min.x, y}, b{min.x + track, y + thickness};
  const ImU32 ground = on ? (hovered ? mixed(theme.handle, theme.text, 0.15f) : theme.handle) : theme.field;
  fill_round(list, a, b, shade(ground), radius);
  if (!on) draw_rim(list, a, b, shade(hovered ? theme.dim : mixed(theme.border, theme.dim, 0.4f)), radius);
  const float knob = on ? b.x - radius : a.x + radius;
  list.AddCircleFilled({knob, y + radius}, radius - theme.px(3), shade(on ? theme.field : theme.dim));
  draw_text_cut(list, theme.fonts.text, {b.x + gap, min.y + 0.5f * (height - theme.fonts.text.size)},
                width - track - gap, shade(hovered ? theme.text : theme.label), text);
  item_tooltip(ui, {}, tooltip);
  return clicked;
}

float small_switch(const Theme& theme, std::string_view word, bool& on, float right, float middle) {
  const Face& face = theme.fonts.small;
  const float width = text_size(face, word).x + theme.px(10), height = theme.px(18);
  const ImVec2 min{right - width, std::round(middle - 0.5f * height)}, max{right, min.y + height};
  ImGui::SetCursorScreenPos(min);
  push_id(word);
  if (hit_area("##switch", {width, height})) on = !on;
  ImGui::PopID();
  const bool hovered = ImGui::IsItemHovered();
  ImDrawList& list = *ImGui::GetWindowDrawList();
  if (on || hovered) list.AddRectFilled(min, max, on ? theme.border : theme.button, theme.px(4));
  draw_text_middle(list, face, min.x + theme.px(5), middle, on ? theme.text : hovered ? theme.dim : theme.faint, word);
  return min.x;
}

}  // namespace fallline::ui

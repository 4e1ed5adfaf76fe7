#include "app/theme.h"

#include <algorithm>
#include <cmath>

#include "app/imgui_compat.h"

namespace fallline::ui {
namespace {

ImU32 alpha_of(ImU32 colour) { return (colour >> IM_COL32_A_SHIFT) & 255u; }

ImVec4 vec(ImU32 colour) { return ImGui::ColorConvertU32ToFloat4(colour); }

void measures(const Theme& theme, ImGuiStyle& style) {
  style.WindowPadding = ImVec2(theme.px(14), theme.px(12));
  style.FramePadding = ImVec2(theme.px(9), theme.px(5));
  style.ItemSpacing = ImVec2(theme.px(8), theme.px(7));
  style.ItemInnerSpacing = ImVec2(theme.px(6), theme.px(4));
  style.CellPadding = ImVec2(theme.px(4), theme.px(3));
  style.WindowRounding = 0.0f;
  style.ChildRounding = 0.0f;
  style.FrameRounding = theme.rounding();
  style.PopupRounding = theme.card_rounding();
  style.GrabRounding = theme.px(3);
  style.ScrollbarRounding = theme.px(4);
  style.ScrollbarSize = theme.px(9);
  style.GrabMinSize = theme.px(16);
  style.WindowBorderSize = 0.0f;
  style.ChildBorderSize = 0.0f;
  style.PopupBorderSize = 1.0f;
  style.FrameBorderSize = 1.0f;
  style.WindowMinSize = ImVec2(1, 1);
  style.DisplaySafeAreaPadding = ImVec2(theme.px(4), theme.px(4));
  // Curves and circles of a large screen keep the same error in pixels of the eye.
  style.CurveTessellationTol = 1.0f;
  style.CircleTessellationMaxError = 0.25f;
}

void colours(const Theme& theme, ImGuiStyle& style) {
  ImVec4* c = style.Colors;
  c[ImGuiCol_Text] = vec(theme.text);
  c[ImGuiCol_TextDisabled] = vec(theme.dim);
  c[ImGuiCol_WindowBg] = vec(theme.panel);
  c[ImGuiCol_ChildBg] = vec(faded(theme.panel, 0.0f));
  c[ImGuiCol_PopupBg] = vec(theme.popup);
  c[ImGuiCol_Border] = vec(theme.border);
  c[ImGuiCol_BorderShadow] = ImVec4(0, 0, 0, 0);
  c[ImGuiCol_FrameBg] = vec(theme.field);
  c[ImGuiCol_FrameBgHovered] = vec(theme.field);
  c[ImGuiCol_FrameBgActive] = vec(theme.field);
  c[ImGuiCol_TitleBg] = vec(theme.panel);
  c[ImGuiCol_TitleBgActive] = vec(theme.card);
  c[ImGuiCol_TitleBgCollapsed] = vec(theme.panel);
  c[ImGuiCol_MenuBarBg] = vec(theme.panel);
  c[ImGuiCol_ScrollbarBg] = vec(faded(theme.panel, 0.0f));
  c[ImGuiCol_ScrollbarGrab] = vec(theme.border);
  c[ImGuiCol_ScrollbarGrabHovered] = vec(theme.button_hovered);
  c[ImGuiCol_ScrollbarGrabActive] = vec(theme.button_pressed);
  c[ImGuiCol_CheckMark] = vec(theme.handle);
  c[ImGuiCol_SliderGrab] = vec(theme.handle);
  c[ImGuiCol_SliderGrabActive] = vec(theme.handle);
  c[ImGuiCol_Button] = vec(theme.button);
  c[ImGuiCol_ButtonHovered] = vec(theme.button_hovered);
  c[ImGuiCol_ButtonActive] = vec(theme.button_pressed);
  c[ImGuiCol_Header] = vec(theme.selection);
  c[ImGuiCol_HeaderHovered] = vec(theme.button_hovered);
  c[ImGuiCol_HeaderActive] = vec(theme.button_pressed);
  c[ImGuiCol_Separator] = vec(theme.gap);
  c[ImGuiCol_SeparatorHovered] = vec(theme.link);
  c[ImGuiCol_SeparatorActive] = vec(theme.link);
  c[ImGuiCol_ResizeGrip] = vec(faded(theme.border, 0.0f));
  c[ImGuiCol_ResizeGripHovered] = vec(theme.border);
  c[ImGuiCol_ResizeGripActive] = vec(theme.link);
  c[ImGuiCol_TextSelectedBg] = vec(faded(theme.link, 0.35f));
  c[ImGuiCol_DragDropTarget] = vec(theme.accent);
  c[ImGuiCol_ModalWindowDimBg] = vec(rgb(0x000000, 140));
}

}  // namespace

ImU32 faded(ImU32 colour, float alpha) {
  const float opacity = static_cast<float>(alpha_of(colour)) * std::clamp(alpha, 0.0f, 1.0f);
  return (colour & ~IM_COL32_A_MASK) | (static_cast<ImU32>(opacity + 0.5f) << IM_COL32_A_SHIFT);
}

ImU32 mixed(ImU32 a, ImU32 b, float t) {
  const auto share = static_cast<ImU32>(256 * std::clamp(t, 0.0f, 1.0f) + 0.5f);
  ImU32 both = 0;
  for (int shift = 0; shift < 32; shift += 8)
    both |= ((((a >> shift) & 255u) * (256 - share) + ((b >> shift) & 255u) * share + 128) >> 8) << shift;
  return both;
}

Theme dark_theme() { return {}; }

Theme light_theme() {
  Theme t;
  t.dark = false;
  t.gap = rgb(0xc3c9d4);
  t.window = rgb(light_palette.window);
  t.plot = rgb(light_palette.plot);
  t.panel = rgb(light_palette.panel);
  t.card = rgb(0xffffff);
  t.field = rgb(0xe9edf3);
  t.border = rgb(light_palette.border);
  t.tabs = rgb(0xe1e6ee);
  t.button = rgb(0xe2e7ef);
  t.button_hovered = rgb(0xd3dae6);
  t.button_pressed = rgb(0xc2ccdc);
  t.selection = rgb(0xdce6f7);
  t.popup = rgb(0xffffff);
  t.grid = rgb(light_palette.grid);
  t.backdrop = rgb(0xffffff, 205);
  t.text = rgb(light_palette.text);
  t.label = rgb(light_palette.label);
  t.dim = rgb(light_palette.dim);
  t.faint = rgb(light_palette.faint);
  t.link = rgb(0x1a66d6);
  t.formula = rgb(light_palette.formula);
  t.accent = rgb(0xf0a91f);
  t.on_accent = rgb(0x1d1503);
  t.fill = rgb(0xc3d4f2);
  t.fill_hovered = rgb(0xb2c8ee);
  t.handle = rgb(0x2f76e0);
  t.minimum = rgb(light_palette.minimum);
  t.saddle = rgb(light_palette.saddle);
  t.maximum = rgb(light_palette.maximum);
  t.degenerate = rgb(light_palette.degenerate);
  t.positive = rgb(light_palette.positive);
  t.negative = rgb(light_palette.negative);
  t.error = rgb(0xc2273f);
  t.notice = rgb(0x9a5c00);
  t.class_negative = rgb(0x1f78d1);
  t.class_positive = rgb(0xdd6a1f);
  t.racers = rgb(light_palette.racers);
  return t;
}

void apply(const Theme& theme, ImGuiStyle& style) {
  // From Dear ImGui's own defaults each time, so that switching back and forth leaves nothing behind.
  style = ImGuiStyle();
  measures(theme, style);
  colours(theme, style);
}

ImU32 marker_colour(const Theme& theme, Marker kind) {
  switch (kind) {
    case Marker::minimum:
      return theme.minimum;
    case Marker::saddle:
      return theme.saddle;
    case Marker::maximum:
      return theme.maximum;
    case Marker::degenerate:
      return theme.degenerate;
  }
  return theme.text;
}

void draw_marker(ImDrawList& list, Marker kind, ImVec2 p, float r, const Theme& theme) {
  const ImU32 colour = marker_colour(theme, kind);
  switch (kind) {
    case Marker::minimum:
      list.AddCircleFilled(p, r, colour);
      break;
    case Marker::saddle: {
      const float d = 0.8f * r, width = std::max(1.5f, 0.42f * r);
      list.AddLine({p.x - d, p.y - d}, {p.x + d, p.y + d}, colour, width);
      list.AddLine({p.x - d, p.y + d}, {p.x + d, p.y - d}, colour, width);
      break;
    }
    case Marker::maximum:
      list.AddTriangleFilled({p.x, p.y - 1.1f * r}, {p.x + 1.05f * r, p.y + 0.8f * r},
                             {p.x - 1.05f * r, p.y + 0.8f * r}, colour);
      break;
    case Marker::degenerate:
      list.AddQuadFilled({p.x, p.y - 1.2f * r}, {p.x + 1.2f * r, p.y}, {p.x, p.y + 1.2f * r}, {p.x - 1.2f * r, p.y},
                         colour);
      break;
  }
}

void draw_marker_outline(ImDrawList& list, Marker kind, ImVec2 p, float r, const Theme& theme) {
  const float width = std::max(1.5f, 0.36f * r);
  const auto stroke = [&](ImU32 colour, float thickness) {
    switch (kind) {
      case Marker::minimum:
        list.AddCircle(p, r, colour, 0, thickness);
        break;
      case Marker::saddle: {
        const float d = 0.85f * r;
        list.AddLine({p.x - d, p.y - d}, {p.x + d, p.y + d}, colour, thickness);
        list.AddLine({p.x - d, p.y + d}, {p.x + d, p.y - d}, colour, thickness);
        break;
      }
      case Marker::maximum:
        list.AddTriangle({p.x, p.y - 1.15f * r}, {p.x + 1.1f * r, p.y + 0.8f * r}, {p.x - 1.1f * r, p.y + 0.8f * r},
                         colour, thickness);
        break;
      case Marker::degenerate:
        list.AddQuad({p.x, p.y - 1.2f * r}, {p.x + 1.2f * r, p.y}, {p.x, p.y + 1.2f * r}, {p.x - 1.2f * r, p.y}, colour,
                     thickness);
        break;
    }
  };
  stroke(rgb(0x0a0c11, 150), width + 2.0f * theme.scale);
  stroke(marker_colour(theme, kind), width);
}

void fill_round(ImDrawList& list, ImVec2 min, ImVec2 max, ImU32 colour, float radius) {
  // On whole pixels, as the corners in the atlas are.
  min = {std::round(min.x), std::round(min.y)};
  max = {std::round(max.x), std::round(max.y)};
  const float r = compat::draw_corners(list, min, max, radius, colour, compat::Corner::disc);
  if (r == 0) return list.AddRectFilled(min, max, colour, std::max(radius, 0.0f));
  list.AddRectFilled({min.x + r, min.y}, {max.x - r, max.y}, colour);
  list.AddRectFilled({min.x, min.y + r}, {min.x + r, max.y - r}, colour);
  list.AddRectFilled({max.x - r, min.y + r}, {max.x, max.y - r}, colour);
}

}  // namespace fallline::ui

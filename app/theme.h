#pragma once

#include <imgui.h>

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>

#include "app/fonts.h"
#include "app/palette.h"

namespace fallline::ui {

// 0xRRGGBB, as in a style sheet.
constexpr ImU32 rgb(std::uint32_t hex, std::uint32_t alpha = 255) {
  return IM_COL32((hex >> 16) & 255u, (hex >> 8) & 255u, hex & 255u, alpha);
}
constexpr std::array<ImU32, 8> rgb(const std::array<std::uint32_t, 8>& hex) {
  std::array<ImU32, 8> colours{};
  for (std::size_t i = 0; i < hex.size(); ++i) colours[i] = rgb(hex[i]);
  return colours;
}
// The same colour with `alpha` in 0…1 times its own opacity.
ImU32 faded(ImU32 colour, float alpha);
// t = 0 gives a, t = 1 gives b.
ImU32 mixed(ImU32 a, ImU32 b, float t);

// What a colour is for; two themes fill the same roles. The values are the dark theme's.
struct Theme {
  // Surfaces, from back to front.
  ImU32 gap = rgb(0x0a0c11);  // the seams between panels
  ImU32 window = rgb(dark_palette.window);
  ImU32 plot = rgb(dark_palette.plot);
  ImU32 panel = rgb(dark_palette.panel);
  ImU32 card = rgb(0x1a1f2a);
  ImU32 field = rgb(0x0f131a);
  ImU32 border = rgb(dark_palette.border);
  ImU32 tabs = rgb(0x0d1016);
  ImU32 button = rgb(0x1f2531);
  ImU32 button_hovered = rgb(0x2a3242);
  ImU32 button_pressed = rgb(0x323c50);
  ImU32 selection = rgb(0x222a39);
  ImU32 popup = rgb(0x1c222e);
  ImU32 grid = rgb(dark_palette.grid);
  ImU32 backdrop = rgb(0x0b0e14, 190);  // behind text that lies on a picture

  // Text.
  ImU32 text = rgb(dark_palette.text);
  ImU32 label = rgb(dark_palette.label);
  ImU32 dim = rgb(dark_palette.dim);
  ImU32 faint = rgb(dark_palette.faint);
  ImU32 link = rgb(0x7fb0ff);
  ImU32 formula = rgb(dark_palette.formula);

  // What answers to the hand.
  ImU32 accent = rgb(0xf2b134);
  ImU32 on_accent = rgb(0x191307);
  ImU32 fill = rgb(0x2c3750);
  ImU32 fill_hovered = rgb(0x35425f);
  ImU32 handle = rgb(0x7fb0ff);

  // Meaning.
  ImU32 minimum = rgb(dark_palette.minimum);
  ImU32 saddle = rgb(dark_palette.saddle);
  ImU32 maximum = rgb(dark_palette.maximum);
  ImU32 degenerate = rgb(dark_palette.degenerate);
  ImU32 positive = rgb(dark_palette.positive);
  ImU32 negative = rgb(dark_palette.negative);
  ImU32 error = rgb(0xff6b7d);
  ImU32 notice = rgb(0xffb84d);
  ImU32 class_negative = rgb(0x59b3ff);  // also negative weights and activations
  ImU32 class_positive = rgb(0xff9a5a);
  // Told apart by colour-blind people too, and used for nothing but racers.
  std::array<ImU32, 8> racers = rgb(dark_palette.racers);

  bool dark = true;
  float scale = 1.0f;  // of the monitor, times 1.5 in projector mode
  Fonts fonts;         // loaded at the same scale

  ImU32 racer(std::size_t index) const { return racers[index % racers.size()]; }

  // Lengths are given at 1× and come back in whole pixels of the screen.
  float px(float length) const { return std::round(length * scale); }
  float space(int steps) const { return px(4.0f * static_cast<float>(steps)); }
  float rounding() const { return px(6.0f); }
  float card_rounding() const { return px(8.0f); }
  float line_width() const { return 1.75f * scale; }
};

constexpr float projector_factor = 1.5f;

Theme dark_theme();
Theme light_theme();

// Colours and measures of Dear ImGui's own parts: windows, scroll bars, text entry, popups.
void apply(const Theme& theme, ImGuiStyle& style);

// A rectangle with round corners, filled: plain rectangles between corners that the font atlas has. A rasterizer in
// software takes many times longer for the many thin triangles of one polygon.
void fill_round(ImDrawList& list, ImVec2 min, ImVec2 max, ImU32 colour, float radius);

// A shape as well as a colour, always.
enum class Marker { minimum, saddle, maximum, degenerate };

ImU32 marker_colour(const Theme& theme, Marker kind);
// ● ✕ ▲ ◆, drawn; radius in pixels, of the circle.
void draw_marker(ImDrawList& list, Marker kind, ImVec2 centre, float radius, const Theme& theme);
// The same hollow and with a dark rim, for use on a picture.
void draw_marker_outline(ImDrawList& list, Marker kind, ImVec2 centre, float radius, const Theme& theme);

}  // namespace fallline::ui

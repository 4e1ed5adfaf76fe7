// What is drawn on top of a colour-mapped picture has the same colours in every theme: the picture decides, not the
// theme.
#pragma once

#include <imgui.h>

#include <string_view>

#include "app/theme.h"

namespace fallline {

constexpr ImU32 picture_halo =
    ui::rgb(ui::picture_halo, static_cast<std::uint32_t>(255 * ui::picture_halo_opacity + 0.5));
constexpr ImU32 picture_ink = ui::rgb(ui::picture_ink);

// A small label with a dark rim, centred at a point, or with its left edge in the middle there.
void draw_picture_label(ImDrawList& list, ImVec2 centre, std::string_view text, ImU32 colour, const ui::Theme& theme);
void draw_picture_label_right_of(ImDrawList& list, ImVec2 left, std::string_view text, ImU32 colour,
                                 const ui::Theme& theme);

// The same on a small dark plate, which keeps any colour legible on any picture. Returns the plate's size.
ImVec2 draw_picture_plate(ImDrawList& list, ImVec2 centre, std::string_view text, ImU32 colour, const ui::Theme& theme);
ImVec2 picture_plate_size(std::string_view text, const ui::Theme& theme);

// A theme's colour as text on the plate: those of the light theme are too dark for it.
inline ImU32 on_plate(ImU32 colour, const ui::Theme& theme) {
  return theme.dark ? colour : ui::mixed(colour, picture_ink, 0.6f);
}

// A cross-hair that leaves its centre free: the pin.
void draw_pin(ImDrawList& list, ImVec2 centre, float alpha, const ui::Theme& theme);

}  // namespace fallline

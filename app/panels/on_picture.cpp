#include "app/panels/on_picture.h"

namespace fallline {
namespace {

void draw_rimmed(ImDrawList& list, ImVec2 corner, std::string_view text, ImU32 colour, const ui::Theme& theme) {
  const float rim = std::max(1.0f, theme.scale);
  for (const ImVec2 d : {ImVec2(-rim, 0), ImVec2(rim, 0), ImVec2(0, -rim), ImVec2(0, rim)})
    ui::draw_text(list, theme.fonts.tick, {corner.x + d.x, corner.y + d.y}, picture_halo, text);
  ui::draw_text(list, theme.fonts.tick, corner, colour, text);
}

}  // namespace

void draw_picture_label(ImDrawList& list, ImVec2 centre, std::string_view text, ImU32 colour, const ui::Theme& theme) {
  const ImVec2 size = ui::text_size(theme.fonts.tick, text);
  draw_rimmed(list, {centre.x - 0.5f * size.x, centre.y - 0.5f * size.y}, text, colour, theme);
}

void draw_picture_label_right_of(ImDrawList& list, ImVec2 left, std::string_view text, ImU32 colour,
                                 const ui::Theme& theme) {
  draw_rimmed(list, {left.x, left.y - 0.5f * ui::text_size(theme.fonts.tick, text).y}, text, colour, theme);
}

}  // namespace fallline

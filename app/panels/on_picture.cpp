#include "app/panels/on_picture.h"

#include <cmath>

#include "app/frame.h"

namespace fallline {
namespace {

void draw_rimmed(ImDrawList& list, ImVec2 corner, std::string_view text, ImU32 colour, const ui::Theme& theme) {
  const float rim = std::max(1.0f, theme.scale);
  for (const ImVec2 d : {ImVec2(-rim, 0), ImVec2(rim, 0), ImVec2(0, -rim), ImVec2(0, rim)})
    ui::draw_text(list, theme.fonts.tick, {corner.x + d.x, corner.y + d.y}, picture_halo, text);
  ui::draw_text(list, theme.fonts.tick, corner, colour, text);
}

}  // namespace

render::FieldStyle field_style(const Frame& f, ImU32 ground) {
  render::FieldStyle style;
  style.colour_map = render::find_colour_map(f.state.view.colours);
  style.background = to_rgb(ground);
  return style;
}

void draw_picture_label(ImDrawList& list, ImVec2 centre, std::string_view text, ImU32 colour, const ui::Theme& theme) {
  const ImVec2 size = ui::text_size(theme.fonts.tick, text);
  draw_rimmed(list, {centre.x - 0.5f * size.x, centre.y - 0.5f * size.y}, text, colour, theme);
}

void draw_picture_label_right_of(ImDrawList& list, ImVec2 left, std::string_view text, ImU32 colour,
                                 const ui::Theme& theme) {
  draw_rimmed(list, {left.x, left.y - 0.5f * ui::text_size(theme.fonts.tick, text).y}, text, colour, theme);
}

ImVec2 picture_plate_size(std::string_view text, const ui::Theme& theme) {
  const ImVec2 size = ui::text_size(theme.fonts.tick, text);
  return {size.x + theme.px(8), size.y + theme.px(3)};
}

ImVec2 draw_picture_plate(ImDrawList& list, ImVec2 centre, std::string_view text, ImU32 colour,
                          const ui::Theme& theme) {
  const ImVec2 size = picture_plate_size(text, theme);
  const ImVec2 low(std::round(centre.x - 0.5f * size.x), std::round(centre.y - 0.5f * size.y));
  list.AddRectFilled(low, {low.x + size.x, low.y + size.y}, picture_halo, theme.px(3));
  ui::draw_text(list, theme.fonts.tick, {low.x + theme.px(4), low.y + theme.px(1.5f)}, colour, text);
  return size;
}

void draw_pin(ImDrawList& list, ImVec2 centre, float alpha, const ui::Theme& theme) {
  const float inner = theme.px(4), outer = theme.px(11);
  const auto stroke = [&](ImU32 colour, float thickness) {
    colour = ui::faded(colour, alpha);
    list.AddCircle(centre, theme.px(6), colour, 24, thickness);
    for (const ImVec2 d : {ImVec2(1, 0), ImVec2(-1, 0), ImVec2(0, 1), ImVec2(0, -1)})
      list.AddLine({centre.x + inner * d.x, centre.y + inner * d.y}, {centre.x + outer * d.x, centre.y + outer * d.y},
                   colour, thickness);
  };
  stroke(picture_halo, theme.px(3.5f));
  stroke(picture_ink, theme.px(1.5f));
}

}  // namespace fallline

#include "app/panels/map_axes.h"

#include <algorithm>

#include "app/panels/on_picture.h"
#include "app/plot/ticks.h"

namespace fallline {

void draw_map_axes(const MapTransform& map, const std::array<std::string_view, 2>& names, float title,
                   const ui::Theme& t, ImDrawList* list) {
  const float width = map.high.x - map.low.x, height = map.high.y - map.low.y;
  const ImU32 ink = picture_ink;
  const float y_name_at = map.high.y - t.px(31), x_name_at = map.high.y - t.px(14), left = map.low.x + t.px(9);
  draw_picture_label_right_of(*list, {left, y_name_at}, names[1], ink, t);
  // The short name of a coordinate stands where the number of the corner would be, centred as numbers are.
  const float half = 0.5f * ui::text_size(t.fonts.tick, names[0]).x;
  const float x_at = std::max(map.low.x + t.px(31), left + half);
  draw_picture_label(*list, {x_at, x_name_at}, names[0], ink, t);
  const plot::Range across{map.window.x_min, map.window.x_max}, up{map.window.y_min, map.window.y_max};
  for (const auto& tick : plot::linear_ticks(across, std::max(1, static_cast<int>(width / t.px(50))), false).major) {
    const float x = map.to_pixel({tick.value, 0}).x;
    if (x < x_at + half + t.px(10) || x > map.high.x - t.px(16)) continue;
    list->AddLine({x, map.high.y - t.px(5)}, {x, map.high.y}, ink, t.px(1));
    draw_picture_label(*list, {x, x_name_at}, tick.label, ink, t);
  }
  for (const auto& tick : plot::linear_ticks(up, std::max(1, static_cast<int>(height / t.px(46))), false).major) {
    const float y = map.to_pixel({0, tick.value}).y;
    if (y < map.low.y + title || y > map.high.y - t.px(46)) continue;
    list->AddLine({map.low.x, y}, {map.low.x + t.px(5), y}, ink, t.px(1));
    draw_picture_label_right_of(*list, {left, y}, tick.label, ink, t);
  }
}

}  // namespace fallline

#include "app/panels/map_labels.h"

#include <algorithm>
#include <cmath>

#include "app/panels/on_picture.h"

namespace fallline {

Labels::Labels(const MapTransform& map, const ui::Theme& theme, ImDrawList* list)
    : map_(map), theme_(theme), list_(list) {
  const float strip = theme.px(28) + theme.fonts.strong.size + theme.fonts.small.size;
  keep_clear({map.low, {map.high.x, map.low.y + strip}});
}

void Labels::keep_clear(ImVec2 at, float radius) {
  keep_clear({{at.x - radius, at.y - radius}, {at.x + radius, at.y + radius}});
}

void Labels::keep_clear(ImVec2 from, ImVec2 to) {
  const float radius = theme_.px(3), length = std::hypot(to.x - from.x, to.y - from.y);
  const int pieces = 1 + static_cast<int>(std::min(length, map_.high.x + map_.high.y) / (2 * radius));
  for (int i = 0; i <= pieces; ++i) {
    const float t = static_cast<float>(i) / static_cast<float>(pieces);
    keep_clear({from.x + t * (to.x - from.x), from.y + t * (to.y - from.y)}, radius);
  }
}

bool Labels::is_free(const ui::Rect& box) const {
  if (box.min.x < map_.low.x || box.min.y < map_.low.y || box.max.x > map_.high.x || box.max.y > map_.high.y)
    return false;
  return std::none_of(taken_.begin(), taken_.end(), [&](const ui::Rect& other) {
    return box.min.x < other.max.x && box.max.x > other.min.x && box.min.y < other.max.y && box.max.y > other.min.y;
  });
}

void Labels::put(ImVec2 at, ImVec2 direction, std::string_view text, ImU32 colour) {
  const ImVec2 size = picture_plate_size(text, theme_);
  const ImVec2 sides[] = {direction, {direction.y, -direction.x}, {-direction.y, direction.x}, {1, 0}, {-1, 0}, {0, 1},
                          {0, -1}};
  for (const float gap : {theme_.px(5), theme_.px(14), theme_.px(26)})
    for (const ImVec2 side : sides) {
      const ImVec2 centre(at.x + side.x * (0.5f * size.x + gap), at.y + side.y * (0.5f * size.y + gap));
      const ui::Rect box{{centre.x - 0.5f * size.x, centre.y - 0.5f * size.y},
                         {centre.x + 0.5f * size.x, centre.y + 0.5f * size.y}};
      if (!is_free(box)) continue;
      draw_picture_plate(*list_, centre, text, colour, theme_);
      return keep_clear(box);
    }
}

}  // namespace fallline

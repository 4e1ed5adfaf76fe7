#include "app/widgets/rim.h"

#include <algorithm>
#include <cmath>

#include "app/imgui_compat.h"

namespace fallline::ui {

void draw_rim(ImDrawList& list, ImVec2 min, ImVec2 max, ImU32 colour, float radius) {
  min = {std::round(min.x), std::round(min.y)};
  max = {std::round(max.x), std::round(max.y)};
  const float r = compat::draw_corners(list, min, max, radius, colour, compat::Corner::rim);
  if (r == 0) return list.AddRect(min, max, colour, std::max(radius, 0.0f));
  list.AddRectFilled({min.x + r, min.y}, {max.x - r, min.y + 1}, colour);
  list.AddRectFilled({min.x + r, max.y - 1}, {max.x - r, max.y}, colour);
  list.AddRectFilled({min.x, min.y + r}, {min.x + 1, max.y - r}, colour);
  list.AddRectFilled({max.x - 1, min.y + r}, {max.x, max.y - r}, colour);
}

}  // namespace fallline::ui

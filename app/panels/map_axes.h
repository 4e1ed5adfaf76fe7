// Axes of a map: ticks and numbers along its left and its lower edge, inside; none within so many pixels of the upper
// one, where the map has its title.
#pragma once

#include <array>
#include <string_view>

#include "app/panels/map_transform.h"
#include "app/theme.h"

namespace fallline {

void draw_map_axes(const MapTransform& map, const std::array<std::string_view, 2>& names, float title,
                   const ui::Theme& theme, ImDrawList* list);

}  // namespace fallline

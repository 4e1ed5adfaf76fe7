// Colour maps for heights.
#pragma once

#include <array>
#include <string_view>

namespace fallline::render {

// An sRGB colour, each part in [0, 1].
struct Rgb {
  float r = 0.0f;
  float g = 0.0f;
  float b = 0.0f;

  bool operator==(const Rgb&) const = default;
};

enum class ColourMap { viridis, cividis, magma, grey };

struct ColourMapInfo {
  ColourMap map;
  std::string_view key;    // in files and on the command line
  std::string_view label;  // on the screen
};

inline constexpr std::array<ColourMapInfo, 4> colour_maps{{
    {ColourMap::viridis, "viridis", "Viridis"},
    {ColourMap::cividis, "cividis", "Cividis"},
    {ColourMap::magma, "magma", "Magma"},
    {ColourMap::grey, "grey", "Grey, for print"},
}};

// The map of this key; viridis for one that is not in the table.
ColourMap find_colour_map(std::string_view key);

// The colour at t in [0, 1], linear between the map's 256 entries; t outside is clamped, NaN counts as 0.
Rgb colour(ColourMap map, double t);

}  // namespace fallline::render

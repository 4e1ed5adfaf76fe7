// HeatMaps: the maps of units as one texture, a cell each.
#pragma once

#include <imgui.h>

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "app/networks/unit_maps.h"
#include "app/render/texture.h"

namespace fallline {

// The colour of each level; of 0 that of the ground.
using LevelColours = std::array<ImU32, 256>;
LevelColours level_colours(ImU32 negative, ImU32 ground, ImU32 positive);

struct UnitName {
  std::size_t layer, unit;  // layer 0: the inputs
  friend bool operator==(const UnitName&, const UnitName&) = default;
};

class HeatMaps {
 public:
  // Brings the texture up to date, where the maps' version, the units shown or the colours are others.
  void update(const UnitMaps& maps, int version, std::span<const UnitName> shown, const LevelColours& colours);

  GLuint texture() const { return texture_.id(); }
  // Of the i-th unit shown: the corners of its map, the lower left one first.
  struct Corners {
    ImVec2 low, high;
  };
  Corners corners(std::size_t i) const;

 private:
  static constexpr std::size_t across = 32;  // cells

  render::Texture texture_;
  int version_ = -1;
  std::vector<UnitName> shown_;
  LevelColours colours_{};
  int columns_ = 0, rows_ = 0;  // of a cell
  std::vector<ImU32> pixels_;
};

}  // namespace fallline

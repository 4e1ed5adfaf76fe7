#include "app/networks/heat_maps.h"

#include <algorithm>

#include "app/theme.h"

namespace fallline {

LevelColours level_colours(ImU32 negative, ImU32 ground, ImU32 positive) {
  LevelColours colours{};
  for (int level = 0; level < 256; ++level) {
    const float part = static_cast<float>(level - UnitMaps::zero_level) / UnitMaps::reach;
    colours[static_cast<std::size_t>(level)] =
        ui::mixed(ground, part < 0 ? negative : positive, std::min(1.0f, std::abs(part)));
  }
  return colours;
}

void HeatMaps::update(const UnitMaps& maps, int version, std::span<const UnitName> shown, const LevelColours& colours) {
  if (version == version_ && colours == colours_ && std::ranges::equal(shown, shown_)) return;
  version_ = version;
  colours_ = colours;
  shown_.assign(shown.begin(), shown.end());
  columns_ = maps.columns;
  rows_ = maps.rows;
  const auto columns = static_cast<std::size_t>(columns_), rows = static_cast<std::size_t>(rows_);
  const std::size_t width = across * columns, lines = (shown.size() + across - 1) / across;
  pixels_.resize(width * rows * lines);
  for (std::size_t i = 0; i < shown.size(); ++i) {
    const std::uint8_t* level = maps.map(shown[i].layer, shown[i].unit);
    ImU32* corner = pixels_.data() + i / across * rows * width + i % across * columns;
    for (std::size_t row = 0; row < rows; ++row)
      for (std::size_t column = 0; column < columns; ++column) corner[row * width + column] = colours[*level++];
  }
  const int w = static_cast<int>(width), h = static_cast<int>(rows * lines);
  if (shown.empty()) return;
  if (texture_.id() == 0)
    texture_ = render::Texture(render::TexelFormat::rgba8, w, h, render::TextureFilter::linear, pixels_.data());
  else
    texture_.assign(w, h, pixels_.data());
}

// Half a texel within the cell, so that nothing of its neighbours shows.
HeatMaps::Corners HeatMaps::corners(std::size_t i) const {
  const auto x = static_cast<float>(i % across * static_cast<std::size_t>(columns_));
  const auto y = static_cast<float>(i / across * static_cast<std::size_t>(rows_));
  const auto w = static_cast<float>(texture_.width()), h = static_cast<float>(texture_.height());
  return {{(x + 0.5f) / w, (y + 0.5f) / h},
          {(x + static_cast<float>(columns_) - 0.5f) / w, (y + static_cast<float>(rows_) - 0.5f) / h}};
}

}  // namespace fallline

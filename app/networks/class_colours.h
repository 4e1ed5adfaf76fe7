// Colours of classes: two have the theme's pair, more of them deeper tones of which none is a racer's.
#pragma once

#include <array>
#include <cmath>

#include "app/theme.h"

namespace fallline {

inline ImU32 class_colour(const ui::Theme& theme, int label, int classes) {
  if (label < 2) return label == 0 ? theme.class_negative : theme.class_positive;
  constexpr std::array<std::uint32_t, 8> further{0x2fbfa5, 0xd65fb8, 0xa3b04a, 0xb8865b,
                                                 0x7d7bd6, 0xc9525a, 0x6fd3d9, 0xa0a6ad};
  const auto index = static_cast<std::size_t>(label - 2);
  ImU32 colour = ui::rgb(further[index % further.size()]);
  // Of very many the tones come again, each time darker.
  const auto rounds = static_cast<float>(index / further.size());
  if (classes > 10 && rounds > 0) colour = ui::mixed(colour, ui::rgb(0x000000), 1 - std::pow(0.7f, rounds));
  return theme.dark ? colour : ui::mixed(colour, ui::rgb(0x000000), 0.25f);
}

}  // namespace fallline

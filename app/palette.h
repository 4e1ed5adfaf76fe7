// Colours by what they are for, as 0xRRGGBB: those that the screen shares with pictures on paper.
#pragma once

#include <array>
#include <cstdint>

namespace fallline::ui {

struct Palette {
  // From back to front.
  std::uint32_t window, plot, panel, border, grid;
  std::uint32_t text, label, dim, faint, formula;
  // Meaning.
  std::uint32_t minimum, saddle, maximum, degenerate, positive, negative;
  // Told apart by colour-blind people too, and used for nothing but racers.
  std::array<std::uint32_t, 8> racers;
};

inline constexpr Palette dark_palette{
    .window = 0x0f1218,
    .plot = 0x12161e,
    .panel = 0x151922,
    .border = 0x262d3b,
    .grid = 0x1c2230,
    .text = 0xd7dce5,
    .label = 0xaab3c2,
    .dim = 0x8690a3,
    .faint = 0x5f697a,
    .formula = 0xf2d8a0,
    .minimum = 0x59d98c,
    .saddle = 0xffb84d,
    .maximum = 0xff6b7d,
    .degenerate = 0xb9c0cc,
    .positive = 0x59d98c,
    .negative = 0xff6b7d,
    .racers = {0xff7a6b, 0x4cc3ff, 0xf2b134, 0xb58cff, 0x59d98c, 0xff9fd0, 0x9aa7ff, 0xd6d64a},
};

inline constexpr Palette light_palette{
    .window = 0xf4f6f9,
    .plot = 0xffffff,
    .panel = 0xf4f6f9,
    .border = 0xcbd2de,
    .grid = 0xe6eaf1,
    .text = 0x1b2330,
    .label = 0x3d4859,
    .dim = 0x5c6778,
    .faint = 0x7b8697,
    .formula = 0x7a5200,
    .minimum = 0x14884a,
    .saddle = 0xb96f00,
    .maximum = 0xcf2f47,
    .degenerate = 0x5d6675,
    .positive = 0x2aa565,
    .negative = 0xdc4058,
    .racers = {0xd9432f, 0x0b86c4, 0xb57a00, 0x7d4fd6, 0x17934f, 0xc7488c, 0x4a59cf, 0x858500},
};

// What is drawn on top of a colour-mapped picture has the same colours in every theme: the picture decides.
inline constexpr std::uint32_t picture_ink = 0xf4f6fa, picture_halo = 0x0b0e14;
inline constexpr double picture_halo_opacity = 0.8;

}  // namespace fallline::ui

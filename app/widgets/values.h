#pragma once

#include <array>
#include <string_view>

#include "app/widgets/ui.h"

namespace fallline::ui {

struct ValueRow {
  std::string_view key;    // dim, mono
  std::string_view value;  // mono
  std::string_view full;   // on hover, and what a click copies; empty: `value`
  std::string_view note;   // dim, after the value
  std::string_view pill;   // a status, at the right; without a value, in its place
  ImU32 pill_colour = 0;
  std::string_view tooltip;
};

// Returns true if the value was copied.
bool value_row(Ui& ui, const ValueRow& row);

// A number in four significant digits, copied in full.
bool value_row(Ui& ui, std::string_view key, double value, std::string_view unit = {}, std::string_view tooltip = {});

// A 2×2 matrix {a, b, c, d} = [a b; c d] in brackets.
bool matrix_row(Ui& ui, std::string_view key, const std::array<double, 4>& matrix, std::string_view tooltip = {});

// "λ₁ = -45.6" and a bar from the middle of a track: green to the right, red to the left. `largest` is the magnitude
// that fills half of the track.
// `other`: the value of the row beside, whose track is to begin at the same place.
bool eigenvalue_row(Ui& ui, std::string_view name, double value, double largest, std::string_view tooltip = {},
                    double other = 0);

}  // namespace fallline::ui

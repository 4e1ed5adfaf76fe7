// Diagram: where the units, weights and biases of a network are on the screen.
#pragma once

#include <imgui.h>

#include <optional>
#include <span>
#include <vector>

#include "app/networks/heat_maps.h"
#include "app/theme.h"
#include "nn/network_spec.h"

namespace fallline {

// A layer as a column of units, or as many of them as fit.
struct DiagramColumn {
  float x, top;                     // the middle; of the first unit
  std::size_t first, shown, width;  // units; the first one shown
};

struct DiagramLayout {
  static constexpr std::size_t most_shown = 16;  // units of a column

  std::vector<DiagramColumn> columns;  // the inputs first
  float side, pitch, spacing;          // of a unit; from unit to unit; from column to column

  // `shown` counts from the column's first.
  ImVec2 centre(std::size_t column, std::size_t shown) const {
    return {columns[column].x, columns[column].top + pitch * static_cast<float>(shown)};
  }
};

// Into this box; `scrolled`: by how many units each column is, brought to what there is.
DiagramLayout lay_out(const nn::NetworkSpec& network, ImVec2 low, ImVec2 high, std::vector<std::size_t>& scrolled,
                      const ui::Theme& theme);

// A weight or a bias that is drawn. Of maxout, that of the piece where it is greatest.
struct DiagramWeight {
  std::size_t layer, unit, piece;    // from 0; the layer that it leads into
  std::optional<std::size_t> input;  // none: a bias
  std::size_t parameter;             // in θ
  double value;
  float strength;   // from 0 to 1, by the greatest |value| of its kind in the layer
  ImVec2 from, to;  // of a bias both are its mark
};

// Of the units shown, the weakest first; of too many, the strongest of each layer.
std::vector<DiagramWeight> weights_shown(const nn::NetworkSpec& network, std::span<const double> theta,
                                         const DiagramLayout& layout);

// The curve of a weight.
struct DiagramCurve {
  ImVec2 from, near_from, near_to, to;
  ImVec2 at(float t) const;
};
DiagramCurve curve_of(const DiagramWeight& weight);
float distance(const DiagramWeight& weight, ImVec2 point);

}  // namespace fallline

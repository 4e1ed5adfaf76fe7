// The options of layers: for all hidden ones at once, and layer by layer.
#pragma once

#include "app/networks/frame.h"

namespace fallline {

// What a row of the network panel edits.
struct NetworkRows {
  NetworksFrame& frame;
  nn::NetworkSpec& network;
  const nn::NetworkSpec& whole;  // completed, as it was when the frame began
};

// Activation, normalization, dropout and λ of L2, for all layers alike.
void draw_common_rows(const NetworkRows& rows);

// A line for the inputs and for each layer, that unfolds to all there is to choose.
void draw_layer_lines(const NetworkRows& rows);

// Numbers of a table, of which none are given while they are the initial ones.
ui::Edit draw_values(NetworksFrame& frame, std::string_view place, std::span<const Parameter> table,
                     std::string_view formula, std::vector<double>& values);

}  // namespace fallline

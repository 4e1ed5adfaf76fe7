// What the diagram tells about the unit, the weight or the bias that the mouse points at.
#pragma once

#include "app/networks/diagram.h"
#include "app/networks/frame.h"

namespace fallline {

// How the map of a unit is drawn into a square: as a picture, or of one input as a curve.
struct UnitPainter {
  const NetworksFrame& frame;
  const UnitMaps* maps;             // may be null: nothing is drawn
  std::span<const UnitName> shown;  // those of the texture
  // Nothing of a unit that the texture lacks.
  void draw(ImDrawList& list, UnitName unit, ImVec2 low, ImVec2 high) const;
};

void tell_unit(const NetworksFrame& frame, const NetworkRacerSnapshot& racer, const UnitPainter& painter,
               UnitName unit);

// `value` may be that of the hand.
void tell_weight(const NetworksFrame& frame, const NetworkRacerSnapshot& racer, const UnitMaps* maps,
                 const DiagramWeight& weight, double value);

// The layer's line, and how it is normalized.
void tell_layer(const NetworksFrame& frame, const nn::NetworkSpec& network, std::size_t layer);

// Whether it is 0 for every training sample.
bool is_dead(const nn::NetworkSpec& network, const UnitMaps& maps, UnitName unit);

}  // namespace fallline

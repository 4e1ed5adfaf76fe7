// What is under the mouse in the boundary view, in numbers.
#pragma once

#include "app/networks/frame.h"
#include "app/panels/map_transform.h"

namespace fallline {

// The feature as a person knows it: its name, or x with its number.
std::string feature_name(const Dataset& data, std::size_t feature);

// In the lower left corner: the point, and the sample that is `near`, an index of those that are drawn.
void draw_boundary_readout(NetworksFrame& frame, const NetworkRacerSnapshot& racer, const MapTransform& map,
                           std::optional<std::size_t> near);

}  // namespace fallline

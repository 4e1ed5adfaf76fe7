// Samples added, moved and erased by hand: from the first of these changes on the experiment holds them itself.
#pragma once

#include "app/networks/frame.h"

namespace fallline {

inline constexpr std::size_t most_own_samples = 20'000;

// Each says so where it cannot be done, and then changes nothing. Positions are those of the boundary view.
void add_sample(NetworksFrame& frame, Point at);
void move_sample(NetworksFrame& frame, std::size_t index, Point at);
// Those within `radius` of a point, both in pixels.
void erase_samples(NetworksFrame& frame, ImVec2 at, float radius, const std::function<ImVec2(Point)>& to_pixel);

}  // namespace fallline

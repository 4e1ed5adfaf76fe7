// What a racer's card tells in the Networks lab: which network it trains, and what that costs.
#pragma once

#include "app/frame.h"

namespace fallline {

// `cost` may be empty. Gives the racer a network of its own, or takes it away.
void draw_own_network(Frame& frame, const RacerSpec& racer, std::size_t index, std::string_view cost);

}  // namespace fallline

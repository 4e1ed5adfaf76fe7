// The colours of the parts of a step: from that of −g to the racer's own.
#pragma once

#include <cstddef>

#include "app/theme.h"

namespace fallline {

inline ImU32 step_colour(ImU32 racer, ImU32 gradient, std::size_t part, std::size_t count) {
  return ui::mixed(gradient, racer, count < 2 ? 1 : static_cast<float>(part) / static_cast<float>(count - 1));
}

}  // namespace fallline

// What the loss surface remembers between frames, and what a hand asked of it.
#pragma once

#include <optional>

#include "objective/surface.h"

namespace fallline {

struct LandscapeState {
  struct ByHand {  // a part of the plane that has this number, NetworkLandscape::plane_number()
    int plane;
    Domain window;
    friend bool operator==(const ByHand&, const ByHand&) = default;
  };
  std::optional<ByHand> window;
  int asked = 0;  // rises when it is to be computed anew, around the racer as it stands now
};

}  // namespace fallline

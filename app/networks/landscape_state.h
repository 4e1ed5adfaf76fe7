// What the loss surface remembers between frames.
#pragma once

namespace fallline {

struct LandscapeState {};

}  // namespace fallline

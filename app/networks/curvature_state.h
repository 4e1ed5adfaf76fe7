// What the curvature panel remembers between frames.
#pragma once

namespace fallline {

struct CurvatureState {};

}  // namespace fallline

// What the curves remembers between frames.
#pragma once

namespace fallline {

struct CurvesState {};

}  // namespace fallline

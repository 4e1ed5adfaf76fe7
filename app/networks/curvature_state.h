// What the curvature panel remembers between frames.
#pragma once

#include "app/networks/critical_near.h"

namespace fallline {

struct CurvatureState {
  bool log_counts = true;  // of the spectrum
  CriticalRequest critical;
};

}  // namespace fallline

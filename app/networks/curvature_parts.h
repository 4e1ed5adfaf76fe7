// The parts of the curvature panel, one file each.
#pragma once

#include <string_view>

#include "app/networks/frame.h"

namespace fallline {

// The spectrum as bars under its head. `where`: what is said of its step behind the number of eigenvalues.
void draw_spectrum_chart(NetworksFrame& frame, const CurvatureReading& reading, std::string_view where);

// What eigenvectors and critical points offer to do.
void draw_curvature_actions(NetworksFrame& frame, const NetworkRacerSnapshot& racer);

}  // namespace fallline

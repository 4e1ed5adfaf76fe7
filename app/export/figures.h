// Figures: the contour map and the curves as SVG, in the colours of the screen, made of lines and text alone.
#pragma once

#include <string>

#include "app/export/writing.h"
#include "curvature/critical_points.h"
#include "session/network_snapshot.h"
#include "session/snapshot.h"
#include "session/view_spec.h"

namespace fallline::exporting {

struct FigureOptions {
  const Snapshot& snapshot;  // at the step shown; what comes after it is not drawn
  const ViewSpec& view;
  int width, height;  // pixels
};

// Bands and lines of equal height, the paths of the racers shown, the start, and these critical points.
std::string contour_figure(const FigureOptions& options, const CriticalPoints& critical);

// Loss, gradient norm, and the eigenvalues of the racer in focus, over the steps.
std::string curves_figure(const FigureOptions& options);

// Loss, accuracy and gradient norm of networks in training.
std::string network_curves_figure(const NetworkSnapshot& snapshot, const ViewSpec& view, int width, int height);

// Their loss over the plane that the view has chosen, through θ of the racer in focus, and the paths of the racers
// shown on it. Throws Unwritable where there is no such plane.
std::string network_contour_figure(const NetworkSnapshot& snapshot, const ViewSpec& view, int width, int height,
                                   const Progress& progress);

}  // namespace fallline::exporting

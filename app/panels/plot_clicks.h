// What the mouse does in a plot over steps, the same in every one of them.
#pragma once

#include "app/frame.h"
#include "app/plot/plot.h"

namespace fallline {

// The step pointed at is marked in all views; a click shows it.
void obey_plot(Frame& frame, const plot::PlotResult& result);

}  // namespace fallline

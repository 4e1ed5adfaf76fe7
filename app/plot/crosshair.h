#pragma once

#include <span>

#include "app/plot/layout.h"
#include "app/plot/series.h"

namespace fallline::plot {

// A thin line at a step and a dot on each shown curve there.
void draw_crosshair(ImDrawList& list, const ui::Theme& theme, const Layout& layout, std::span<const Series> series,
                    double step);

// The step and the value of each shown series, in a box beside the crosshair on the side that has room; as many rows
// as fit, "…" for the rest.
void draw_readout(ImDrawList& list, const ui::Theme& theme, const Layout& layout, std::span<const Series> series,
                  double step, std::string_view x_name);

}  // namespace fallline::plot

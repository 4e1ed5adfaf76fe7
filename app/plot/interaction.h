#pragma once

#include <optional>

#include "app/plot/layout.h"
#include "app/plot/plot.h"

namespace fallline::plot {

// Pan, zoom, box, fit and clicks; the last item is the plot's hit area (left and right buttons). Changes state.x and
// state.y for the next frame. `steps` are those that there are data for.
PlotResult interact(const ui::Theme& theme, const Layout& layout, PlotState& state, std::optional<Range> steps);

// The box that is being drawn, if any.
std::optional<ui::Rect> selection_box(const Layout& layout, const PlotState& state);

}  // namespace fallline::plot

#pragma once

#include <span>

#include "app/plot/series.h"
#include "app/theme.h"
#include "app/widgets/ui.h"

namespace fallline::plot {

// The labels of the series in one line that ends at `right` and stays right of `left`; where they do not fit, their
// line samples alone, and where those do not fit either, nothing. A click switches *series.visible.
// Returns the left end in pixels of the screen.
float legend(const ui::Theme& theme, std::span<const Series> series, float left, float right, float middle);

// A short piece of the line as it is drawn.
void draw_sample(ImDrawList& list, const ui::Theme& theme, const Series& series, ImVec2 from, float length);

}  // namespace fallline::plot

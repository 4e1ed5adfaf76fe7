#pragma once

#include <span>

#include "app/plot/series.h"
#include "app/theme.h"
#include "app/widgets/ui.h"

namespace fallline::plot {

// The legend ends at `right`; with labels it may begin at `labels`, with line samples alone at `samples`. Pixels of the
// screen.
struct LegendRoom {
  float labels = 0.0f;
  float samples = 0.0f;
  float right = 0.0f;
};

// The labels of the series in one line; where they do not fit, their line samples alone, and where those do not fit
// either, nothing. A click switches *series.visible. Returns the left end.
float legend(const ui::Theme& theme, std::span<const Series> series, const LegendRoom& room, float middle);

// Of the line samples alone, in pixels; 0 where there is nothing to list.
float samples_width(const ui::Theme& theme, std::span<const Series> series);

// A short piece of the line as it is drawn.
void draw_sample(ImDrawList& list, const ui::Theme& theme, const Series& series, ImVec2 from, float length);

}  // namespace fallline::plot

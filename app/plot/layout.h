#pragma once

#include <string_view>

#include "app/plot/axis.h"
#include "app/plot/ticks.h"
#include "app/theme.h"
#include "app/widgets/ui.h"

namespace fallline::plot {

// Where the parts of a plot stand, in pixels of the screen.
struct Layout {
  ui::Rect outer;
  ui::Rect head;  // title and legend; empty where the plot is too low for them
  ui::Rect area;  // the curves; the strips left of it and below it belong to the axes
  Axis x, y;
  Ticks x_ticks, y_ticks;
  bool labelled = false;  // false where the plot is too small for numbers

  bool on_x_axis(ImVec2 p) const { return p.y >= area.max.y; }
  bool on_y_axis(ImVec2 p) const { return p.x < area.min.x && p.y < area.max.y; }
};

// The ranges must be showable on their scales. The axis of x is always linear: it counts steps.
Layout lay_out(const ui::Theme& theme, const ui::Rect& outer, Range x, Range y, AxisScale y_scale, bool has_head);

// Grid lines, then the numbers along both axes; numbers are moved inward at the ends and left out where they would
// touch, so that none is cut or printed over another.
void draw_grid(ImDrawList& list, const ui::Theme& theme, const Layout& layout);
void draw_numbers(ImDrawList& list, const ui::Theme& theme, const Layout& layout, std::string_view x_name);

}  // namespace fallline::plot

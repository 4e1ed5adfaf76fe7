#pragma once

#include <imgui.h>

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "app/plot/kept_curves.h"
#include "app/plot/range.h"
#include "app/plot/series.h"
#include "app/theme.h"
#include "app/widgets/ui.h"

namespace fallline::plot {

struct Layout;

// A dashed horizontal line, such as 0 or 2/η.
struct ReferenceLine {
  double value = 0.0;
  std::string label;
  ImU32 colour = 0;  // 0: the theme's dim text
};

// A shaded stretch of steps, such as the passage of a saddle.
struct StepSpan {
  double first = 0.0;
  double last = 0.0;
  ImU32 colour = 0;
  std::string label;
};

enum class Grip { none, pan, pan_x, pan_y, box };

// What a plot remembers between frames; one for each plot, owned by the panel.
struct PlotState {
  Range x{0.0, 1.0};
  Range y{0.0, 1.0};
  bool fit_x = true;  // follow the data; cleared by panning and zooming, set again by a double click
  bool fit_y = true;  // over the steps in view
  bool log_y = false;
  std::optional<double> hovered_step;  // under the pointer, none while it is elsewhere

  // The drag under way.
  Grip grip = Grip::none;
  ImVec2 press;
  bool moved = false;
  bool free_y = false;  // a pan has left the fitted height

  KeptCurves kept{};
};

struct PlotSpec {
  std::string_view title;
  std::span<const std::string_view> short_titles;  // for narrow plots, the longest first
  std::string_view subtitle;                       // dim, after the title
  std::span<const Series> series;
  std::span<const ReferenceLine> lines;
  std::span<const StepSpan> spans;
  std::optional<double> current_step;  // the time cursor
  std::optional<double> hovered_step;  // from another view: a thin line and dots
  std::string_view x_name = "step";
  std::string_view empty = "nothing to show yet";  // in place of curves
  bool log_switch = true;
  bool legend = true;
  bool ground = true;        // draws its background; not where the caller has
  float after_title = 0.0f;  // pixels kept free behind the title, for what the caller draws there
  std::function<void(ImDrawList&, const Layout&)> backdrop = {};  // draws under the curves, where they are
};

struct PlotResult {
  std::optional<double> hovered_step;  // as in the state
  std::optional<double> clicked_step;  // a click without a drag
  bool double_clicked = false;         // after a click of its own, which meant nothing then
  std::optional<ui::Rect> title;       // where it stands, and what is kept free behind it
};

// Fills `size` pixels (each at least 1) at the cursor, background included.
//
// Left drag pans: along the steps, and in height too once height is not fitted or the drag has clearly gone up or down.
// Right drag zooms into a box; a flat box keeps the height fitted. Wheel zooms along the steps at the pointer, with
// shift or over the left axis in height. On an axis a drag pans that axis alone. A double click fits again, on an axis
// that axis alone. Clicks in the legend hide and show; "log" switches the scale.
//
// On a log scale values <= 0 lie on the bottom edge; for the fitted range see fit.h.
PlotResult plot(const ui::Theme& theme, std::string_view id, ImVec2 size, PlotState& state, const PlotSpec& spec);

}  // namespace fallline::plot

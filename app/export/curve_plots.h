// Curves over steps as an SVG figure: a title, a legend, and plots side by side or one below the other.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "app/export/figure_parts.h"
#include "app/plot/decimate.h"

namespace fallline::exporting {

struct Line {
  plot::Series series;
  std::uint32_t colour;
};

struct CurvePlot {
  std::string title, subtitle;
  std::vector<Line> lines;
  plot::AxisScale scale;
  bool zero_line = false, own_legend = false;
};

struct CurvePlots {
  const ViewSpec& view;
  int width, height;           // pixels
  std::string title, formula;  // in the first line
  std::vector<Line> legend;    // of each the series' label and the colour
  std::vector<CurvePlot> plots;
};

std::string figure_of(const CurvePlots& figure);

}  // namespace fallline::exporting

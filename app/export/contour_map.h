// The loss over a plane as an SVG figure: bands and lines of equal height, paths and marks on them, axes, a legend and
// the bar of colours.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "app/export/figure_parts.h"
#include "landscape/grid.h"

namespace fallline::exporting {

struct MapPath {
  std::string label, remark;  // in the legend; the remark, which may be empty, below the label
  std::uint32_t colour;
  std::size_t count;  // of points; one that is not finite breaks the path
  std::function<Point(std::size_t)> point;
  Point end;  // where the racer is; not finite: nowhere
};

struct ContourMap {
  const ViewSpec& view;
  int width, height;               // pixels
  std::string title, formula;      // in the first line
  std::vector<std::string> notes;  // in a line each below
  std::int64_t step;
  std::array<std::string, 2> axes;  // their names
  std::vector<MapPath> paths;
  std::vector<Point> starts;
  CriticalPoints critical;
  bool log_height;
  Grid grid;  // of losses, over the window shown
};

// Where in the figure the map itself is, in pixels. Whatever the grid, which may still be missing.
Box area_of(const ContourMap& map);

std::string figure_of(const ContourMap& map);

}  // namespace fallline::exporting

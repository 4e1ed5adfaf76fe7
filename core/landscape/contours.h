// Iso-lines of a grid, by marching squares: crossings are linear between neighbouring samples, and a cell that a level
// enters twice is decided by the mean of its four corners. Source: Lorensen & Cline (1987) in two dimensions.
#pragma once

#include <span>
#include <vector>

#include "landscape/grid.h"

namespace fallline {

struct IsoLine {
  double level;
  bool closed;                // the last point joins the first, which is not repeated
  std::vector<Point> points;  // in the grid's domain, higher ground on the left; at least two, three of a closed line
};

// Where the samples pass each level, one level after the other. Lines end at the edge of the grid and at cells with a
// corner that is not finite; a sample equal to the level lies on the high side.
std::vector<IsoLine> iso_lines(const Grid& grid, std::span<const double> levels);

// The edge of the region where the samples are at least `level`: closed lines, which also run along the edge of the
// grid and around samples that are not finite. Filled by the even-odd rule they are the region.
std::vector<IsoLine> region_above(const Grid& grid, double level);

}  // namespace fallline

// A surface on a grid of points over a rectangle.
#pragma once

#include <stop_token>
#include <vector>

#include "objective/surface.h"

namespace fallline {

struct Grid {
  Domain domain;
  int columns = 0, rows = 0;
  std::vector<double> values;  // row by row from y_min, columns from x_min; not finite where L is not

  double at(int column, int row) const {
    return values[static_cast<std::size_t>(row) * static_cast<std::size_t>(columns) + static_cast<std::size_t>(column)];
  }
};

// Samples on the edges included: x_i = x_min + i (x_max − x_min)/(columns − 1). Needs columns, rows ≥ 2.
// A stop request ends it early, with the rows that are missing left NaN.
Grid evaluate_grid(const Surface& surface, const Domain& domain, int columns, int rows, std::stop_token stop = {});

}  // namespace fallline

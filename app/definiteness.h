// Where the Hessian of a surface is positive definite, indefinite or negative definite, over a part of the plane.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "landscape/contours.h"

namespace fallline {

enum class Sign : std::uint8_t { positive, indefinite, negative, unknown };  // unknown: H is not finite

struct Definiteness {
  Domain window{};
  int columns = 0, rows = 0;
  std::vector<Sign> signs;                      // row by row from y_min, as in Grid
  std::array<std::vector<IsoLine>, 2> borders;  // where λ₁ = 0 and where λ₂ = 0
  std::array<double, 3> shares{};               // of the known nodes: positive, indefinite, negative

  Sign at(int column, int row) const {
    return signs[static_cast<std::size_t>(row) * static_cast<std::size_t>(columns) + static_cast<std::size_t>(column)];
  }
};

// Needs columns, rows ≥ 2. An eigenvalue that is nothing beside the largest of the window counts as zero, and a matrix
// with λ ≥ 0 as positive: where L is flat it does not go down.
Definiteness evaluate_definiteness(const Surface& surface, const Domain& window, int columns, int rows);

}  // namespace fallline

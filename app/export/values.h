// The numbers of a row: exact, where the history keeps them for pictures only.
#pragma once

#include <array>

#include "objective/surface.h"

namespace fallline::exporting {

// L and ‖∇L‖ the way racers compute them; NaN without its sign, which says nothing.
struct Values {
  double loss, gradient_norm;
};
Values values_at(const Surface& surface, Point p);

// λ₁ ≤ λ₂ of the Hessian, from exact second derivatives.
std::array<double, 2> eigenvalues_at(const Surface& surface, Point p);

}  // namespace fallline::exporting

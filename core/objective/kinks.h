// Affine forms as surfaces: what kinks on straight lines are made of.
#pragma once

#include <memory>

#include "objective/surface_of.h"

namespace fallline {

struct AffineForm {
  double a, b, c;
  auto operator()(auto x, auto y) const { return a * x + b * y + c; }
};

inline std::shared_ptr<const Surface> affine_form(double a, double b, double c = 0) {
  return std::make_shared<SurfaceOf<AffineForm>>(AffineForm{a, b, c});
}

// w|x| and w|y|.
inline std::vector<Kink> kinks_on_axes(double weight) {
  return {{weight, affine_form(1, 0)}, {weight, affine_form(0, 1)}};
}

}  // namespace fallline

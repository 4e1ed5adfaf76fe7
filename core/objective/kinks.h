// Linear forms as surfaces: what kinks on straight lines are made of.
#pragma once

#include <memory>

#include "objective/surface_of.h"

namespace fallline {

struct LinearForm {
  double a, b;
  auto operator()(auto x, auto y) const { return a * x + b * y; }
};

inline std::shared_ptr<const Surface> linear_form(double a, double b) {
  return std::make_shared<SurfaceOf<LinearForm>>(LinearForm{a, b});
}

// w|x| and w|y|.
inline std::vector<Kink> kinks_on_axes(double weight) {
  return {{weight, linear_form(1, 0)}, {weight, linear_form(0, 1)}};
}

}  // namespace fallline

// What each surface costs on a row of points when nothing but its arithmetic is done: the value, gradient and Hessian
// in closed form, derived by hand, a Pack at a time.
#pragma once

#include <span>
#include <string_view>

#include "objective/surface.h"

namespace fallline::bench {

struct GridCeiling {
  std::string_view key;  // of surfaces(), with the parameters of the catalogue
  // `count` points, a multiple of Pack::lanes; only rows.value, or all of them.
  void (*value)(const double* x, const double* y, std::size_t count, const DerivativeRows& rows);
  void (*all)(const double* x, const double* y, std::size_t count, const DerivativeRows& rows);
};

std::span<const GridCeiling> grid_ceilings();

}  // namespace fallline::bench

// The families of the catalogue, a file each. To add a surface: write its formula, and its entry in the family's table.
#pragma once

#include <type_traits>

#include "objective/surface_of.h"

namespace fallline {

std::span<const SurfaceInfo> bowls_and_valleys();
std::span<const SurfaceInfo> many_minima();
std::span<const SurfaceInfo> saddles();
std::span<const SurfaceInfo> training_trouble();

// SurfaceInfo::make of a formula: constructed from the values of the parameters, if it takes any.
template <class Formula>
std::unique_ptr<const Surface> make_of(std::span<const double> parameters) {
  if constexpr (std::is_constructible_v<Formula, std::span<const double>>)
    return std::make_unique<SurfaceOf<Formula>>(Formula(parameters));
  else
    return std::make_unique<SurfaceOf<Formula>>(Formula{});
}

}  // namespace fallline

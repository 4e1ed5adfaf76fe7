// The edge of stability as a formula: of η for a given λ, or of λ for a given η, which is the same product η λ.
#pragma once

#include <string>
#include <string_view>

#include "curvature/linear_method.h"

namespace fallline {

// "2(1+α)/λ₂" of "λ₂"; "2" where there is no edge in η λ (stability_edge()).
std::string edge_formula(LinearMethod::Family family, std::string_view of);

}  // namespace fallline

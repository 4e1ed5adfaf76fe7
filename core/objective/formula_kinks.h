// A formula as a sum of what is smooth and of absolute values: L = smooth + Σ wᵢ|uᵢ|.
#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "objective/formula_graph.h"

namespace fallline::formula {

struct KinkNodes {
  Id smooth;
  std::vector<std::pair<double, Id>> kinks;  // w and u
};

// Nothing if there are no kinks, or any that do not stand in the outermost sums of the formula: abs, min and max with
// constant factors do. min and max are ½(a + b ∓ |a − b|).
std::optional<KinkNodes> kinks(Graph& graph, Id root);

}  // namespace fallline::formula

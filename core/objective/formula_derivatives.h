// The derivatives of a formula, as nodes of its graph: second-order automatic differentiation, forward.
// Source: Griewank & Walther, Evaluating Derivatives, 2nd ed. (2008), ch. 13.
#pragma once

#include <array>

#include "objective/formula_graph.h"

namespace fallline::formula {

// What the nodes will be evaluated for.
enum class Purpose {
  points,  // floor and sign are flat; where the formula is a hole, so are its derivatives
  bounds,  // over intervals: what jumps has a derivative that may be anything there
};

// L, ∂L/∂x, ∂L/∂y, ∂²L/∂x², ∂²L/∂x∂y, ∂²L/∂y².
using SixNodes = std::array<Id, 6>;

SixNodes differentiate(Graph& graph, Id root, Purpose purpose);

}  // namespace fallline::formula

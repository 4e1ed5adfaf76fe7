// The surface of a formula.
#pragma once

#include <memory>

#include "objective/formula_graph.h"
#include "objective/surface.h"

namespace fallline::formula {

std::unique_ptr<const Surface> make_surface(Graph graph, Id root);

}  // namespace fallline::formula

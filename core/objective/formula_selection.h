// Which instructions compute some nodes of a graph.
#pragma once

#include <span>
#include <vector>

#include "objective/formula_program.h"

namespace fallline::formula {

struct Selection {
  std::vector<Instruction> code;
  std::size_t registers;  // all of them, x, y and the outputs included
};

Selection select_instructions(const Graph& graph, std::span<const Id> outputs);

}  // namespace fallline::formula

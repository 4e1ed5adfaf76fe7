// What a formula says, as terms in the order in which a stack of values evaluates them (reverse Polish).
#pragma once

#include <cstddef>
#include <string_view>
#include <variant>
#include <vector>

#include "objective/formula.h"
#include "objective/formula_graph.h"

namespace fallline::formula {

struct Term {
  Op op;                                 // takes as many values as it has operands, and leaves one
  double number = 0;                     // of Op::constant that is no parameter
  std::size_t parameter = no_parameter;  // of Op::constant that is one: which
  static constexpr std::size_t no_parameter = static_cast<std::size_t>(-1);
};

struct Terms {
  std::vector<Term> terms;
  std::vector<std::string_view> parameters;  // their names, in `text`
};

// How many operands an operation has.
int operands(Op op);

std::variant<Terms, FormulaError> parse(std::string_view text);

}  // namespace fallline::formula

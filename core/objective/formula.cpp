#include "objective/formula.h"

#include <cassert>
#include <utility>
#include <vector>

#include "objective/formula_parser.h"
#include "objective/formula_surface.h"

namespace fallline {

struct Formula::Parsed {
  std::string text;
  std::vector<formula::Term> terms;
  std::vector<Parameter> parameters;  // their names are parts of the text
};

std::variant<Formula, FormulaError> Formula::parse(std::string_view text) {
  auto parsed = std::make_shared<Parsed>();
  parsed->text = text;
  auto result = formula::parse(parsed->text);
  if (auto* error = std::get_if<FormulaError>(&result)) return std::move(*error);
  auto& [terms, names] = std::get<formula::Terms>(result);
  parsed->terms = std::move(terms);
  for (const std::string_view name : names)
    parsed->parameters.push_back({.key = name,
                                  .symbol = name,
                                  .label = name,
                                  .initial = 1,
                                  .minimum = -5,
                                  .maximum = 5,
                                  .scale = Scale::linear,
                                  .meaning = "A number in the formula.",
                                  .lower = -1e12,
                                  .upper = 1e12});
  return Formula(std::move(parsed));
}

const std::string& Formula::text() const { return parsed_->text; }

std::span<const Parameter> Formula::parameters() const { return parsed_->parameters; }

std::unique_ptr<const Surface> Formula::surface(std::span<const double> values) const {
  assert(values.size() == parsed_->parameters.size());
  formula::Graph graph;
  std::vector<formula::Id> stack;
  const auto pop = [&] {
    const formula::Id id = stack.back();
    stack.pop_back();
    return id;
  };
  for (const formula::Term& term : parsed_->terms) {
    if (term.op == formula::Op::constant) {
      const bool fixed = term.parameter == formula::Term::no_parameter;
      stack.push_back(graph.constant(fixed ? term.number : values[term.parameter]));
      continue;
    }
    const int count = formula::operands(term.op);
    const formula::Id b = count == 2 ? pop() : formula::none, a = count > 0 ? pop() : formula::none;
    stack.push_back(graph.make(term.op, a, b));
  }
  return formula::make_surface(std::move(graph), stack.back());
}

}  // namespace fallline

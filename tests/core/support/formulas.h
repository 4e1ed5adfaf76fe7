// Formulas for tests: parsed or refused, and what they then are.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "objective/formula.h"

namespace fallline::test {

inline Formula parsed(std::string_view text) {
  auto result = Formula::parse(text);
  if (const auto* error = std::get_if<FormulaError>(&result))
    ADD_FAILURE() << text << ": " << error->message;
  else
    return std::get<Formula>(result);
  return std::get<Formula>(Formula::parse("0"));
}

// The surface with all parameters at their initial values.
inline std::unique_ptr<const Surface> surface_of(std::string_view text) {
  const Formula formula = parsed(text);
  return formula.surface(initial_values(formula.parameters()));
}

inline double value_of(std::string_view text, Point at = {0, 0}) {
  const double theta[] = {at.x, at.y};
  return surface_of(text)->value(theta, {});
}

// Nothing if the text is a formula, else why not.
inline std::string refused(std::string_view text) {
  const auto result = Formula::parse(text);
  const auto* error = std::get_if<FormulaError>(&result);
  return error ? error->message : "";
}

// A surface of the catalogue, from its formula as it would be typed.
inline std::unique_ptr<const Surface> as_formula(const SurfaceInfo& info, const std::vector<double>& values) {
  const Formula formula = parsed(info.plain);
  std::vector<double> ordered;
  for (const Parameter& p : formula.parameters()) {
    const auto at = find_parameter(info.parameters, p.key);
    EXPECT_TRUE(at) << p.key;
    ordered.push_back(at ? values[*at] : p.initial);
  }
  return formula.surface(ordered);
}

}  // namespace fallline::test

// Formula: L(x, y) as a person types it, with its derivatives exact. A cheap value: copies share what was parsed.
//
//   sum      = product { (+ | −) product }
//   product  = signed { (* | /) signed }
//   signed   = { + | − } power
//   power    = primary [ ^ signed ]                  from the right: 2^3^2 = 2^(3^2), −x^2 = −(x^2)
//   primary  = number | name | name ( sum {, sum} ) | ( sum )      and ² ³ ⁴ behind any of these
//   number   = 1, .5, 1e-3
//
// Names: the variables x and y, the constants pi and e, the functions sin cos tan asin acos atan atan2 sinh cosh tanh
// exp log log10 sqrt abs sign min max floor; every other name is a parameter. − · × and π may stand for - * * pi.
// Nothing is multiplied by standing side by side.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <variant>

#include "math/parameter.h"
#include "objective/surface.h"

namespace fallline {

inline constexpr std::size_t longest_formula = 10'000;  // characters
inline constexpr std::size_t deepest_formula = 1'000;   // parentheses open at once

struct FormulaError {
  std::size_t column;   // from 1, in characters
  std::string message;  // all of it: `column 5: unknown function "sni"; did you mean "sin"?`
};

class Formula {
 public:
  static std::variant<Formula, FormulaError> parse(std::string_view text);

  const std::string& text() const;

  // One for each name that is no variable, constant or function, in the order of their first appearance. They live as
  // long as any copy of the formula.
  std::span<const Parameter> parameters() const;

  // The surface with these values of parameters(), in their order. It stands on its own.
  //
  // Where the formula is not a finite number its value comes back as NaN or ±∞; outside the domain of a function it is
  // made of, so does its gradient. At kinks: sign(0) = 0,
  // |a|' = sign(a), min and max are their first argument where both are the same; floor and sign are flat.
  std::unique_ptr<const Surface> surface(std::span<const double> values) const;

  friend bool operator==(const Formula& a, const Formula& b) { return a.text() == b.text(); }

 private:
  struct Parsed;
  explicit Formula(std::shared_ptr<const Parsed> parsed) : parsed_(std::move(parsed)) {}

  std::shared_ptr<const Parsed> parsed_;
};

}  // namespace fallline

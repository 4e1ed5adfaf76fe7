// Any bytes as a formula: refused in words, or a surface that answers every question without harm.
#include <cmath>
#include <cstdint>
#include <string_view>
#include <vector>

#include "objective/formula.h"
#include "require.h"

namespace {

using namespace fallline;
using fuzz::require;

void check(const FormulaError& error, std::string_view text) {
  require(error.column >= 1 && error.column <= text.size() + 1, "the column is in the text, or just behind it");
  require(error.message.starts_with("column " + std::to_string(error.column) + ": "), "the message names the column");
}

void check(const Formula& formula) {
  const auto surface = formula.surface(initial_values(formula.parameters()));
  const double x[] = {-1.5, 0, 0.25, 1, 2, 3, 1e3, -1e300, 0.7}, y[] = {0.5, 0, -2, 1, 3, -0.125, 7, 1e-300, 0.3};
  double value[9], dx[9], dy[9], xx[9], xy[9], yy[9];
  surface->derivatives(x, y, {value, dx, dy, xx, xy, yy});
  for (int i = 0; i < 9; ++i) {
    const double theta[] = {x[i], y[i]};
    double gradient[2];
    const double alone = surface->value(theta, {}), with = surface->value_and_gradient(theta, gradient, {});
    require(alone == with || (std::isnan(alone) && std::isnan(with)), "a value is the same with its gradient");
  }
  const auto bounds = surface->derivatives(Interval(-1, 2), Interval(0, 0.5));
  for (const Interval& d : {bounds.value, bounds.x, bounds.y, bounds.xx, bounds.xy, bounds.yy})
    require(!std::isnan(d.lo) && !std::isnan(d.hi), "bounds are numbers");
  const auto again = Formula::parse(formula.text());
  require(std::holds_alternative<Formula>(again) && std::get<Formula>(again) == formula, "its text is the formula");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto parsed = Formula::parse(text);
  if (const auto* error = std::get_if<FormulaError>(&parsed))
    check(*error, text);
  else
    check(std::get<Formula>(parsed));
  return 0;
}

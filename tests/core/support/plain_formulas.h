// The surfaces' formulas written a second time, as plain templates with nothing of the program in them, and their
// derivatives by the complex step (Squire & Trapp, SIAM Review 40, 1998): ∂f/∂x = Im f(x + ih)/h loses no digits.
// Second derivatives are central differences of that in extended precision, extrapolated to order 8 (Richardson).
#pragma once

#include <complex>
#include <ostream>
#include <string_view>
#include <vector>

#include "objective/surface.h"

namespace fallline::test {

using Complex = std::complex<long double>;

struct PlainFormula {
  std::string_view surface;    // its key in surfaces()
  std::vector<double> values;  // of its parameters
  Complex (*at)(Complex x, Complex y, const std::vector<double>& values);
};
// For GoogleTest, which would print its bytes.
inline void PrintTo(const PlainFormula& formula, std::ostream* out) { *out << formula.surface; }

const std::vector<PlainFormula>& plain_formulas();

Derivatives<long double> derivatives(const PlainFormula& formula, Point at);

}  // namespace fallline::test

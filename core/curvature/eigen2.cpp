#include "curvature/eigen2.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace fallline {

EigenPairs eigen_pairs(double a, double b, double d) {
  if (!std::isfinite(a) || !std::isfinite(b) || !std::isfinite(d)) {
    constexpr double nan = std::numeric_limits<double>::quiet_NaN();
    return {{nan, nan}, {{{nan, nan}, {nan, nan}}}};
  }
  // The rotation that makes the off-diagonal zero: t = tan φ, the smaller root of t² + 2θt − 1 (Golub & Van Loan,
  // §8.5).
  double t = 0;
  if (b != 0) {
    const double theta = (d / 2 - a / 2) / b;
    t = (theta >= 0 ? 1 : -1) / (std::abs(theta) + std::hypot(theta, 1.0));
  }
  const double c = 1 / std::hypot(t, 1.0), s = t * c;
  // + 0.0: no negative zeros on the screen.
  EigenPairs pairs{{a - t * b + 0.0, d + t * b + 0.0}, {{{c, -s}, {s, c}}}};
  if (pairs.lambda[0] > pairs.lambda[1]) {
    std::swap(pairs.lambda[0], pairs.lambda[1]);
    std::swap(pairs.u[0], pairs.u[1]);
  }
  return pairs;
}

std::string_view key(Kind kind) {
  constexpr std::string_view keys[] = {"minimum", "maximum", "saddle", "degenerate"};
  return keys[static_cast<int>(kind)];
}

std::string_view words(Kind kind) {
  constexpr std::string_view all[] = {"local minimum", "local maximum", "saddle", "degenerate"};
  return all[static_cast<int>(kind)];
}

Kind kind_of(const EigenPairs& pairs, double scale) {
  const auto [low, high] = pairs.lambda;
  const double zero = zero_tolerance * std::max({std::abs(low), std::abs(high), scale});
  if (!(std::abs(low) > zero && std::abs(high) > zero)) return Kind::degenerate;
  if (low > 0) return Kind::minimum;
  return high < 0 ? Kind::maximum : Kind::saddle;
}

std::string_view words_for_curvature(Kind kind) {
  constexpr std::string_view all[] = {"curves up", "curves down", "indefinite", "semidefinite"};
  return all[static_cast<int>(kind)];
}

std::string_view explain(Kind kind) {
  constexpr std::string_view all[] = {
      "Every direction goes up: both eigenvalues are positive, so H is positive definite.",
      "Every direction goes down: both eigenvalues are negative, so −H is positive definite.",
      "Up along u₂, down along u₁: a step s along u₁ lowers L by ½|λ₁|s². One eigenvalue is negative: index 1.",
      "An eigenvalue is zero: second derivatives alone cannot tell what this point is."};
  return all[static_cast<int>(kind)];
}

std::string_view explain_curvature(Kind kind) {
  constexpr std::string_view all[] = {"H is positive definite: around here L is convex, whatever its slope.",
                                      "H is negative definite: around here L is concave, whatever its slope.",
                                      "H is indefinite: L curves up along u₂ and down along u₁.",
                                      "An eigenvalue is zero: along its direction L is straight to second order."};
  return all[static_cast<int>(kind)];
}

int index_of(const EigenPairs& pairs) { return (pairs.lambda[0] < 0) + (pairs.lambda[1] < 0); }

}  // namespace fallline

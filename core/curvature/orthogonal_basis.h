// What of a vector lies in the space of an orthonormal basis, and what is left of it outside.
#pragma once

#include <Eigen/Core>

namespace fallline {

// Takes from x what lies in the space of the columns of `basis`; returns the coefficients of that. Classical
// Gram–Schmidt, twice: what is left is orthogonal to rounding unless it is nothing but rounding. Source: Giraud,
// Langou, Rozložník & van den Eshof, Numer. Math. 101 (2005).
template <class Basis>
Eigen::VectorXd orthogonalize(const Basis& basis, Eigen::Ref<Eigen::VectorXd> x) {
  Eigen::VectorXd coefficients = basis.transpose() * x;
  x.noalias() -= basis * coefficients;
  const Eigen::VectorXd again = basis.transpose() * x;
  x.noalias() -= basis * again;
  return coefficients + again;
}

// A remainder below this share of what it is left of is rounding.
inline constexpr double rounding_share = 1e-14;

}  // namespace fallline

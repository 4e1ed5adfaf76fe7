// The uniform cubic B-spline, a piece at a time: between two knots it is a cubic of four successive coefficients.
//
// It smooths: values are means of coefficients with weights that sum to 1, so that they stay between the least and the
// greatest, and straight lines come back as they are. Two derivatives are continuous across the knots. All is made of
// differences of coefficients, so that what is constant has derivatives of exactly 0.
// Source: de Boor, A Practical Guide to Splines (1978), ch. IX; Farin, Curves and Surfaces for CAGD (2002), ch. 4, for
// Bernstein's form.
#pragma once

#include <array>
#include <cstddef>

namespace fallline {

// a₀ + a₁ t + a₂ t² + a₃ t³; T: double, or a vector of them.
template <class T>
struct Cubic {
  T a0, a1, a2, a3;

  T value(double t) const { return ((a3 * t + a2) * t + a1) * t + a0; }
  T first(double t) const { return (a3 * (3 * t) + a2 * 2.0) * t + a1; }
  T second(double t) const { return a3 * (6 * t) + a2 * 2.0; }

  // The same in powers of t − s.
  Cubic about(double s) const { return {value(s), first(s), 0.5 * second(s), a3}; }
};

// Between the knots of c₁, where t = 0, and c₂, where t = 1.
template <class T>
Cubic<T> spline_piece(T c0, T c1, T c2, T c3) {
  const T d0 = c1 - c0, d1 = c2 - c1, d2 = c3 - c2;
  const T e0 = d1 - d0, e1 = d2 - d1;
  return {c1 + e0 * (1.0 / 6), (d0 + d1) * 0.5, e0 * 0.5, (e1 - e0) * (1.0 / 6)};
}

// Bernstein's coefficients of a derivative of p on [0, width]: it stays between the least and the greatest of them, and
// they come as near to it as width².
template <std::size_t order, class T>
std::array<T, 4 - order> bernstein(const Cubic<T>& p, double width) {
  static_assert(order <= 2);
  const T b1 = p.a1 * width, b2 = p.a2 * (width * width), b3 = p.a3 * (width * width * width);
  if constexpr (order == 0)
    return {p.a0, p.a0 + b1 * (1.0 / 3), p.a0 + b1 * (2.0 / 3) + b2 * (1.0 / 3), p.a0 + b1 + b2 + b3};
  else if constexpr (order == 1)
    return {p.a1, p.a1 + p.a2 * width, p.a1 + p.a2 * (2 * width) + p.a3 * (3 * width * width)};
  else
    return {p.a2 * 2.0, p.a2 * 2.0 + p.a3 * (6 * width)};
}

}  // namespace fallline

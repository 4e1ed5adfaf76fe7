// The loss of one sample as a function of the model's linear part z, with its first and second derivative: of one
// number, of a Pack, and bounded over an interval of z. Bounds are exact where the function turns at known places.
//
// MSE is the mean of the squares, without ½. Labels y are 0 and 1; the loss of a label is one function of (1 − 2y) z.
#pragma once

#include <initializer_list>

#include "math/dual2.h"

namespace fallline::losses {

template <Number T>
struct Slopes {
  T value, first, second;
};

// All that f is over an interval, f monotone between `turns`.
template <class Function>
Interval range(Function f, Interval over, std::initializer_list<double> turns) {
  Interval r = hull(f(over.lo), f(over.hi));
  for (const double t : turns)
    if (over.contains(t)) r = hull(r, f(t));
  return r;
}

inline double natural_exp(double a) { return scalar::exp(a); }
inline Pack natural_exp(Pack a) { return exp(a); }
inline double size_of(double a) { return std::abs(a); }
inline Pack size_of(Pack a) { return abs(a); }
inline double with_sign_of(double z, double size) { return z < 0 ? -size : z > 0 ? size : z; }
inline Pack with_sign_of(Pack z, Pack size) {
  const Pack::Vector not_positive = z.v < 0 ? -size.v : z.v;
  return z.v > 0 ? size.v : not_positive;
}

// 1/(1 + e⁻ᵗ)
template <class T>
T sigmoid(T t) {
  return 1.0 / (1.0 + natural_exp(-t));
}
inline Interval sigmoid(Interval t) { return {sigmoid(t.lo), sigmoid(t.hi)}; }

// log(1 + eᵗ) = max(t, 0) + log(1 + e^−|t|), of which no part overflows. The rounding of 1 + e is made good in the
// logarithm (Kahan), so that small values keep their digits.
template <class T>
T softplus(T t) {
  using std::log;
  const T size = size_of(t), e = natural_exp(-size), u = 1.0 + e;
  return 0.5 * (t + size) + (log(u) - ((u - 1.0) - e) / u);
}
inline Interval softplus(Interval t) { return {softplus(t.lo), softplus(t.hi)}; }

// (z − y)²
struct Squared {
  template <Number T>
  static Slopes<T> at(T z, double y) {
    const T r = z - T(y);
    return {square(r), r + r, T(2.0)};
  }
};

// |z − y|, with slope 0 in its corner.
struct Absolute {
  static constexpr bool has_kink = true;
  template <Number T>
  static Slopes<T> at(T z, double y) {
    const T r = z - T(y);
    if constexpr (std::same_as<T, Interval>)
      // Across the kink the slope jumps: no bound holds there.
      return {abs(r), sign(r), {0.0, r.contains(0) ? HUGE_VAL : 0.0}};
    else
      return {size_of(r), with_sign_of(r, T(1.0)), T(0.0)};
  }
};

// −log P(y) with P(1) = σ(z): softplus((1 − 2y) z).
struct CrossEntropy {
  template <Number T>
  static Slopes<T> at(T z, double y) {
    const double side = 1 - 2 * y;
    const T t = scaled(side, z), p = sigmoid(t);
    return {softplus(t), scaled(side, p), slope(t)};
  }
  template <class T>
  static T slope(T t) {
    return sigmoid(t) * sigmoid(-t);
  }
  static Interval slope(Interval t) {
    return range([](double s) { return slope(s); }, t, {0.0});
  }
};

// (σ(z) − y)² = σ(t)², t = (1 − 2y) z.
struct SquaredSigmoid {
  template <Number T>
  static Slopes<T> at(T z, double y) {
    const double side = 1 - 2 * y;
    const T t = scaled(side, z);
    return {square(sigmoid(t)), scaled(side, first(t)), second(t)};
  }
  template <class T>
  static T first(T t) {
    const T p = sigmoid(t);
    return 2.0 * p * p * sigmoid(-t);
  }
  template <class T>
  static T second(T t) {
    const T p = sigmoid(t);
    return 2.0 * p * p * sigmoid(-t) * (2.0 - 3.0 * p);
  }
  // Largest where p = ⅔.
  static Interval first(Interval t) {
    return range([](double s) { return first(s); }, t, {std::numbers::ln2});
  }
  // It turns where 12p² − 15p + 4 = 0: p = (15 ± √33)/24.
  static Interval second(Interval t) {
    const double root = std::sqrt(33.0);
    const auto where = [](double p) { return std::log(p / (1 - p)); };
    return range([](double s) { return second(s); }, t, {where((15 - root) / 24), where((15 + root) / 24)});
  }
};

// (tanh z − y)², for any target y.
struct SquaredTanh {
  template <class T>
  static Slopes<T> at(T z, double y) {
    const T e = natural_exp(-2.0 * size_of(z)), t = hyperbolic_tangent(z), r = t - T(y);
    const T c = 4.0 * e / ((1.0 + e) * (1.0 + e));  // 1 − t²
    return {square(r), 2.0 * r * c, 2.0 * c * (c - 2.0 * t * r)};
  }
  // As polynomials in t = tanh z; the second is bounded as a product of two exact ranges.
  static Slopes<Interval> at(Interval z, double y) {
    const Interval t(hyperbolic_tangent(z.lo), hyperbolic_tangent(z.hi));
    const double root = std::sqrt(y * y + 3);
    const Interval first =
        range([y](double s) { return 2 * (s - y) * (1 - s * s); }, t, {(y - root) / 3, (y + root) / 3});
    const Interval bend = range([y](double s) { return 1 - 3 * s * s + 2 * s * y; }, t, {y / 3});
    return {square(t - y), first, scaled(2, (1.0 - square(t)) * bend)};
  }
  template <class T>
  static T hyperbolic_tangent(T z) {
    const T e = natural_exp(-2.0 * size_of(z));
    return with_sign_of(z, (1.0 - e) / (1.0 + e));
  }
};

}  // namespace fallline::losses

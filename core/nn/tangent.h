// Tangent: a number that carries its derivatives along K directions, so that code written once for numbers gives
// directional derivatives too. Run over a gradient by back-propagation it is the R-operator: H v for K vectors at once,
// exact (Pearlmutter 1994).
//
// The networks of this room are written for a number T that holds one value for each sample of a register:
//   Pack               values and gradients
//   Tangent<Pack, K>   the same and their derivatives along K directions
//   Singles            values in single precision; its lanes are points θ, which share a sample
// Weights are the numbers of one lane, Scalar<T>: double, Tangent<double, K>; of Singles, one in each lane.
//
// Functions of T are called as fast::exp and so on, whatever T. Those that are not written here for Tangent are written
// by means of those that are. Where they choose, they choose by the value: where_positive(c, a, b).
#pragma once

#include <array>
#include <cmath>
#include <type_traits>

#include "math/pack.h"
#include "math/singles.h"
#include "math/vector_functions.h"

namespace fallline {

template <class P, int K>
struct Tangent {
  P v;                 // the value
  std::array<P, K> d;  // its derivatives

  Tangent() = default;
  Tangent(double s) : v(s) { d.fill(P(0.0)); }
  Tangent(P value, std::array<P, K> derivatives) : v(value), d(derivatives) {}
  // A weight in all lanes.
  template <class Q>
  requires(std::is_same_v<Q, double> && !std::is_same_v<P, double>) Tangent(const Tangent<Q, K>& s) : v(s.v) {
    for (int k = 0; k < K; ++k) d[k] = P(s.d[k]);
  }

  // f(t), from f and f' at the value.
  Tangent chained(P f, P slope) const {
    Tangent r;
    r.v = f;
    for (int k = 0; k < K; ++k) r.d[k] = slope * d[k];
    return r;
  }

  friend Tangent operator-(const Tangent& a) { return a.chained(-a.v, P(-1.0)); }
  friend Tangent operator+(const Tangent& a, const Tangent& b) {
    Tangent r;
    r.v = a.v + b.v;
    for (int k = 0; k < K; ++k) r.d[k] = a.d[k] + b.d[k];
    return r;
  }
  friend Tangent operator-(const Tangent& a, const Tangent& b) {
    Tangent r;
    r.v = a.v - b.v;
    for (int k = 0; k < K; ++k) r.d[k] = a.d[k] - b.d[k];
    return r;
  }
  friend Tangent operator*(const Tangent& a, const Tangent& b) {
    Tangent r;
    r.v = a.v * b.v;
    for (int k = 0; k < K; ++k) r.d[k] = a.v * b.d[k] + a.d[k] * b.v;
    return r;
  }
  friend Tangent operator/(const Tangent& a, const Tangent& b) {
    const P inverse = P(1.0) / b.v;
    Tangent r;
    r.v = a.v * inverse;
    for (int k = 0; k < K; ++k) r.d[k] = (a.d[k] - r.v * b.d[k]) * inverse;
    return r;
  }

  // With a constant, whose derivatives need no arithmetic.
  friend Tangent operator+(const Tangent& a, double s) { return {a.v + P(s), a.d}; }
  friend Tangent operator+(double s, const Tangent& a) { return a + s; }
  friend Tangent operator-(const Tangent& a, double s) { return {a.v - P(s), a.d}; }
  friend Tangent operator-(double s, const Tangent& a) { return a.chained(P(s) - a.v, P(-1.0)); }
  friend Tangent operator*(double s, const Tangent& a) { return a.chained(P(s) * a.v, P(s)); }
  friend Tangent operator*(const Tangent& a, double s) { return s * a; }
};

// What a weight is where activations are T.
template <class T>
struct ScalarOf;
template <>
struct ScalarOf<Pack> {
  using type = double;
};
template <int K>
struct ScalarOf<Tangent<Pack, K>> {
  using type = Tangent<double, K>;
};
template <>
struct ScalarOf<Singles> {
  using type = Singles;
};
template <class T>
using Scalar = typename ScalarOf<T>::type;

// The value without its derivatives.
inline double value_of(double a) { return a; }
inline Pack value_of(Pack a) { return a; }
template <class P, int K>
P value_of(const Tangent<P, K>& a) {
  return a.v;
}

// T without derivatives.
template <class T>
using PackOf = decltype(value_of(T{}));

// What is the same whatever the parameters are.
template <class T>
T constant(const PackOf<T>& v) {
  T t{};
  if constexpr (requires { t.d; })
    t.v = v;
  else
    t = v;
  return t;
}

// acc + a b, a weight times activations, or activations times activations: one fused operation a product.
inline Pack multiply_add(double a, Pack b, Pack acc) { return acc + Pack(a) * b; }
inline Pack multiply_add(Pack a, Pack b, Pack acc) { return acc + a * b; }
template <int K, class A>
Tangent<Pack, K> multiply_add(const A& a, const Tangent<Pack, K>& b, Tangent<Pack, K> acc) {
  const Pack av = Pack(a.v);
  acc.v = acc.v + av * b.v;
  for (int k = 0; k < K; ++k) acc.d[k] = (acc.d[k] + av * b.d[k]) + Pack(a.d[k]) * b.v;
  return acc;
}

// The sum over the lanes.
inline double lane_sum(Pack a) {
  std::array<double, Pack::lanes> part;
  a.store(part.data());
  for (std::size_t half = Pack::lanes / 2; half > 0; half /= 2)
    for (std::size_t i = 0; i < half; ++i) part[i] += part[i + half];
  return part[0];
}
template <int K>
Tangent<double, K> lane_sum(const Tangent<Pack, K>& a) {
  Tangent<double, K> r;
  r.v = lane_sum(a.v);
  for (int k = 0; k < K; ++k) r.d[k] = lane_sum(a.d[k]);
  return r;
}

// a where c > 0, else b.
inline double where_positive(double c, double a, double b) { return c > 0 ? a : b; }
inline Pack where_positive(Pack c, Pack a, Pack b) { return c.v > 0 ? a.v : b.v; }
template <class P, int K>
Tangent<P, K> where_positive(const Tangent<P, K>& c, const Tangent<P, K>& a, const Tangent<P, K>& b) {
  Tangent<P, K> r;
  r.v = where_positive(c.v, a.v, b.v);
  for (int k = 0; k < K; ++k) r.d[k] = where_positive(c.v, a.d[k], b.d[k]);
  return r;
}

namespace fast {

// By value and slope; those of Pack and double are in math/vector_functions.h.
template <class P, int K>
Tangent<P, K> exp(const Tangent<P, K>& a) {
  const P e = fast::exp(a.v);
  return a.chained(e, e);
}
template <class P, int K>
Tangent<P, K> expm1(const Tangent<P, K>& a) {
  const P e = fast::expm1(a.v);
  return a.chained(e, e + P(1.0));
}
template <class P, int K>
Tangent<P, K> log(const Tangent<P, K>& a) {
  return a.chained(fast::log(a.v), P(1.0) / a.v);
}
template <class P, int K>
Tangent<P, K> log1p(const Tangent<P, K>& a) {
  return a.chained(fast::log1p(a.v), P(1.0) / (P(1.0) + a.v));
}
template <class P, int K>
Tangent<P, K> sqrt(const Tangent<P, K>& a) {
  const P root = fast::sqrt(a.v);
  return a.chained(root, P(0.5) / root);
}
template <class P, int K>
Tangent<P, K> tanh(const Tangent<P, K>& a) {
  const P t = fast::tanh(a.v);
  return a.chained(t, P(1.0) - t * t);
}
template <class P, int K>
Tangent<P, K> sigmoid(const Tangent<P, K>& a) {
  const P s = fast::sigmoid(a.v);
  return a.chained(s, s * (P(1.0) - s));
}
// log(1 + eᵃ)
template <class P, int K>
Tangent<P, K> softplus(const Tangent<P, K>& a) {
  return a.chained(fast::softplus(a.v), fast::sigmoid(a.v));
}
template <class P, int K>
Tangent<P, K> erf(const Tangent<P, K>& a) {
  return a.chained(fast::erf(a.v), P(1.1283791670955126) * fast::exp(-(a.v * a.v)));
}

}  // namespace fast

}  // namespace fallline

// Second-order dual numbers in two variables: a value with its exact first and second partial derivatives.
// A formula written once for any number type gives them all: f(Dual2 x, Dual2 y).v, .x, .y, .xx, .xy, .yy.
//
// Each part has a type of its own. A derivative that is zero by structure (∂y/∂x, or the second derivatives of a sum of
// variables) has the type Zero and costs nothing, so the compiler is left with the arithmetic of a hand-written
// Hessian.
//
// T is double (one point), Pack (a row of a grid) or Interval (a box).
// Source: Griewank & Walther, Evaluating Derivatives, 2nd ed. (2008), ch. 13.
#pragma once

#include <cmath>
#include <concepts>

#include "math/interval.h"
#include "math/pack.h"

namespace fallline {

struct Zero {
  friend Zero operator+(Zero, Zero) { return {}; }
  friend Zero operator-(Zero, Zero) { return {}; }
  friend Zero operator*(Zero, Zero) { return {}; }
  friend Zero operator-(Zero) { return {}; }
};
template <class T>
concept Number = std::same_as<T, double> || std::same_as<T, Pack> || std::same_as<T, Interval>;

template <Number T>
T operator+(T a, Zero) {
  return a;
}
template <Number T>
T operator+(Zero, T a) {
  return a;
}
template <Number T>
T operator-(T a, Zero) {
  return a;
}
template <Number T>
T operator-(Zero, T a) {
  return -a;
}
template <Number T>
Zero operator*(T, Zero) {
  return {};
}
template <Number T>
Zero operator*(Zero, T) {
  return {};
}

inline double square(double a) { return a * a; }
inline Pack square(Pack a) { return a * a; }
inline Zero square(Zero) { return {}; }

// s a² and 2 a². For numbers s a is at hand; an interval's own square is narrower than its product with itself.
template <Number T>
T times_square(T s, T a) {
  if constexpr (std::same_as<T, Interval>)
    return s * square(a);
  else
    return (s * a) * a;
}
template <Number T>
Zero times_square(T, Zero) {
  return {};
}
template <Number T>
T twice_square(T a) {
  if constexpr (std::same_as<T, Interval>)
    return square(a) + square(a);
  else
    return (a + a) * a;
}
inline Zero twice_square(Zero) { return {}; }

// s a, s a plain number that is finite.
inline double scaled(double s, double a) { return s * a; }
inline Pack scaled(double s, Pack a) { return s * a; }
inline Interval scaled(double s, Interval a) {
  if (s == 0) return 0.0;
  return s > 0 ? Interval(s * a.lo, s * a.hi) : Interval(s * a.hi, s * a.lo);
}
inline Zero scaled(double, Zero) { return {}; }

template <class T, class X, class Y, class XX, class XY, class YY>
struct Dual2 {
  T v;
  X x;
  Y y;
  XX xx;
  XY xy;
  YY yy;
};
template <class T, class X, class Y, class XX, class XY, class YY>
Dual2(T, X, Y, XX, XY, YY) -> Dual2<T, X, Y, XX, XY, YY>;

template <class D>
inline constexpr bool is_dual = false;
template <class... Parts>
inline constexpr bool is_dual<Dual2<Parts...>> = true;
template <class D>
concept Dual = is_dual<D>;

template <Number T>
auto variable_x(T v) {
  return Dual2{v, T(1.0), Zero{}, Zero{}, Zero{}, Zero{}};
}
template <Number T>
auto variable_y(T v) {
  return Dual2{v, Zero{}, T(1.0), Zero{}, Zero{}, Zero{}};
}

// A part as a number, whatever its type.
template <Number T>
T part(T a) {
  return a;
}
template <Number T>
T part(Zero) {
  return T(0.0);
}

template <Dual A>
auto operator-(A a) {
  return Dual2{-a.v, -a.x, -a.y, -a.xx, -a.xy, -a.yy};
}

template <Dual A, Dual B>
auto operator+(A a, B b) {
  return Dual2{a.v + b.v, a.x + b.x, a.y + b.y, a.xx + b.xx, a.xy + b.xy, a.yy + b.yy};
}
template <Dual A>
auto operator+(A a, double s) {
  return Dual2{a.v + s, a.x, a.y, a.xx, a.xy, a.yy};
}
template <Dual A>
auto operator+(double s, A a) {
  return a + s;
}

template <Dual A, Dual B>
auto operator-(A a, B b) {
  return Dual2{a.v - b.v, a.x - b.x, a.y - b.y, a.xx - b.xx, a.xy - b.xy, a.yy - b.yy};
}
template <Dual A>
auto operator-(A a, double s) {
  return Dual2{a.v - s, a.x, a.y, a.xx, a.xy, a.yy};
}
template <Dual A>
auto operator-(double s, A a) {
  return Dual2{s - a.v, -a.x, -a.y, -a.xx, -a.xy, -a.yy};
}

template <Dual A, Dual B>
auto operator*(A a, B b) {
  return Dual2{a.v * b.v,
               a.x * b.v + a.v * b.x,
               a.y * b.v + a.v * b.y,
               a.xx * b.v + a.v * b.xx + (a.x + a.x) * b.x,
               a.xy * b.v + a.v * b.xy + a.x * b.y + a.y * b.x,
               a.yy * b.v + a.v * b.yy + (a.y + a.y) * b.y};
}
template <Dual A>
auto operator*(double s, A a) {
  return Dual2{scaled(s, a.v), scaled(s, a.x), scaled(s, a.y), scaled(s, a.xx), scaled(s, a.xy), scaled(s, a.yy)};
}
template <Dual A>
auto operator*(A a, double s) {
  return s * a;
}

// f(a) by the chain rule, with f, f' and f'' at a.v.
template <Dual A, Number T>
auto chain_rule(A a, T f, T f1, T f2) {
  return Dual2{f,
               f1 * a.x,
               f1 * a.y,
               f1 * a.xx + times_square(f2, a.x),
               f1 * a.xy + f2 * a.x * a.y,
               f1 * a.yy + times_square(f2, a.y)};
}

template <Dual A>
auto square(A a) {
  const auto t = a.v + a.v;
  return Dual2{square(a.v),
               t * a.x,
               t * a.y,
               t * a.xx + twice_square(a.x),
               t * a.xy + (a.x + a.x) * a.y,
               t * a.yy + twice_square(a.y)};
}
template <Dual A>
auto exp(A a) {
  using T = decltype(a.v);
  T e;
  if constexpr (std::same_as<T, double>)
    e = scalar::exp(a.v);
  else
    e = exp(a.v);
  return chain_rule(a, e, e, e);
}
template <Dual A>
auto sqrt(A a) {
  using std::sqrt;
  using T = decltype(a.v);
  const T r = sqrt(a.v);
  if constexpr (std::same_as<T, Interval>) {
    const T first = 0.5 / r;
    return chain_rule(a, r, first, -first / (a.v + a.v));
  } else {
    // Divisions are slow, so there is only one.
    const T inverse = 1.0 / r;
    return chain_rule(a, r, 0.5 * inverse, -0.25 * inverse * inverse * inverse);
  }
}
template <Number T>
auto sine_and_cosine(T a) {
  if constexpr (std::same_as<T, double>)
    return scalar::sincos(a);
  else if constexpr (std::same_as<T, Pack>)
    return sincos(a);
  else
    return SinCosOf<T>{sin(a), cos(a)};
}
template <Dual A>
auto sin(A a) {
  const auto at = sine_and_cosine(a.v);
  return chain_rule(a, at.sin, at.cos, -at.sin);
}
template <Dual A>
auto cos(A a) {
  const auto at = sine_and_cosine(a.v);
  return chain_rule(a, at.cos, -at.sin, -at.cos);
}

template <Dual A>
auto tanh(A a) {
  using T = decltype(a.v);
  T t;
  if constexpr (std::same_as<T, double>)
    t = scalar::tanh(a.v);
  else
    t = tanh(a.v);
  const T first = 1.0 - square(t);
  return chain_rule(a, t, first, -2.0 * t * first);
}

// At 0, where there is a kink, the first derivative is 0. Of an interval that holds 0 it is all between −1 and 1, the
// slopes of both sides and what lies between (Clarke's generalized derivative), and the second is anything.
template <Dual A>
auto abs(A a) {
  using std::abs;
  using T = decltype(a.v);
  if constexpr (std::same_as<T, Interval>) {
    return chain_rule(a, abs(a.v), sign(a.v), a.v.contains(0) ? Interval::all() : Interval(0));
  } else {
    const T s = sign(a.v);
    return Dual2{abs(a.v), s * a.x, s * a.y, s * a.xx, s * a.xy, s * a.yy};
  }
}

template <Dual A>
auto reciprocal(A a) {
  using T = decltype(a.v);
  const T r = 1.0 / a.v, r2 = square(r);
  return chain_rule(a, r, -r2, 2.0 * r * r2);
}
template <Dual A, Dual B>
auto operator/(A a, B b) {
  return a * reciprocal(b);
}
template <Dual B>
auto operator/(double s, B b) {
  return s * reciprocal(b);
}

}  // namespace fallline

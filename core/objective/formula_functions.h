// The functions of the formula language, of one number and of a Pack alike. Strict: of NaN comes NaN.
#pragma once

#include <cmath>
#include <limits>
#include <numbers>

#include "math/pack.h"
#include "objective/formula_graph.h"

namespace fallline::formula::functions {

// Of every lane by the C library.
template <class Function>
double lanewise(double a, Function f) {
  return f(a);
}
template <class Function>
Pack lanewise(Pack a, Function f) {
  return each_lane(a, f);
}
template <class Function>
double lanewise(double a, double b, Function f) {
  return f(a, b);
}
template <class Function>
Pack lanewise(Pack a, Pack b, Function f) {
  Pack r;
  for (std::size_t i = 0; i < Pack::lanes; ++i) r.v[i] = f(a.v[i], b.v[i]);
  return r;
}

inline SinCosOf<double> sincos(double a) { return scalar::sincos(a); }
inline SinCosOf<Pack> sincos(Pack a) { return fallline::sincos(a); }
template <class T>
T sin(T a) {
  return functions::sincos(a).sin;
}
template <class T>
T cos(T a) {
  return functions::sincos(a).cos;
}
template <class T>
T tan(T a) {
  const auto at = functions::sincos(a);
  return at.sin / at.cos;
}

inline double exp(double a) { return scalar::exp(a); }
inline Pack exp(Pack a) { return fallline::exp(a); }
inline double log(double a) { return std::log(a); }
inline Pack log(Pack a) { return fallline::log(a); }
inline double sqrt(double a) { return std::sqrt(a); }
inline Pack sqrt(Pack a) { return fallline::sqrt(a); }
inline double abs(double a) { return std::abs(a); }
inline Pack abs(Pack a) { return fallline::abs(a); }

template <class T>
T log10(T a) {
  return lanewise(a, [](double s) { return std::log10(s); });
}
template <class T>
T asin(T a) {
  return lanewise(a, [](double s) { return std::asin(s); });
}
template <class T>
T acos(T a) {
  return lanewise(a, [](double s) { return std::acos(s); });
}
template <class T>
T atan(T a) {
  return lanewise(a, [](double s) { return std::atan(s); });
}
template <class T>
T atan2(T a, T b) {
  return lanewise(a, b, [](double s, double t) { return std::atan2(s, t); });
}
template <class T>
T floor(T a) {
  return lanewise(a, [](double s) { return std::floor(s); });
}
// The C library finds 1 for pow(NaN, 0) and pow(1, NaN).
template <class T>
T power(T a, T b) {
  return lanewise(a, b, [](double s, double t) {
    return std::isunordered(s, t) ? std::numeric_limits<double>::quiet_NaN() : std::pow(s, t);
  });
}

inline double sinh(double a) { return std::sinh(a); }
inline double cosh(double a) { return std::cosh(a); }
inline double tanh(double a) { return std::tanh(a); }
inline Pack sinh(Pack a) { return fallline::sinh(a); }
inline Pack cosh(Pack a) { return fallline::cosh(a); }
inline Pack tanh(Pack a) { return fallline::tanh(a); }

// V: double or Pack::Vector.
namespace by_lane {

template <class V>
V min(V a, V b) {
  return a <= b ? a : b < a ? b : a + b;
}
template <class V>
V max(V a, V b) {
  return a >= b ? a : b > a ? b : a + b;
}
template <class V>
V select(V a, V b, V c) {
  return a <= 0 ? b : c;
}

}  // namespace by_lane

inline double sign(double a) { return fallline::sign(a); }
inline Pack sign(Pack a) { return fallline::sign(a); }
inline double min(double a, double b) { return by_lane::min(a, b); }
inline Pack min(Pack a, Pack b) { return by_lane::min(a.v, b.v); }
inline double max(double a, double b) { return by_lane::max(a, b); }
inline Pack max(Pack a, Pack b) { return by_lane::max(a.v, b.v); }
inline double select(double a, double b, double c) { return by_lane::select(a, b, c); }
inline Pack select(Pack a, Pack b, Pack c) { return by_lane::select(a.v, b.v, c.v); }

// Calls visit(f), f(a, b, c) being the function of this operation, of doubles or Packs; it looks only at as many as it
// takes. False if the operation is none of the functions.
template <class Visitor>
bool visit_function(Op op, Visitor&& visit) {
  switch (op) {
    case Op::sin:
      return visit([](auto a, auto, auto) { return functions::sin(a); }), true;
    case Op::cos:
      return visit([](auto a, auto, auto) { return functions::cos(a); }), true;
    case Op::tan:
      return visit([](auto a, auto, auto) { return functions::tan(a); }), true;
    case Op::asin:
      return visit([](auto a, auto, auto) { return functions::asin(a); }), true;
    case Op::acos:
      return visit([](auto a, auto, auto) { return functions::acos(a); }), true;
    case Op::atan:
      return visit([](auto a, auto, auto) { return functions::atan(a); }), true;
    case Op::sinh:
      return visit([](auto a, auto, auto) { return functions::sinh(a); }), true;
    case Op::cosh:
      return visit([](auto a, auto, auto) { return functions::cosh(a); }), true;
    case Op::tanh:
      return visit([](auto a, auto, auto) { return functions::tanh(a); }), true;
    case Op::exp:
      return visit([](auto a, auto, auto) { return functions::exp(a); }), true;
    case Op::log:
      return visit([](auto a, auto, auto) { return functions::log(a); }), true;
    case Op::log10:
      return visit([](auto a, auto, auto) { return functions::log10(a); }), true;
    case Op::sqrt:
      return visit([](auto a, auto, auto) { return functions::sqrt(a); }), true;
    case Op::abs:
      return visit([](auto a, auto, auto) { return functions::abs(a); }), true;
    case Op::sign:
      return visit([](auto a, auto, auto) { return functions::sign(a); }), true;
    case Op::floor:
      return visit([](auto a, auto, auto) { return functions::floor(a); }), true;
    case Op::power:
      return visit([](auto a, auto b, auto) { return functions::power(a, b); }), true;
    case Op::atan2:
      return visit([](auto a, auto b, auto) { return functions::atan2(a, b); }), true;
    case Op::min:
      return visit([](auto a, auto b, auto) { return functions::min(a, b); }), true;
    case Op::max:
      return visit([](auto a, auto b, auto) { return functions::max(a, b); }), true;
    case Op::select:
      return visit([](auto a, auto b, auto c) { return functions::select(a, b, c); }), true;
    default:
      return false;
  }
}

}  // namespace fallline::formula::functions

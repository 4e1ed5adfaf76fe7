// Jet: v + a ε₁ + b ε₂ + c ε₁ε₂ with ε₁² = ε₂² = 0. L(θ + ε₁ p + ε₂ q) gives pᵀ∇L in a and pᵀHq in c, to the last
// digits.
#pragma once

#include <cmath>

namespace fallline::test {

struct Jet {
  double v = 0, a = 0, b = 0, c = 0;
  Jet() = default;
  Jet(double value, double first = 0, double second = 0) : v(value), a(first), b(second) {}

  // f(jet), from f, f', f'' at the value.
  Jet through(double f, double f1, double f2) const {
    Jet r(f, f1 * a, f1 * b);
    r.c = f1 * c + f2 * a * b;
    return r;
  }
};

inline Jet operator+(const Jet& x, const Jet& y) {
  Jet r(x.v + y.v, x.a + y.a, x.b + y.b);
  r.c = x.c + y.c;
  return r;
}
inline Jet operator*(const Jet& x, const Jet& y) {
  Jet r(x.v * y.v, x.v * y.a + x.a * y.v, x.v * y.b + x.b * y.v);
  r.c = x.v * y.c + x.a * y.b + x.b * y.a + x.c * y.v;
  return r;
}
inline Jet operator-(const Jet& x) { return x.through(-x.v, -1, 0); }
inline Jet operator-(const Jet& x, const Jet& y) { return x + (-y); }
inline Jet inverse(const Jet& x) { return x.through(1 / x.v, -1 / (x.v * x.v), 2 / (x.v * x.v * x.v)); }
inline Jet operator/(const Jet& x, const Jet& y) { return x * inverse(y); }
inline Jet exp(const Jet& x) { return x.through(std::exp(x.v), std::exp(x.v), std::exp(x.v)); }
inline Jet log(const Jet& x) { return x.through(std::log(x.v), 1 / x.v, -1 / (x.v * x.v)); }
inline Jet sqrt(const Jet& x) {
  const double root = std::sqrt(x.v);
  return x.through(root, 0.5 / root, -0.25 / (root * x.v));
}
inline Jet erf(const Jet& x) {
  const double slope = 2 / std::sqrt(std::acos(-1.0)) * std::exp(-x.v * x.v);
  return x.through(std::erf(x.v), slope, -2 * x.v * slope);
}
inline Jet tanh(const Jet& x) {
  const double t = std::tanh(x.v), slope = 1 - t * t;
  return x.through(t, slope, -2 * t * slope);
}
inline Jet abs(const Jet& x) { return x.v < 0 ? -x : x; }
inline Jet greater(const Jet& x, const Jet& y) { return x.v >= y.v ? x : y; }

}  // namespace fallline::test

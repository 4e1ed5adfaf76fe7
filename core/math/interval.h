// Interval: all that a formula can be over a range of its variables. What it encloses is certain up to rounding, which
// its users allow for with a margin; so a region proved free of critical points holds none.
// Source: Moore, Interval Analysis (1966).
#pragma once

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace fallline {

struct Interval {
  double lo, hi;

  Interval() = default;
  Interval(double s) : lo(s), hi(s) {}
  Interval(double low, double high) : lo(low), hi(high) {}

  static Interval all() { return {-std::numeric_limits<double>::infinity(), std::numeric_limits<double>::infinity()}; }
  double middle() const { return 0.5 * (lo + hi); }
  double width() const { return hi - lo; }
  double magnitude() const { return std::max(std::abs(lo), std::abs(hi)); }
  bool contains(double s) const { return lo <= s && s <= hi; }

  friend Interval operator+(Interval a, Interval b) { return {a.lo + b.lo, a.hi + b.hi}; }
  friend Interval operator-(Interval a, Interval b) { return {a.lo - b.hi, a.hi - b.lo}; }
  friend Interval operator-(Interval a) { return {-a.hi, -a.lo}; }
  friend Interval operator*(Interval a, Interval b) {
    // 0·∞ is 0 here: an infinite bound stands for numbers that are finite.
    const auto times = [](double s, double t) { return s == 0 || t == 0 ? 0.0 : s * t; };
    const double p = times(a.lo, b.lo), q = times(a.lo, b.hi), r = times(a.hi, b.lo), s = times(a.hi, b.hi);
    return {std::min(std::min(p, q), std::min(r, s)), std::max(std::max(p, q), std::max(r, s))};
  }
  friend Interval operator/(Interval a, Interval b) {
    if (b.contains(0)) return all();
    return a * Interval(1 / b.hi, 1 / b.lo);
  }
};

inline Interval square(Interval a) {
  const double low = a.lo * a.lo, high = a.hi * a.hi;
  return {a.contains(0) ? 0.0 : std::min(low, high), std::max(low, high)};
}
inline Interval exp(Interval a) { return {std::exp(a.lo), std::exp(a.hi)}; }
inline Interval sqrt(Interval a) { return {std::sqrt(std::max(a.lo, 0.0)), std::sqrt(std::max(a.hi, 0.0))}; }

inline Interval cos(Interval a) {
  if (!(a.width() < 2 * std::numbers::pi)) return {-1, 1};
  // The range between neighbouring multiples of π decides: an even one inside gives 1, an odd one −1.
  const double first = std::ceil(a.lo / std::numbers::pi), last = std::floor(a.hi / std::numbers::pi);
  const double at_lo = std::cos(a.lo), at_hi = std::cos(a.hi);
  Interval r{std::min(at_lo, at_hi), std::max(at_lo, at_hi)};
  for (double k = first; k <= last; ++k) (std::fmod(k, 2) == 0 ? r.hi = 1 : r.lo = -1);
  return r;
}
inline Interval sin(Interval a) {
  const double quarter = std::numbers::pi / 2;
  return cos(Interval(a.lo - quarter, a.hi - quarter));
}

}  // namespace fallline

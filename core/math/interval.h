// Interval: all that a formula can be over a range of its variables. What it encloses is certain up to rounding, which
// its users allow for with a margin; so a region proved free of critical points holds none. Enclosed are the results
// that are finite numbers: a function with a domain is bounded on what of the range lies inside it.
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
  // No number at all: below and above everything. Only for what asks; arithmetic does not hand it on.
  static Interval none() { return {all().hi, all().lo}; }
  bool empty() const { return lo > hi; }
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
    if ((b.lo < 0 && b.hi > 0) || (b.lo == 0 && b.hi == 0)) return all();
    return a * Interval(b.hi == 0 ? all().lo : 1 / b.hi, b.lo == 0 ? all().hi : 1 / b.lo);
  }
};

inline Interval square(Interval a) {
  const double low = a.lo * a.lo, high = a.hi * a.hi;
  return {a.contains(0) ? 0.0 : std::min(low, high), std::max(low, high)};
}
inline Interval exp(Interval a) { return {std::exp(a.lo), std::exp(a.hi)}; }
inline Interval sqrt(Interval a) { return {std::sqrt(std::max(a.lo, 0.0)), std::sqrt(std::max(a.hi, 0.0))}; }

// Of a wave that is 1 at `crest` and −1 half a turn on, from its values at both ends.
inline Interval wave(Interval a, double crest, double at_lo, double at_hi) {
  if (!(a.width() < 2 * std::numbers::pi)) return {-1, 1};
  // The range between neighbouring multiples of π decides: an even one inside gives 1, an odd one −1.
  const double first = std::ceil((a.lo - crest) / std::numbers::pi),
               last = std::floor((a.hi - crest) / std::numbers::pi);
  Interval r{std::min(at_lo, at_hi), std::max(at_lo, at_hi)};
  for (double k = first; k <= last; ++k) (std::fmod(k, 2) == 0 ? r.hi = 1 : r.lo = -1);
  return r;
}
inline Interval cos(Interval a) { return wave(a, 0, std::cos(a.lo), std::cos(a.hi)); }
inline Interval sin(Interval a) { return wave(a, std::numbers::pi / 2, std::sin(a.lo), std::sin(a.hi)); }
inline Interval tan(Interval a) {
  const auto branch = [](double s) { return std::floor(s / std::numbers::pi + 0.5); };
  const Interval r{std::tan(a.lo), std::tan(a.hi)};
  return branch(a.lo) == branch(a.hi) && !r.empty() ? r : Interval::all();
}

inline Interval hull(Interval a, Interval b) { return {std::min(a.lo, b.lo), std::max(a.hi, b.hi)}; }
inline Interval min(Interval a, Interval b) { return {std::min(a.lo, b.lo), std::min(a.hi, b.hi)}; }
inline Interval max(Interval a, Interval b) { return {std::max(a.lo, b.lo), std::max(a.hi, b.hi)}; }
inline Interval floor(Interval a) { return {std::floor(a.lo), std::floor(a.hi)}; }
inline Interval abs(Interval a) {
  const double low = std::abs(a.lo), high = std::abs(a.hi);
  return {a.contains(0) ? 0.0 : std::min(low, high), std::max(low, high)};
}
inline Interval sign(Interval a) {
  const auto of = [](double s) { return s > 0 ? 1.0 : s < 0 ? -1.0 : 0.0; };
  return {of(a.lo), of(a.hi)};
}

inline Interval log(Interval a) { return {std::log(std::max(a.lo, 0.0)), std::log(std::max(a.hi, 0.0))}; }
inline Interval log10(Interval a) { return {std::log10(std::max(a.lo, 0.0)), std::log10(std::max(a.hi, 0.0))}; }
inline Interval asin(Interval a) { return {std::asin(std::max(a.lo, -1.0)), std::asin(std::min(a.hi, 1.0))}; }
inline Interval acos(Interval a) { return {std::acos(std::min(a.hi, 1.0)), std::acos(std::max(a.lo, -1.0))}; }
inline Interval atan(Interval a) { return {std::atan(a.lo), std::atan(a.hi)}; }
inline Interval sinh(Interval a) { return {std::sinh(a.lo), std::sinh(a.hi)}; }
inline Interval tanh(Interval a) { return {std::tanh(a.lo), std::tanh(a.hi)}; }
inline Interval cosh(Interval a) {
  const Interval size = abs(a);
  return {std::cosh(size.lo), std::cosh(size.hi)};
}

// The angle of (x, y) = (b, a), in [−π, π].
inline Interval atan2(Interval a, Interval b) {
  if (a.contains(0) && b.lo <= 0) return {a.lo < 0 ? -std::numbers::pi : 0.0, std::numbers::pi};
  // From a rectangle beside the origin the angle is largest and least at a corner.
  const double p = std::atan2(a.lo, b.lo), q = std::atan2(a.lo, b.hi), r = std::atan2(a.hi, b.lo),
               s = std::atan2(a.hi, b.hi);
  return {std::min(std::min(p, q), std::min(r, s)), std::max(std::max(p, q), std::max(r, s))};
}

// aᶜ; c that is no whole number takes only a ≥ 0.
inline Interval pow(Interval a, double c) {
  if (c == 0) return 1.0;
  if (c < 0) return 1.0 / pow(a, -c);
  if (c != std::floor(c)) return {std::pow(std::max(a.lo, 0.0), c), std::pow(std::max(a.hi, 0.0), c)};
  const bool even = std::fmod(c, 2) == 0;
  if (even) a = abs(a);
  return {std::pow(a.lo, c), std::pow(a.hi, c)};
}
// aᵇ, an exponential in b log a; of a negative base and different exponents it is anything.
inline Interval pow(Interval a, Interval b) {
  if (b.lo == b.hi) return pow(a, b.lo);
  if (a.lo < 0) return Interval::all();
  const double p = std::pow(a.lo, b.lo), q = std::pow(a.lo, b.hi), r = std::pow(a.hi, b.lo), s = std::pow(a.hi, b.hi);
  return {std::min(std::min(p, q), std::min(r, s)), std::max(std::max(p, q), std::max(r, s))};
}

}  // namespace fallline

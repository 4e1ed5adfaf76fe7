// Pack: eight doubles that move together through a formula. Whole grids are evaluated a Pack at a time.
#pragma once

#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>

namespace fallline {

struct Pack {
  static constexpr std::size_t lanes = 8;
  // GCC's and Clang's vector extension: split by the compiler into whatever registers the machine has.
  typedef double Vector __attribute__((vector_size(lanes * sizeof(double))));
  typedef std::int64_t Integers __attribute__((vector_size(lanes * sizeof(std::int64_t))));

  Vector v;

  Pack() = default;
  Pack(Vector vector) : v(vector) {}
  Pack(double s) : v{s, s, s, s, s, s, s, s} {}

  static Pack load(const double* from) {
    Pack p;
    __builtin_memcpy(&p.v, from, sizeof p.v);
    return p;
  }
  void store(double* to) const { __builtin_memcpy(to, &v, sizeof v); }

  friend Pack operator+(Pack a, Pack b) { return a.v + b.v; }
  friend Pack operator-(Pack a, Pack b) { return a.v - b.v; }
  friend Pack operator*(Pack a, Pack b) { return a.v * b.v; }
  friend Pack operator/(Pack a, Pack b) { return a.v / b.v; }
  friend Pack operator-(Pack a) { return -a.v; }
};

// f applied lane by lane: for what is rare, or what the compiler turns into one instruction.
template <class Function>
Pack each_lane(Pack a, Function f) {
  Pack r;
  for (std::size_t i = 0; i < Pack::lanes; ++i) r.v[i] = f(a.v[i]);
  return r;
}

inline bool any(Pack::Integers mask) {
  std::int64_t together = 0;
  for (std::size_t i = 0; i < Pack::lanes; ++i) together |= mask[i];
  return together != 0;
}

inline Pack abs(Pack a) { return Pack(a.v < 0 ? -a.v : a.v); }
inline Pack sqrt(Pack a) {
  return each_lane(a, [](double s) { return std::sqrt(s); });
}

namespace detail {

// Horner's rule, highest coefficient first.
template <std::size_t N>
inline Pack::Vector polynomial(Pack::Vector x, const std::array<double, N>& c) {
  Pack::Vector sum = x * 0.0 + c[0];
  for (std::size_t i = 1; i < N; ++i) sum = sum * x + c[i];
  return sum;
}

// Adding 1.5·2⁵² leaves the nearest integer in the low bits of the sum.
inline constexpr double round_shift = 6755399441055744.0;

}  // namespace detail

// exp to 2 ulp: x = n ln 2 + r, |r| ≤ ½ ln 2, Taylor's polynomial of degree 13 (remainder 4e-18), scaled by 2ⁿ in two
// halves so that results near overflow and below the normal range come out right. NaN stays NaN.
inline Pack exp(Pack a) {
  const Pack::Vector x = a.v > 710.0 ? Pack(710.0).v : (a.v < -760.0 ? Pack(-760.0).v : a.v);
  const Pack::Vector shifted = x * 1.4426950408889634 + detail::round_shift;
  const Pack::Vector n = shifted - detail::round_shift;
  const Pack::Vector r = (x - n * 6.93147180369123816490e-01) - n * 1.90821492927058770002e-10;
  static constexpr std::array<double, 14> taylor = {
      1.0 / 6227020800, 1.0 / 479001600, 1.0 / 39916800, 1.0 / 3628800, 1.0 / 362880, 1.0 / 40320, 1.0 / 5040,
      1.0 / 720,        1.0 / 120,       1.0 / 24,       1.0 / 6,       0.5,          1.0,         1.0};
  const Pack::Vector p = detail::polynomial(r, taylor);
  const Pack::Integers whole =
      std::bit_cast<Pack::Integers>(shifted) - std::bit_cast<std::int64_t>(detail::round_shift);
  const Pack::Integers half = whole >> 1;
  const auto power_of_two = [](Pack::Integers k) { return std::bit_cast<Pack::Vector>((k + 1023) << 52); };
  return p * power_of_two(half) * power_of_two(whole - half);
}

struct SinCos {
  Pack sin, cos;
};

// sin and cos to 2 ulp for |x| ≤ 1e5 (beyond: the C library, lane by lane). x = n π/2 + r by Cody and Waite's method
// with π/2 in four parts, of which n times the first three is exact, so that r is right also next to the zeros; minimax
// polynomials on |r| ≤ π/4 from Moshier, Cephes Mathematical Library 2.8, sin.c.
inline SinCos sincos(Pack a) {
  if (any(!(abs(a).v <= 1e5)))
    return {each_lane(a, [](double s) { return std::sin(s); }), each_lane(a, [](double s) { return std::cos(s); })};
  const Pack::Vector x = a.v;
  const Pack::Vector shifted = x * 0.63661977236758134308 + detail::round_shift;
  const Pack::Vector n = shifted - detail::round_shift;
  const Pack::Vector r =
      (((x - n * 0x1.921fb4p+0) - n * 0x1.4442dp-24) - n * 0x1.84698p-48) - n * 0x1.3198a2e037073p-69;
  const Pack::Vector z = r * r;
  static constexpr std::array<double, 6> sine = {1.58962301576546568060e-10, -2.50507477628578072866e-08,
                                                 2.75573136213857245213e-06, -1.98412698295895385996e-04,
                                                 8.33333333332211858878e-03, -1.66666666666666307295e-01};
  static constexpr std::array<double, 6> cosine = {-1.13585365213876817300e-11, 2.08757008419747316778e-09,
                                                   -2.75573141792967388112e-07, 2.48015872888517045348e-05,
                                                   -1.38888888888730564116e-03, 4.16666666666665929218e-02};
  const Pack::Vector s = r + r * z * detail::polynomial(z, sine);
  const Pack::Vector c = 1.0 - 0.5 * z + z * z * detail::polynomial(z, cosine);
  const Pack::Integers quadrant = std::bit_cast<Pack::Integers>(shifted);
  const Pack::Integers swap = (quadrant & 1) != 0;
  const Pack::Vector sin_part = swap ? c : s;
  const Pack::Vector cos_part = swap ? s : c;
  return {Pack((quadrant & 2) != 0 ? -sin_part : sin_part), Pack(((quadrant + 1) & 2) != 0 ? -cos_part : cos_part)};
}
inline Pack sin(Pack a) { return sincos(a).sin; }
inline Pack cos(Pack a) { return sincos(a).cos; }

// Natural logarithm to 2 ulp of positive, normal numbers: x = 2ᵏ m, √½ ≤ m < √2, log m = 2 artanh((m−1)/(m+1)) as a
// series. Zero, subnormal, negative and non-finite lanes go to the C library.
inline Pack log(Pack a) {
  if (any(!((a.v >= 2.2250738585072014e-308) & (a.v <= 1.7976931348623157e308))))
    return each_lane(a, [](double s) { return std::log(s); });
  const Pack::Integers bits = std::bit_cast<Pack::Integers>(a.v) - 0x3fe6a09e667f3bcd;  // √½
  const Pack::Integers k = bits >> 52;
  const Pack::Vector m = std::bit_cast<Pack::Vector>((bits & 0x000fffffffffffff) + 0x3fe6a09e667f3bcd);
  const Pack::Vector f = (m - 1.0) / (m + 1.0);
  const Pack::Vector z = f * f;
  static constexpr std::array<double, 11> series = {2.0 / 23, 2.0 / 21, 2.0 / 19, 2.0 / 17, 2.0 / 15, 2.0 / 13,
                                                    2.0 / 11, 2.0 / 9,  2.0 / 7,  2.0 / 5,  2.0 / 3};
  const Pack::Vector kd = __builtin_convertvector(k, Pack::Vector);
  return kd * 6.93147180369123816490e-01 +
         (2.0 * f + (f * z * detail::polynomial(z, series) + kd * 1.90821492927058770002e-10));
}

}  // namespace fallline

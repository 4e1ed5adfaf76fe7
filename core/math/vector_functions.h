// The elementary functions that networks are made of, of a Pack and of a double by the same arithmetic: without
// branches, to 4 ulp of every number, infinities and NaN included.
//
// Polynomials are minimax (Remez's exchange in quadruple precision, the coefficients then rounded) where no source is
// named.
#pragma once

#include <cmath>

#include "math/pack.h"

namespace fallline::fast {

namespace detail {

using fallline::detail::clamped;
using fallline::detail::every;
using fallline::detail::exp;
using fallline::detail::IntegersOf;
using fallline::detail::magnitude;
using fallline::detail::polynomial;
using fallline::detail::round_shift;

// ln 2 in two parts, of which products of the first with whole numbers up to 2²⁰ are exact.
inline constexpr double ln2_high = 6.93147180369123816490e-01, ln2_low = 1.90821492927058770002e-10;

template <class V>
V with_sign_of(V sign, V size) {
  constexpr std::uint64_t sign_bit = 0x8000000000000000;
  return std::bit_cast<V>((std::bit_cast<IntegersOf<V>>(sign) & sign_bit) |
                          (std::bit_cast<IntegersOf<V>>(size) & ~sign_bit));
}

// s (1 + p) − 1, where x = n ln 2 + r, |r| ≤ ½ ln 2, s = 2ⁿ, p = eʳ − 1 = r + r² q(r), relative error of p 2e-17.
template <class V>
[[gnu::always_inline]] inline V expm1(V a) {
  const V x = clamped(a, -60.0, 710.0);
  // The low bits hold the biased exponent of s/2, which is finite for the largest n too.
  constexpr double shift = round_shift + 1022;
  const V shifted = x * 1.4426950408889634 + shift;
  const V n = shifted - shift;
  const V r = (x - n * ln2_high) - n * ln2_low;
  static constexpr std::array<double, 10> q = {2.5114455830270442e-08, 2.7626313518823836e-07, 2.755722800529182e-06,
                                               2.4801504477076773e-05, 0.00019841269902977324, 0.0013888888932354396,
                                               0.0083333333333146138,  0.041666666666573697,   0.16666666666666685,
                                               0.50000000000000056};
  const V p = r + r * r * polynomial(r, q);
  const V s = std::bit_cast<V>(std::bit_cast<IntegersOf<V>>(shifted) << 52);
  const V far = 2.0 * (s * p + (s - 0.5));
  return magnitude(a) < 0x1p-54 ? a : far;
}

// log(1 + f), √½ ≤ 1 + f < √2, and f itself of the smallest f: with s = f/(2 + f) it is 2 artanh s = f − s (f − s² R).
// R: minimax coefficients from Sun Microsystems, fdlibm 5.3, e_log.c.
template <class V>
[[gnu::always_inline]] inline V log_near_1(V f) {
  const V s = f / (2.0 + f);
  const V z = s * s;
  static constexpr std::array<double, 7> series = {
      1.479819860511658591e-01, 1.531383769920937332e-01, 1.818357216161805012e-01, 2.222219843214978396e-01,
      2.857142874366239149e-01, 3.999999999940941908e-01, 6.666666666666735130e-01};
  return f - s * (f - z * polynomial(z, series));
}

// x = 2ᵏ m, √½ ≤ m < √2, of a positive, normal x.
template <class V>
struct Split {
  V k, m;
};
template <class V>
[[gnu::always_inline]] inline Split<V> split(V x) {
  constexpr std::uint64_t root_half = 0x3fe6a09e667f3bcd;
  const auto bits = std::bit_cast<IntegersOf<V>>(x) - root_half;
  // k + 1024 is not negative; put under the exponent of 2⁵² it is a number without a conversion, which few machines
  // have.
  const auto biased = (bits + (std::uint64_t{1024} << 52)) >> 52;
  return {std::bit_cast<V>(biased | std::bit_cast<std::uint64_t>(0x1p52)) - (0x1p52 + 1024),
          std::bit_cast<V>((bits & 0x000fffffffffffff) + root_half)};
}

template <class V>
[[gnu::always_inline]] inline V log(V a) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  const auto subnormal = a < std::numeric_limits<double>::min();
  const auto [k, m] = split(subnormal ? a * 0x1p54 : a);
  const V whole = subnormal ? k - 54.0 : k;
  const V r = whole * ln2_high + (log_near_1(m - 1.0) + whole * ln2_low);
  // Of +∞ and NaN the number itself.
  const V ends = a < infinity ? r : a;
  const V of_zero = a == 0.0 ? every<V>(-infinity) : ends;
  return a < 0.0 ? every<V>(std::numeric_limits<double>::quiet_NaN()) : of_zero;
}

// 1 + x = u + c, c what the rounding of u leaves; f = m − 1 + c/2ᵏ.
template <class V>
[[gnu::always_inline]] inline V log1p(V a) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  const V u = 1.0 + a;
  const V part = u - 1.0;
  const V c = (1.0 - (u - part)) + (a - part);
  const auto [k, m] = split(u);
  // m/u is 2⁻ᵏ but for u = 0.
  const V r = k * ln2_high + (log_near_1((m - 1.0) + c * (m / u)) + k * ln2_low);
  const V near = magnitude(a) < 0x1p-54 ? a : r;
  const V ends = a < infinity ? near : a;
  const V of_zero = a == -1.0 ? every<V>(-infinity) : ends;
  return a < -1.0 ? every<V>(std::numeric_limits<double>::quiet_NaN()) : of_zero;
}

// e²ˣ = 2ⁿ (even + odd)/(even − odd): x = ½ n ln 2 + r, |r| ≤ ¼ ln 2, tanh r = odd/even, a rational approximation of
// relative error 5e-18 (Remez's exchange). n stands in the low bits of `bits`, biased by 1023.
template <class V>
struct Doubled {
  IntegersOf<V> bits;
  V even, odd;
};
template <class V>
[[gnu::always_inline]] inline Doubled<V> exp_of_twice(V x) {
  constexpr double shift = round_shift + 1023;
  const V shifted = x * 2.8853900817779268 + shift;
  const V n = shifted - shift;
  const V r = (x - n * (0.5 * ln2_high)) - n * (0.5 * ln2_low);
  const V z = r * r;
  return {std::bit_cast<IntegersOf<V>>(shifted), 1.0 + z * (0.44443241197289934 + z * 0.015868203488049463),
          r + r * (z * (0.11109907863957405 + z * 0.0010573994949347272))};
}

// (e²ˣ − 1)/(e²ˣ − 1 + 2) of |x|, so that what rounds e²ˣ − 1 does not count where the quotient is near 1, as it is
// beyond 20.
template <class V>
[[gnu::always_inline]] inline V tanh(V a) {
  const auto [bits, even, odd] = exp_of_twice(clamped(magnitude(a), 0.0, 20.0));
  const V s = std::bit_cast<V>(bits << 52);
  const V above = (s - 1.0) * even + (s + 1.0) * odd;
  return with_sign_of(a, above / (above + 2.0 * (even - odd)));
}

// eˣ/(1 + eˣ), with 2ⁿ in two halves, which together may be below every double.
template <class V>
[[gnu::always_inline]] inline V sigmoid(V a) {
  const auto [bits, even, odd] = exp_of_twice(0.5 * clamped(a, -760.0, 40.0));
  const auto biased = bits + 1023;
  const auto half = biased >> 1;
  const V s = std::bit_cast<V>(half << 52), t = std::bit_cast<V>((biased - half) << 52);
  const V e = s * (even + odd);
  return e / (e * t + (even - odd)) * t;
}

// max(x, 0) + log(1 + e^−|x|); halved from e = √2 − 1 on, 1 + e is near 1 again.
template <class V>
[[gnu::always_inline]] inline V softplus(V a) {
  const V e = exp(-magnitude(a));
  const auto far = e > 0.41421356237309503;
  const V log_1_plus = log_near_1(far ? 0.5 * (e - 1.0) : e) + (far ? every<V>(0.6931471805599453) : V{});
  return (a > 0.0 ? a : V{}) + log_1_plus;
}

// x P(x²) up to 1, and 1 − e^−G(x), G of −log erfc, to where that is below half an ulp.
template <class V>
[[gnu::always_inline]] inline V erf(V a) {
  static constexpr std::array<double, 12> p = {
      -7.7794691848983819e-10, 1.3710980791189754e-08, -1.6206313854210044e-07, 1.6447131584405558e-06,
      -1.4924712303122372e-05, 0.00012055293576960785, -0.00085483259293165595, 0.0052239776061185168,
      -0.026866170643111472,   0.11283791670944185,    -0.37612638903183521,    1.1283791670955126};
  static constexpr std::array<double, 17> g = {
      -1.770569119086887e-11,  6.5186480934313059e-10,  -1.0904144749587503e-08, 1.0822890388935401e-07,
      -6.8780829118994927e-07, 2.6732936055883252e-06,  -3.6123645945986236e-06, -2.7992583742785635e-05,
      0.00023063173557023533,  -0.00091990885251391112, 0.0020987225768435945,   -0.00058400599378314504,
      -0.018865430799018694,   0.10263767633953351,     0.63666756845132322,     1.1283687146575085,
      1.0633218898631593e-06};
  const V size = clamped(magnitude(a), 0.0, 6.0);
  const V near = a * polynomial(size * size, p);
  const V far = with_sign_of(a, 1.0 - exp(-polynomial(size, g)));
  return size < 1.0 ? near : far;
}

}  // namespace detail

// Of one number.
inline double exp(double a) { return detail::exp(a); }
inline double expm1(double a) { return detail::expm1(a); }
inline double log(double a) { return detail::log(a); }
inline double log1p(double a) { return detail::log1p(a); }
inline double sqrt(double a) { return std::sqrt(a); }
inline double tanh(double a) { return detail::tanh(a); }
inline double sigmoid(double a) { return detail::sigmoid(a); }
inline double softplus(double a) { return detail::softplus(a); }
inline double erf(double a) { return detail::erf(a); }

// Of each lane.
inline Pack exp(Pack a) { return detail::exp(a.v); }
inline Pack expm1(Pack a) { return detail::expm1(a.v); }
inline Pack log(Pack a) { return detail::log(a.v); }
inline Pack log1p(Pack a) { return detail::log1p(a.v); }
inline Pack sqrt(Pack a) { return fallline::sqrt(a); }
inline Pack tanh(Pack a) { return detail::tanh(a.v); }
inline Pack sigmoid(Pack a) { return detail::sigmoid(a.v); }
inline Pack softplus(Pack a) { return detail::softplus(a.v); }
inline Pack erf(Pack a) { return detail::erf(a.v); }

}  // namespace fallline::fast

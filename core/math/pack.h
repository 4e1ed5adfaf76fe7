// Pack: as many doubles as fit into one register of the machine, moving together through a formula. Whole grids are
// evaluated a Pack at a time.
#pragma once

#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <type_traits>

#ifdef __AVX512F__
#include <immintrin.h>
#endif

namespace fallline {

struct Pack {
#if defined(__AVX512F__)
  static constexpr std::size_t lanes = 8;
#elif defined(__AVX__)
  static constexpr std::size_t lanes = 4;
#else
  static constexpr std::size_t lanes = 2;
#endif
  // GCC's and Clang's vector extension. Wider than a register it would compute on every machine, but comparisons one by
  // one.
  typedef double Vector __attribute__((vector_size(lanes * sizeof(double))));
  typedef std::uint64_t Integers __attribute__((vector_size(lanes * sizeof(std::uint64_t))));
  // A Vector in an array of doubles.
  typedef double Anywhere __attribute__((vector_size(lanes * sizeof(double)), aligned(alignof(double)), may_alias));

  Vector v;

  Pack() = default;
  Pack(Vector vector) : v(vector) {}
  Pack(double s) : v(s - Vector{}) {}

  static Pack load(const double* from) { return Vector(*reinterpret_cast<const Anywhere*>(from)); }
  void store(double* to) const { *reinterpret_cast<Anywhere*>(to) = v; }

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

inline Pack abs(Pack a) { return std::bit_cast<Pack::Vector>(std::bit_cast<Pack::Integers>(a.v) & 0x7fffffffffffffff); }

// What the vector extension has no word for, or g++ no good instruction.
#ifdef __AVX512F__
inline bool all_within(Pack a, double low, double high) {
  const __mmask8 above = _mm512_cmp_pd_mask(a.v, Pack(low).v, _CMP_GE_OQ);
  return _mm512_mask_cmp_pd_mask(above, a.v, Pack(high).v, _CMP_LE_OQ) == 0xff;
}
inline Pack sqrt(Pack a) { return Pack::Vector(_mm512_maskz_sqrt_pd(0xff, a.v)); }
inline Pack clamp(Pack a, double low, double high) {
  return Pack::Vector(_mm512_maskz_min_pd(0xff, Pack(high).v, _mm512_maskz_max_pd(0xff, Pack(low).v, a.v)));
}
#else
inline bool all_within(Pack a, double low, double high) {
  const auto mask = (a.v >= low) & (a.v <= high);
  bool all = true;
  for (std::size_t i = 0; i < Pack::lanes; ++i) all &= mask[i] != 0;
  return all;
}
inline Pack sqrt(Pack a) {
  return each_lane(a, [](double s) { return std::sqrt(s); });
}
// Each lane in [low, high], or NaN.
inline Pack clamp(Pack a, double low, double high) {
  const Pack::Vector raised = a.v < low ? Pack(low).v : a.v;
  return raised > high ? Pack(high).v : raised;
}
#endif

template <class T>
struct SinCosOf {
  T sin, cos;
};

// The elementary functions are written for V = Pack::Vector and for V = double alike, so that a point and a row of
// points get them from the same arithmetic.
namespace detail {

template <class V>
using IntegersOf = std::conditional_t<std::is_same_v<V, double>, std::uint64_t, Pack::Integers>;

template <class V>
V every(double s) {
  return s - V{};
}

inline double clamped(double a, double low, double high) { return a < low ? low : a > high ? high : a; }
inline Pack::Vector clamped(Pack::Vector a, double low, double high) { return clamp(a, low, high).v; }

// c[0] xᴺ⁻¹ + … + c[N−1]: Horner's rule on the even and the odd powers side by side, half as long to wait for.
template <class V, std::size_t N>
V polynomial(V x, const std::array<double, N>& c) {
  const V x2 = x * x;
  V first = every<V>(c[0]), second = every<V>(c[1]);
  for (std::size_t i = 2; i + 1 < N; i += 2) {
    first = first * x2 + c[i];
    second = second * x2 + c[i + 1];
  }
  return N % 2 == 0 ? first * x + second : second * x + (first * x2 + c[N - 1]);
}

// Adding 1.5·2⁵² leaves the nearest integer in the low bits of the sum.
inline constexpr double round_shift = 6755399441055744.0;

// x = n ln 2 + r, |r| ≤ ½ ln 2; eʳ = 1 + r + r² q(r), q minimax of degree 9 (Remez's exchange, relative error of eʳ
// 1e-17); scaled by 2ⁿ in two halves so that results near overflow and below the normal range come out right.
template <class V>
[[gnu::always_inline]] inline V exp(V a) {
  const V x = clamped(a, -760.0, 710.0);
  // The low bits hold n + 2·1023: the biased exponents of the two halves together.
  constexpr double shift = round_shift + 2046;
  const V shifted = x * 1.4426950408889634 + shift;
  const V n = shifted - shift;
  const V r = (x - n * 6.93147180369123816490e-01) - n * 1.90821492927058770002e-10;
  static constexpr std::array<double, 10> q = {2.5000058305017856e-08, 2.763024800397185e-07,  2.7557586382491052e-06,
                                               2.480149310008421e-05,  0.00019841269506571616, 0.0013888888943628804,
                                               0.008333333333494463,   0.04166666666653016,    0.16666666666666413,
                                               0.5000000000000011};
  const V p = 1.0 + (r + r * r * polynomial(r, q));
  const auto bits = std::bit_cast<IntegersOf<V>>(shifted);
  const auto half = bits >> 1;
  return p * std::bit_cast<V>(half << 52) * std::bit_cast<V>((bits - half) << 52);
}

// |x| ≤ 1e5: x = n π/2 + r by Cody and Waite's method with π/2 in three parts, of which n times the first two is exact,
// so that r is right also next to the zeros; minimax polynomials on |r| ≤ π/4 from Moshier, Cephes Mathematical
// Library 2.8, sin.c.
template <class V>
[[gnu::always_inline]] inline SinCosOf<V> sincos(V x) {
  const V shifted = x * 0.63661977236758134308 + round_shift;
  const V n = shifted - round_shift;
  const V r = ((x - n * 0x1.921fb544p+0) - n * 0x1.0b4611a6p-34) - n * 0x1.3198a2e037073p-69;
  const V z = r * r;
  static constexpr std::array<double, 6> sine = {1.58962301576546568060e-10, -2.50507477628578072866e-08,
                                                 2.75573136213857245213e-06, -1.98412698295895385996e-04,
                                                 8.33333333332211858878e-03, -1.66666666666666307295e-01};
  static constexpr std::array<double, 6> cosine = {-1.13585365213876817300e-11, 2.08757008419747316778e-09,
                                                   -2.75573141792967388112e-07, 2.48015872888517045348e-05,
                                                   -1.38888888888730564116e-03, 4.16666666666665929218e-02};
  const V s = r + r * z * polynomial(z, sine);
  const V c = 1.0 - 0.5 * z + z * z * polynomial(z, cosine);
  // The quadrant n mod 4: odd swaps the two, its second bit is the sign of the sine, that of n + 1 the cosine's.
  const auto quadrant = std::bit_cast<IntegersOf<V>>(shifted);
  const auto swap = (quadrant & 1) != 0;
  const auto negated = [](V v, IntegersOf<V> odd_pairs) {
    return std::bit_cast<V>(std::bit_cast<IntegersOf<V>>(v) ^ ((odd_pairs & 2) << 62));
  };
  return {negated(swap ? c : s, quadrant), negated(swap ? s : c, quadrant + 1)};
}
inline constexpr double largest_angle = 1e5;

inline double magnitude(double a) { return std::abs(a); }
inline Pack::Vector magnitude(Pack::Vector a) { return abs(Pack(a)).v; }

// By e^(|a|/2), which overflows only where the result does.
template <class V>
V cosh(V a) {
  const V h = detail::exp(0.5 * magnitude(a));
  return (0.5 * h) * h + 0.5 / (h * h);
}
template <class V>
V sinh(V a) {
  const V size = magnitude(a), h = detail::exp(0.5 * size);
  const V far = (0.5 * h) * h - 0.5 / (h * h);
  // Near 0 the difference loses digits: Taylor's series.
  static constexpr std::array<double, 9> series = {1 / 121645100408832000.0,
                                                   1 / 355687428096000.0,
                                                   1 / 1307674368000.0,
                                                   1 / 6227020800.0,
                                                   1 / 39916800.0,
                                                   1 / 362880.0,
                                                   1 / 5040.0,
                                                   1 / 120.0,
                                                   1 / 6.0};
  const V z = a * a;
  const V near = a + a * z * polynomial(z, series);
  return size < 1 ? near : a < 0 ? -far : far;
}
template <class V>
V tanh(V a) {
  const V b = clamped(a, -20, 20);
  return detail::sinh(b) / detail::cosh(b);
}

}  // namespace detail

// Of one number, by the arithmetic of a lane: several times as fast as the C library, and what a row of points gives.
namespace scalar {

inline double exp(double a) { return detail::exp(a); }
inline SinCosOf<double> sincos(double a) {
  if (!(std::abs(a) <= detail::largest_angle)) [[unlikely]]
    return {std::sin(a), std::cos(a)};
  return detail::sincos(a);
}
inline double tanh(double a) { return detail::tanh(a); }

}  // namespace scalar

// eˣ to 2 ulp, NaN for NaN.
inline Pack exp(Pack a) { return detail::exp(a.v); }

using SinCos = SinCosOf<Pack>;

// sin and cos to 2 ulp; of lanes beyond 1e5 by the C library.
[[gnu::noinline, gnu::cold]] inline SinCos sincos_one_by_one(Pack a) {
  return {each_lane(a, [](double s) { return scalar::sincos(s).sin; }),
          each_lane(a, [](double s) { return scalar::sincos(s).cos; })};
}
inline SinCos sincos(Pack a) {
  if (!all_within(a, -detail::largest_angle, detail::largest_angle)) [[unlikely]]
    return sincos_one_by_one(a);
  const auto at = detail::sincos(a.v);
  return {at.sin, at.cos};
}
inline Pack sin(Pack a) { return sincos(a).sin; }
inline Pack cos(Pack a) { return sincos(a).cos; }

// Natural logarithm to 2 ulp of positive, normal numbers: x = 2ᵏ m, √½ ≤ m < √2, log m = 2 artanh((m−1)/(m+1)) as a
// series. Zero, subnormal, negative and non-finite lanes go to the C library.
inline Pack log(Pack a) {
  if (!all_within(a, std::numeric_limits<double>::min(), std::numeric_limits<double>::max())) [[unlikely]]
    return each_lane(a, [](double s) { return std::log(s); });
  constexpr std::uint64_t root_half = 0x3fe6a09e667f3bcd;
  const Pack::Integers bits = std::bit_cast<Pack::Integers>(a.v) - root_half;
  const Pack::Vector m = std::bit_cast<Pack::Vector>((bits & 0x000fffffffffffff) + root_half);
  // k + 1024 is not negative; put under the exponent of 2⁵² it is a number without a conversion, which few machines
  // have.
  const Pack::Integers biased = (bits + (std::uint64_t{1024} << 52)) >> 52;
  const Pack::Vector k = std::bit_cast<Pack::Vector>(biased | std::bit_cast<std::uint64_t>(0x1p52)) - (0x1p52 + 1024);
  const Pack::Vector f = (m - 1.0) / (m + 1.0);
  const Pack::Vector z = f * f;
  static constexpr std::array<double, 11> series = {2.0 / 23, 2.0 / 21, 2.0 / 19, 2.0 / 17, 2.0 / 15, 2.0 / 13,
                                                    2.0 / 11, 2.0 / 9,  2.0 / 7,  2.0 / 5,  2.0 / 3};
  return k * 6.93147180369123816490e-01 +
         (2.0 * f + (f * z * detail::polynomial(z, series) + k * 1.90821492927058770002e-10));
}

inline double sign(double a) { return a > 0 ? 1 : a < 0 ? -1 : a; }
inline Pack sign(Pack a) { return a.v > 0 ? Pack(1).v : a.v < 0 ? Pack(-1).v : a.v; }

inline Pack cosh(Pack a) { return detail::cosh(a.v); }
inline Pack sinh(Pack a) { return detail::sinh(a.v); }
inline Pack tanh(Pack a) { return detail::tanh(a.v); }

}  // namespace fallline

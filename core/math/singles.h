// Singles: as many floats as fill a register, twice as many as it holds doubles, for what ends as a picture. The
// functions of vector_functions.h again, each with half the digits in less than half the time.
//
// To 4 ulp of what is a normal float, tanh to 7, which may carry it past 1. Below the least float, 1.2e-38, eˣ stays at
// it.
#pragma once

#include "math/pack.h"

namespace fallline {

struct Singles {
  static constexpr std::size_t lanes = 2 * Pack::lanes;
  typedef float Vector __attribute__((vector_size(lanes * sizeof(float))));
  typedef std::uint32_t Integers __attribute__((vector_size(lanes * sizeof(std::uint32_t))));

  Vector v;

  Singles() = default;
  Singles(Vector vector) : v(vector) {}
  Singles(double s) : v(static_cast<float>(s) - Vector{}) {}

  friend Singles operator+(Singles a, Singles b) { return a.v + b.v; }
  friend Singles operator-(Singles a, Singles b) { return a.v - b.v; }
  friend Singles operator*(Singles a, Singles b) { return a.v * b.v; }
  friend Singles operator/(Singles a, Singles b) { return a.v / b.v; }
  friend Singles operator-(Singles a) { return -a.v; }
};

inline Singles abs(Singles a) {
  return std::bit_cast<Singles::Vector>(std::bit_cast<Singles::Integers>(a.v) & 0x7fffffff);
}

// Each lane in [low, high], or NaN.
inline Singles clamp(Singles a, float low, float high) {
#ifdef __AVX512F__
  const Singles least(low), most(high);
  return Singles::Vector(_mm512_maskz_min_ps(0xffff, most.v, _mm512_maskz_max_ps(0xffff, least.v, a.v)));
#else
  const Singles::Vector raised = a.v < low ? Singles(low).v : a.v;
  return raised > high ? Singles(high).v : raised;
#endif
}

// a where c > 0, else b.
inline Singles where_positive(Singles c, Singles a, Singles b) { return c.v > 0 ? a.v : b.v; }
// acc + a b
inline Singles multiply_add(Singles a, Singles b, Singles acc) { return acc + a * b; }
inline Singles value_of(Singles a) { return a; }

namespace detail {

// c[0] xᴺ⁻¹ + … + c[N−1]
template <std::size_t N>
Singles horner(Singles x, const std::array<float, N>& c) {
  Singles sum(c[0]);
  for (std::size_t i = 1; i < N; ++i) sum = sum * x + c[i];
  return sum;
}

// x = n ln 2 + r, |r| ≤ ½ ln 2; s = 2ⁿ.
struct SinglesReduced {
  Singles r, s;
};
inline SinglesReduced reduced(Singles x) {
  // Adding 1.5·2²³ leaves the nearest integer in the low bits of the sum, here with the bias of exponents.
  constexpr float shift = 12582912.0f + 127;
  const Singles shifted = x * 1.44269504f + shift, n = shifted - shift;
  return {(x - n * 0.693359375f) + n * 2.12194440e-4f,
          std::bit_cast<Singles::Vector>(std::bit_cast<Singles::Integers>(shifted.v) << 23)};
}

// log(1 + f), √½ ≤ 1 + f < √2.
inline Singles log_near_1(Singles f) {
  static constexpr std::array<float, 8> p = {0.0873479545f, -0.143075019f, 0.149179816f, -0.165705115f,
                                             0.199620724f,  -0.250017554f, 0.333339512f, -0.499999911f};
  return f + f * f * horner(f, p);
}

}  // namespace detail

// Polynomials are minimax in relative error, of 1e-8 to 6e-8.
namespace fast {

inline Singles exp(Singles a) {
  const auto [r, s] = fallline::detail::reduced(clamp(a, -87.3365402f, 88.3762589f));
  static constexpr std::array<float, 5> q = {0.00138145359f, 0.00836874545f, 0.0416683927f, 0.166665211f, 0.49999994f};
  return (Singles(1.0) + (r + r * r * fallline::detail::horner(r, q))) * s;
}

inline Singles expm1(Singles a) {
  const auto [r, s] = fallline::detail::reduced(clamp(a, -20.0f, 88.3762589f));
  static constexpr std::array<float, 5> q = {0.00138825167f, 0.00836654752f, 0.0416672006f, 0.166665435f, 0.49999997f};
  return s * (r + r * r * fallline::detail::horner(r, q)) + (s - 1.0);
}

// Of a ≥ 0: 1 + a = u + c, c what the rounding of u leaves; u = 2ᵏ m, √½ ≤ m < √2.
inline Singles log1p(Singles a) {
  constexpr std::uint32_t root_half = 0x3f3504f3;
  const Singles u = Singles(1.0) + a, c = a.v > 1 ? (Singles(1.0) - (u - a)).v : (a - (u - 1.0)).v;
  const auto bits = std::bit_cast<Singles::Integers>(u.v) - root_half;
  const Singles m = std::bit_cast<Singles::Vector>((bits & 0x007fffff) + root_half);
  const Singles k = __builtin_convertvector(bits >> 23, Singles::Vector);
  const Singles r = fallline::detail::log_near_1((m - 1.0) + c * (m / u)) + k * 0.693147182f;
  return a.v < std::numeric_limits<float>::infinity() ? r.v : a.v;
}

// Odd over even powers of x up to where the float next to it is 1.
inline Singles tanh(Singles a) {
  static constexpr std::array<float, 6> odd = {1.82556522e-11f, -1.27806121e-08f, 9.2674818e-06f,
                                               0.00292076869f,  0.129192352f,     0.99999994f};
  static constexpr std::array<float, 4> even = {0.000228101126f, 0.0237631965f, 0.462525189f, 1.0f};
  const Singles x = clamp(a, -9.0f, 9.0f), z = x * x;
  return x * fallline::detail::horner(z, odd) / fallline::detail::horner(z, even);
}

inline Singles sigmoid(Singles a) { return Singles(1.0) / (Singles(1.0) + fast::exp(-a)); }

// max(x, 0) + log(1 + e^−|x|)
inline Singles softplus(Singles a) {
  return Singles(a.v > 0 ? a.v : Singles::Vector{}) + fast::log1p(fast::exp(-abs(a)));
}

// x P(x²) up to 1, and 1 − e^−G(x) beyond, G of −log erfc.
inline Singles erf(Singles a) {
  static constexpr std::array<float, 6> p = {-0.000563140842f, 0.00491754804f, -0.0267113075f,
                                             0.112801798f,     -0.37612325f,   1.12837911f};
  static constexpr std::array<float, 7> g = {-0.000186378122f, 0.00294764759f, -0.0218380187f, 0.103106655f,
                                             0.63814497f,      1.12708914f,    0.000341540697f};
  const Singles size = clamp(abs(a), 0.0f, 4.0f);
  const Singles far = Singles(1.0) - fast::exp(-fallline::detail::horner(size, g));
  const Singles near = size * fallline::detail::horner(size * size, p), r = size.v < 1 ? near.v : far.v;
  return a.v < 0 ? (-r).v : r.v;
}

}  // namespace fast

}  // namespace fallline

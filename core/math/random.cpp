// Compiled without fused multiply-add, and with a logarithm of its own: every operation here is exactly rounded by IEEE
// 754, so the numbers agree to the last bit everywhere.
#include "math/random.h"

#include <array>
#include <cmath>

namespace fallline {
namespace {

constexpr std::uint64_t golden = 0x9e3779b97f4a7c15;

std::uint64_t mix(std::uint64_t z) {
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
  z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
  return z ^ (z >> 31);
}

template <std::size_t N>
double polynomial(double x, const std::array<double, N>& highest_first) {
  double sum = 0;
  for (const double c : highest_first) sum = sum * x + c;
  return sum;
}

// log of a positive normal number: x = 2ᵏ m, log m = 2 artanh((m−1)/(m+1)).
double portable_log(double x) {
  int exponent;
  double m = std::frexp(x, &exponent);
  if (m < 0.70710678118654752) {
    m *= 2;
    --exponent;
  }
  const double f = (m - 1) / (m + 1), z = f * f;
  double series = 0;
  for (int k = 21; k >= 1; k -= 2) series = series * z + 2.0 / k;
  return exponent * 0.69314718055994531 + f * series;
}

}  // namespace

Random::Random(std::uint64_t seed, std::uint64_t stream, std::uint64_t position)
    : key_(mix(seed + golden) ^ mix(mix(stream + golden) + golden)), position_(position) {}

std::uint64_t Random::bits() { return mix(key_ + golden * ++position_); }

double Random::uniform() { return (static_cast<double>(bits() >> 11) + 0.5) * 0x1p-53; }

double Random::normal() { return normal_quantile(uniform()); }

void Random::normal(std::span<double> out) {
  for (double& z : out) z = normal();
}

double normal_quantile(double p) {
  const double q = p - 0.5;
  if (std::abs(q) <= 0.425) {
    const double r = 0.180625 - q * q;
    return q *
           polynomial<8>(r,
                         {2509.0809287301226727, 33430.575583588128105, 67265.770927008700853, 45921.953931549871457,
                          13731.693765509461125, 1971.5909503065514427, 133.14166789178437745, 3.387132872796366608}) /
           polynomial<8>(r, {5226.495278852545925, 28729.085735721942674, 39307.89580009271061, 21213.794301586595867,
                             5394.1960214247511077, 687.1870074920579083, 42.313330701600911252, 1.0});
  }
  double r = std::sqrt(-portable_log(q < 0 ? p : 1 - p));
  double z;
  if (r <= 5) {
    r -= 1.6;
    z = polynomial<8>(r,
                      {7.7454501427834140764e-4, .0227238449892691845833, .24178072517745061177, 1.27045825245236838258,
                       3.64784832476320460504, 5.7694972214606914055, 4.6303378461565452959, 1.42343711074968357734}) /
        polynomial<8>(
            r, {1.05075007164441684324e-9, 5.475938084995344946e-4, .0151986665636164571966, .14810397642748007459,
                .68976733498510000455, 1.6763848301838038494, 2.05319162663775882187, 1.0});
  } else {
    r -= 5;
    z = polynomial<8>(
            r, {2.01033439929228813265e-7, 2.71155556874348757815e-5, .0012426609473880784386, .026532189526576123093,
                .29656057182850489123, 1.7848265399172913358, 5.4637849111641143699, 6.6579046435011037772}) /
        polynomial<8>(
            r, {2.04426310338993978564e-15, 1.4215117583164458887e-7, 1.8463183175100546818e-5, 7.868691311456132591e-4,
                .0148753612908506148525, .13692988092273580531, .59983220655588793769, 1.0});
  }
  return q < 0 ? -z : z;
}

}  // namespace fallline

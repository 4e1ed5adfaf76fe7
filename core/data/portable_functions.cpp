// Compiled without fused multiply-add, and with sums, products and quotients only: each is exactly rounded by IEEE 754.
#include "data/portable_functions.h"

#include <cassert>
#include <cmath>

namespace fallline {

CosSin on_circle(double turns) {
  const double quarters = std::round(4 * turns);
  // |r| ≤ π/4: Taylor's series, of which the first term left out is below 1e-18.
  const double r = 6.28318530717958648 * (turns - 0.25 * quarters), z = r * r;
  double c = 1, s = 1;
  for (int k = 18; k >= 2; k -= 2) {
    c = 1 - z / (k * (k - 1)) * c;
    s = 1 - z / (k * (k + 1)) * s;
  }
  s *= r;
  switch (static_cast<long>(quarters) & 3) {
    case 0:
      return {c, s};
    case 1:
      return {-s, c};
    case 2:
      return {-c, -s};
    default:
      return {s, -c};
  }
}

double decay(double z) {
  assert(z >= 0);
  if (z > 700) return 0;
  // z = n ln 2 + r, |r| ≤ ½ ln 2, ln 2 in two parts of which n times the first is exact.
  const double n = std::round(z * 1.4426950408889634);
  const double r = (z - n * 6.93147180369123816490e-01) - n * 1.90821492927058770002e-10;
  double e = 1;
  for (int k = 16; k >= 1; --k) e = 1 - r / k * e;
  return std::ldexp(e, -static_cast<int>(n));
}

}  // namespace fallline

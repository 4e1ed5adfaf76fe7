// Elementary functions that agree to the last bit on every platform, unlike those of the C library and those whose
// products may be fused.
#pragma once

namespace fallline {

struct CosSin {
  double cos, sin;
};

// The point of the unit circle at an angle of so many turns, |turns| ≤ 1e6; exact at quarters. To 1e-15.
CosSin on_circle(double turns);

// e^−z, 0 ≤ z; 0 where z > 700. To 1e-15 relative.
double decay(double z);

}  // namespace fallline

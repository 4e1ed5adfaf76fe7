// Random numbers that are the same on every platform, addressed by what they are for.
//
// A draw is a pure function of (seed, stream, position): the noise of step 317 is known without the 316 before it, so
// going back in time needs no stored state, and all racers see the same draw.
#pragma once

#include <cstdint>
#include <span>

namespace fallline {

class Random {
 public:
  explicit Random(std::uint64_t seed, std::uint64_t stream = 0, std::uint64_t position = 0);

  std::uint64_t bits();  // 64 uniform bits (SplitMix64: Steele, Lea & Flood 2014)
  double uniform();      // in (0, 1), 53 bits, never 0 or 1
  double normal();       // N(0, 1) by inversion: Wichura 1988, algorithm AS 241 (relative error about 1e-16)
  void normal(std::span<double> out);

 private:
  std::uint64_t key_;
  std::uint64_t position_;
};

// Quantile of the standard normal distribution, 0 < p < 1.
double normal_quantile(double p);

}  // namespace fallline

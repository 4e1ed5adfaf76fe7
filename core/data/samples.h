// Samples: a small data set of two columns, made by a rule and a seed, the same on every platform.
//
// Sample i is the same however many there are, and its draws are the same whatever the noise, so that a slider moves
// the points and does not shuffle them. Features come raw, with scales and offsets that make a narrow valley of a bowl.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace fallline {

struct Samples {
  std::vector<double> x;   // a feature
  std::vector<double> y;   // the target, or a second feature
  std::vector<int> label;  // 0 or 1; empty where y is the target
  std::size_t size() const { return x.size(); }
  friend bool operator==(const Samples&, const Samples&) = default;
};

struct SampleOptions {
  std::size_t count = 40;
  double noise = 0.5;  // standard deviation of what the rule does not say
  std::uint64_t seed = 1;
};

// y = 1.2 x − 1 + noise, x uniform in (1, 5); a share `outliers` of the targets lies 6 higher.
Samples line_samples(const SampleOptions& options, double outliers);
// y = 0.8 x + noise, x of mean 1 and deviation 1.5.
Samples proportional_samples(const SampleOptions& options);
// y = 0.9 s(1.2 (x − 2)) + noise, s(z) = z/√(1 + z²), x uniform in (−1, 5).
Samples step_samples(const SampleOptions& options);
// Two classes by turns, normal about ±(1, 0.7); the second feature is in units a quarter as large.
Samples class_samples(const SampleOptions& options);
// First `count` of label 1, then as many of label 0: two clumps of deviation (noise, 2 noise), those of label 1 moved
// by −(2, −1.5). `same`: the same draws for both.
Samples moved_samples(const SampleOptions& options, bool same);

// (v − mean)/deviation, over all of v, or by the mean and deviation of `reference`. A constant column only loses its
// mean.
void standardize(std::span<double> v);
void standardize(std::span<double> v, std::span<const double> reference);

// The named ones, in that order.
Samples subset(const Samples& samples, std::span<const std::size_t> named);

}  // namespace fallline

// Compiled without fused multiply-add, and with no function of the C library but the square root: the numbers agree to
// the last bit everywhere.
#include "data/samples.h"

#include <cmath>

#include "math/random.h"

namespace fallline {

Samples line_samples(const SampleOptions& options, double outliers) {
  Random random(options.seed);
  Samples s;
  for (std::size_t i = 0; i < options.count; ++i) {
    const double x = 1 + 4 * random.uniform(), noise = random.normal();
    const bool outlier = random.uniform() < outliers;
    s.x.push_back(x);
    s.y.push_back(1.2 * x - 1 + options.noise * noise + (outlier ? 6 : 0));
  }
  return s;
}

Samples proportional_samples(const SampleOptions& options) {
  Random random(options.seed);
  Samples s;
  for (std::size_t i = 0; i < options.count; ++i) {
    const double x = 1 + 1.5 * random.normal();
    s.x.push_back(x);
    s.y.push_back(0.8 * x + options.noise * random.normal());
  }
  return s;
}

Samples step_samples(const SampleOptions& options) {
  Random random(options.seed);
  Samples s;
  for (std::size_t i = 0; i < options.count; ++i) {
    const double x = -1 + 6 * random.uniform(), z = 1.2 * (x - 2);
    s.x.push_back(x);
    s.y.push_back(0.9 * z / std::sqrt(1 + z * z) + options.noise * random.normal());
  }
  return s;
}

Samples class_samples(const SampleOptions& options) {
  Random random(options.seed);
  Samples s;
  for (std::size_t i = 0; i < options.count; ++i) {
    const int label = static_cast<int>(i % 2);
    const double side = label == 1 ? 1 : -1;
    s.x.push_back(side + options.noise * random.normal());
    s.y.push_back(4 * (0.7 * side + options.noise * random.normal()));
    s.label.push_back(label);
  }
  return s;
}

Samples moved_samples(const SampleOptions& options, bool same) {
  Samples s;
  for (const int label : {1, 0}) {
    Random random(options.seed, same ? 0 : static_cast<std::uint64_t>(label));
    for (std::size_t i = 0; i < options.count; ++i) {
      const double side = i % 3 == 0 ? 1 : -0.5;  // the clumps' common mean is 0
      const double x = 1.5 * side + options.noise * random.normal(), y = 2 * (side + options.noise * random.normal());
      s.x.push_back(label == 1 ? x - 2 : x);
      s.y.push_back(label == 1 ? y + 1.5 : y);
      s.label.push_back(label);
    }
  }
  return s;
}

void standardize(std::span<double> v) {
  const std::vector<double> reference(v.begin(), v.end());
  standardize(v, reference);
}

void standardize(std::span<double> v, std::span<const double> reference) {
  if (reference.empty()) return;
  const auto n = static_cast<double>(reference.size());
  double mean = 0, variance = 0;
  for (const double s : reference) mean += s / n;
  for (const double s : reference) variance += (s - mean) * (s - mean) / n;
  const double deviation = variance > 0 ? std::sqrt(variance) : 1;
  for (double& s : v) s = (s - mean) / deviation;
}

Samples subset(const Samples& samples, std::span<const std::size_t> named) {
  Samples s;
  for (const std::size_t i : named) {
    s.x.push_back(samples.x[i]);
    s.y.push_back(samples.y[i]);
    if (!samples.label.empty()) s.label.push_back(samples.label[i]);
  }
  return s;
}

}  // namespace fallline

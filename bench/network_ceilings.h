// Hand-written training of a network of fixed widths, tanh, squared error, Adam: what networks are measured by.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace fallline::bench {

struct NetworkCeiling {
  std::vector<std::size_t> widths;  // 2-16-16-1: {2, 16, 16, 1}
  // `steps` steps of Adam (η = 1e-3) from θ on all samples, or on `batch` of them after the other; returns the loss of
  // the last step.
  double (*train)(std::span<double> theta, std::span<const double> x, std::span<const double> y, std::size_t samples,
                  std::size_t batch, std::size_t steps);
  // The mean loss alone.
  double (*loss)(std::span<const double> theta, std::span<const double> x, std::span<const double> y,
                 std::size_t samples);
  // The same in single precision.
  float (*single_loss)(std::span<const float> theta, std::span<const float> x, std::span<const float> y);
};

// x: feature after feature; samples in whole packs.
std::span<const NetworkCeiling> network_ceilings();

}  // namespace fallline::bench

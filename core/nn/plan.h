// Plan: a network made ready to run: sizes, and where each layer finds its numbers in θ.
#pragma once

#include <vector>

#include "nn/network_spec.h"

namespace fallline::nn {

inline constexpr std::size_t nowhere = static_cast<std::size_t>(-1);

struct PlannedLayer {
  const LayerSpec* spec;
  const ActivationInfo* activation;
  std::vector<double> values;  // of the activation
  std::size_t in, out;         // of W: out counts the pieces of maxout
  std::size_t width;           // of its output
  std::size_t pieces;
  std::size_t weights, bias;                                     // offsets in θ
  std::size_t gamma = nowhere, beta = nowhere, slope = nowhere;  // g of weight normalization is at `gamma`
  std::size_t memory = nowhere;                                  // of running mean, then variance, in a batch's memory
};

struct Plan {
  explicit Plan(const NetworkSpec& network);
  Plan(const Plan&) = delete;  // its layers point into it
  Plan& operator=(const Plan&) = delete;

  NetworkSpec spec;
  std::vector<PlannedLayer> layers;
  std::size_t parameters, memory = 0;
  bool batch_statistics = false;  // a layer looks at all samples of the batch at once
};

}  // namespace fallline::nn

// Initializers: the weights before the first step. Biases begin at 0, γ at 1, β at 0.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "math/parameter.h"
#include "math/random.h"
#include "objective/objective.h"

namespace fallline::nn {

struct InitializerInfo {
  std::string_view key, label;
  std::string_view formula, source;
  std::span<const Parameter> parameters;
  // Fills W [out × in], row by row. The same draws on every platform.
  void (*fill)(std::span<const double> values, std::size_t out, std::size_t in, Random& random, Vector w);
};

// zeros, normal (σ; 1 by default), xavier_uniform, xavier_normal, he_uniform, he_normal, lecun, orthogonal (gain)
std::span<const InitializerInfo> initializers();
const InitializerInfo* find_initializer(std::string_view key);
std::vector<std::string_view> initializer_keys();

}  // namespace fallline::nn

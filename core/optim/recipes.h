// The catalogue of optimizers: what is said of each, and how to make a racer of it.
#pragma once

#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "math/parameter.h"
#include "optim/racer.h"

namespace fallline {

struct OptimizerInfo {
  std::string_view key, label;
  std::string_view hint;     // two or three words beside the label
  std::string_view formula;  // one update, as text
  std::string_view source;
  std::span<const Parameter> parameters;
  // `values` in the order of `parameters`.
  std::unique_ptr<Racer> (*make)(std::size_t dimension, std::span<const double> values);
};

std::span<const OptimizerInfo> optimizers();
const OptimizerInfo* find_optimizer(std::string_view key);
std::vector<std::string_view> optimizer_keys();

}  // namespace fallline

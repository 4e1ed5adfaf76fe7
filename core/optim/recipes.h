// The catalogue of optimizers: what is said of each, and how to make a racer of it, also with further blocks around it.
#pragma once

#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "optim/blocks.h"
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
  std::vector<BlockSpec> (*blocks)(std::span<const double> values);  // the chain that it is made of
  std::string_view group = {};                                       // of a kind, in lists
};

std::span<const OptimizerInfo> optimizers();
// What stands in the place of a method where a person has put the chain together: no parameters, nothing to make.
const OptimizerInfo& own_chain();
// An entry of the catalogue, or the own chain.
const OptimizerInfo* find_optimizer(std::string_view key);
std::vector<std::string_view> optimizer_keys();

// The chain of a method with further blocks in their places around it; of the own chain, its blocks.
std::vector<BlockSpec> whole_chain(const OptimizerInfo& method, std::span<const double> values,
                                   std::span<const BlockSpec> blocks);

// A racer of that chain. Its options are set as all_values().
std::unique_ptr<Racer> make_racer(std::size_t dimension, const OptimizerInfo& method, std::span<const double> values,
                                  std::span<const BlockSpec> blocks);

// Those of the method, then those of each block.
std::vector<double> all_values(std::span<const double> values, std::span<const BlockSpec> blocks);

}  // namespace fallline

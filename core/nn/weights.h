// Weights: the parameters of a network as named arrays, a block of its layout each: W1 [out × in], b1 [out], …, and the
// running averages of batch normalization, mean1 and variance1 [out], …
#pragma once

#include <span>
#include <string>
#include <variant>
#include <vector>

#include "nn/network_spec.h"
#include "nn/npz.h"

namespace fallline::nn {

// Of a matrix its rows and columns, of all else its length.
std::vector<std::size_t> shape_of(const ParameterBlock& block);

struct Weights {
  std::vector<double> theta;
  std::vector<double> memory;  // running averages, as in a Batch; empty where none are known
};

// θ's blocks, then those of the memory, unless that is empty.
std::vector<NamedArray> named_weights(const NetworkSpec& network, std::span<const double> theta,
                                      std::span<const double> memory);

// From arrays in whatever order: each block of θ once, in its shape, of finite numbers, those of the memory all or
// none, and nothing else; or what is wrong and where.
std::variant<Weights, std::string> weights_of(const NetworkSpec& network, std::span<const NamedArray> arrays);

// The same parameters in the same order: θ of the one means as much in the other.
bool same_layout(const NetworkSpec& a, const NetworkSpec& b);

// The name of one parameter: "W2[0;3]" of row 0, column 3.
std::string parameter_name(std::span<const ParameterBlock> blocks, std::size_t parameter);

}  // namespace fallline::nn

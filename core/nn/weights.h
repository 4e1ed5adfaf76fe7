// Weights: the parameters of a network as named arrays, a block of its layout each: W1 [out × in], b1 [out], …
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

std::vector<NamedArray> named_weights(std::span<const ParameterBlock> blocks, std::span<const double> theta);

// The same parameters in the same order: θ of the one means as much in the other.
bool same_layout(const NetworkSpec& a, const NetworkSpec& b);

// The name of one parameter: "W2[0;3]" of row 0, column 3.
std::string parameter_name(std::span<const ParameterBlock> blocks, std::size_t parameter);

// θ, from arrays in whatever order: each block once, in its shape, of finite numbers, and nothing else; or what is
// wrong and where.
std::variant<std::vector<double>, std::string> weights_of(std::span<const ParameterBlock> blocks,
                                                          std::span<const NamedArray> arrays);

}  // namespace fallline::nn

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

// θ, from arrays in whatever order: each block once, in its shape, of finite numbers, and nothing else; or what is
// wrong and where.
std::variant<std::vector<double>, std::string> weights_of(std::span<const ParameterBlock> blocks,
                                                          std::span<const NamedArray> arrays);

}  // namespace fallline::nn

// NetworkSpec: a network as a person chooses it, and where its parameters stand in θ.
//
// Parameters, layer by layer: W row by row [out × in], then b, then γ, β of its normalization (g of weight
// normalization stands where γ does), then the learned slope. Of maxout, out counts the pieces: unit after unit, all
// pieces of a unit together.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "nn/activations.h"
#include "nn/initializers.h"

namespace fallline::nn {

inline constexpr std::size_t most_width = 4096, most_layers = 64, most_parameters = 10'000'000;

// What stands between W a + b and the activation, or is done to W before.
enum class Normalization { none, batch, layer, group, weight, spectral };
// Keys in that order: "none", "batch", …
std::vector<std::string_view> normalization_keys();
std::optional<Normalization> find_normalization(std::string_view key);

struct LayerSpec {
  std::size_t width = 8;
  std::string activation = "tanh";
  std::vector<double> activation_values = {};  // in the order of its parameters; empty: initial ones
  Normalization normalization = Normalization::none;
  std::size_t groups = 2;                              // of group normalization; divides the width
  double dropout = 0;                                  // share of the units that a step of training leaves out
  bool residual = false;                               // its input is added to its output; widths must be equal
  double l1 = 0, l2 = 0, nuclear = 0, orthogonal = 0;  // λ of the terms in its W
  friend bool operator==(const LayerSpec&, const LayerSpec&) = default;
};

struct NetworkSpec {
  std::size_t inputs = 2;
  std::vector<LayerSpec> layers;  // the last one gives the outputs; usually linear
  double input_dropout = 0;
  std::string initializer = "xavier_uniform";
  std::vector<double> initializer_values = {};
  friend bool operator==(const NetworkSpec&, const NetworkSpec&) = default;

  std::size_t outputs() const { return layers.back().width; }
};

// Hidden layers of these widths, a linear last one.
NetworkSpec network_spec(std::size_t inputs, std::vector<std::size_t> hidden, std::size_t outputs,
                         std::string_view activation = "tanh");

// Of maxout, how many linear pieces a unit has; else 1.
std::size_t pieces(const LayerSpec& layer);
// Of its activation, the initial ones where none are given.
std::vector<double> activation_values(const LayerSpec& layer);

// Nothing if the network can be made; else what is wrong and where, "layers[1].width: …".
std::optional<std::string> refuse(const NetworkSpec& spec);

// A run of parameters that belong together.
struct ParameterBlock {
  std::string name;   // W1, b1, gamma1, beta1, g1, slope1; layers from 1
  std::size_t layer;  // from 0
  std::size_t offset, rows, columns;
  std::size_t size() const { return rows * columns; }
};

// In the order of θ. The spec must be one that refuse() passes, here and below.
std::vector<ParameterBlock> layout(const NetworkSpec& spec);
std::size_t parameter_count(const NetworkSpec& spec);
// In the order of a Batch's memory, the running averages of batch normalization: mean1, variance1, …
std::vector<ParameterBlock> memory_layout(const NetworkSpec& spec);

// θ before the first step, of a seed.
std::vector<double> initial_parameters(const NetworkSpec& spec, std::uint64_t seed);

}  // namespace fallline::nn

#include "nn/plan.h"

namespace fallline::nn {

Plan::Plan(const NetworkSpec& network) : spec(network), parameters(parameter_count(network)) {
  std::size_t inputs = spec.inputs;
  for (const LayerSpec& layer : spec.layers) {
    const std::size_t k = pieces(layer);
    layers.push_back({.spec = &layer,
                      .activation = find_activation(layer.activation),
                      .values = activation_values(layer),
                      .in = inputs,
                      .out = layer.width * k,
                      .width = layer.width,
                      .pieces = k,
                      .weights = 0,
                      .bias = 0});
    inputs = layer.width;
  }
  for (const ParameterBlock& block : memory_layout(spec)) {
    if (block.name.starts_with("mean")) layers[block.layer].memory = block.offset;
    memory += block.size();
    batch_statistics = true;
  }
  for (const ParameterBlock& block : layout(spec)) {
    PlannedLayer& layer = layers[block.layer];
    if (block.name[0] == 'W')
      layer.weights = block.offset;
    else if (block.name.starts_with("beta"))
      layer.beta = block.offset;
    else if (block.name[0] == 'b')
      layer.bias = block.offset;
    else if (block.name[0] == 'g')
      layer.gamma = block.offset;
    else
      layer.slope = block.offset;
  }
}

}  // namespace fallline::nn

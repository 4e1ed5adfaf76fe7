#include "nn/network_spec.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "nn/normalizations.h"

namespace fallline::nn {
namespace {

std::optional<std::string> refuse_share(const std::string& where, double p) {
  if (p >= 0 && p < 1) return {};
  return fmt::format("{}: a share of units from 0 to below 1 is expected, not {}", where, p);
}

std::optional<std::string> refuse_layer(const std::string& where, const LayerSpec& layer, std::size_t inputs) {
  if (layer.width < 1 || layer.width > most_width)
    return fmt::format("{}.width: from 1 to {} units are expected, not {}", where, most_width, layer.width);
  const ActivationInfo* activation = find_activation(layer.activation);
  if (!activation)
    return fmt::format("{}.activation: {}", where, unknown("activation", layer.activation, activation_keys()));
  if (auto why = refuse_values(where + ".options", activation->parameters, activation_values(layer))) return why;
  if (layer.normalization == Normalization::group && (layer.groups < 1 || layer.width % layer.groups != 0))
    return fmt::format("{}.groups: a divisor of the width {} is expected, not {}", where, layer.width, layer.groups);
  if (activation->pieces && layer.normalization != Normalization::none &&
      layer.normalization != Normalization::weight && layer.normalization != Normalization::spectral)
    return fmt::format("{}.normalization: maxout takes none, weight or spectral", where);
  if (auto why = refuse_share(where + ".dropout", layer.dropout)) return why;
  if (layer.residual && layer.width != inputs)
    return fmt::format("{}.residual: {} units cannot be added to {} inputs; equal widths are expected", where,
                       layer.width, inputs);
  for (const auto& [key, lambda] :
       {std::pair{"l1", layer.l1}, {"l2", layer.l2}, {"nuclear", layer.nuclear}, {"orthogonal", layer.orthogonal}})
    if (!(lambda >= 0 && lambda <= 1e6))
      return fmt::format("{}.{}: a number from 0 to 1e6 is expected, not {}", where, key, lambda);
  return {};
}

}  // namespace

std::vector<std::string_view> normalization_keys() {
  std::vector<std::string_view> keys;
  for (const NormalizationInfo& n : normalizations()) keys.push_back(n.key);
  return keys;
}

std::optional<Normalization> find_normalization(std::string_view key) {
  const auto at = std::ranges::find(normalizations(), key, &NormalizationInfo::key);
  if (at == normalizations().end()) return {};
  return static_cast<Normalization>(at - normalizations().begin());
}

NetworkSpec network_spec(std::size_t inputs, std::vector<std::size_t> hidden, std::size_t outputs,
                         std::string_view activation) {
  NetworkSpec spec;
  spec.inputs = inputs;
  for (const std::size_t width : hidden) spec.layers.push_back({.width = width, .activation = std::string(activation)});
  spec.layers.push_back({.width = outputs, .activation = "linear"});
  return spec;
}

std::size_t pieces(const LayerSpec& layer) {
  const ActivationInfo& activation = *find_activation(layer.activation);
  if (!activation.pieces) return 1;
  return static_cast<std::size_t>(layer.activation_values.empty() ? activation.parameters[0].initial
                                                                  : layer.activation_values[0]);
}

std::vector<double> activation_values(const LayerSpec& layer) {
  return values_or_initial(layer.activation_values, find_activation(layer.activation)->parameters);
}

std::optional<std::string> refuse(const NetworkSpec& spec) {
  if (spec.inputs < 1 || spec.inputs > most_width)
    return fmt::format("inputs: from 1 to {} are expected, not {}", most_width, spec.inputs);
  if (spec.layers.empty() || spec.layers.size() > most_layers)
    return fmt::format("layers: from 1 to {} are expected, not {}", most_layers, spec.layers.size());
  std::size_t inputs = spec.inputs;
  for (std::size_t l = 0; l < spec.layers.size(); ++l) {
    if (auto why = refuse_layer(fmt::format("layers[{}]", l), spec.layers[l], inputs)) return why;
    inputs = spec.layers[l].width;
  }
  if (auto why = refuse_share("input_dropout", spec.input_dropout)) return why;
  const InitializerInfo* initializer = find_initializer(spec.initializer);
  if (!initializer) return fmt::format("initializer: {}", unknown("initializer", spec.initializer, initializer_keys()));
  if (auto why = refuse_values("initializer.options", initializer->parameters,
                               values_or_initial(spec.initializer_values, initializer->parameters)))
    return why;
  if (const std::size_t count = parameter_count(spec); count > most_parameters)
    return fmt::format("layers: {} parameters are more than {}", count, most_parameters);
  return {};
}

std::vector<ParameterBlock> layout(const NetworkSpec& spec) {
  std::vector<ParameterBlock> blocks;
  std::size_t offset = 0, inputs = spec.inputs;
  for (std::size_t l = 0; l < spec.layers.size(); ++l) {
    const LayerSpec& layer = spec.layers[l];
    const auto add = [&](std::string_view name, std::size_t rows, std::size_t columns) {
      blocks.push_back({fmt::format("{}{}", name, l + 1), l, offset, rows, columns});
      offset += rows * columns;
    };
    const std::size_t out = layer.width * pieces(layer);
    add("W", out, inputs);
    add("b", out, 1);
    switch (layer.normalization) {
      case Normalization::batch:
      case Normalization::layer:
      case Normalization::group:
        add("gamma", out, 1);
        add("beta", out, 1);
        break;
      case Normalization::weight:
        add("g", out, 1);
        break;
      case Normalization::none:
      case Normalization::spectral:
        break;
    }
    if (find_activation(layer.activation)->learned) add("slope", 1, 1);
    inputs = layer.width;
  }
  return blocks;
}

std::size_t parameter_count(const NetworkSpec& spec) {
  const ParameterBlock last = layout(spec).back();
  return last.offset + last.size();
}

std::vector<ParameterBlock> memory_layout(const NetworkSpec& spec) {
  std::vector<ParameterBlock> blocks;
  std::size_t offset = 0;
  for (std::size_t l = 0; l < spec.layers.size(); ++l) {
    if (spec.layers[l].normalization != Normalization::batch) continue;
    for (const std::string_view name : {"mean", "variance"}) {
      blocks.push_back({fmt::format("{}{}", name, l + 1), l, offset, spec.layers[l].width, 1});
      offset += spec.layers[l].width;
    }
  }
  return blocks;
}

std::vector<double> initial_parameters(const NetworkSpec& spec, std::uint64_t seed) {
  std::vector<double> theta(parameter_count(spec), 0.0);
  const InitializerInfo& initializer = *find_initializer(spec.initializer);
  const std::vector<double> values = values_or_initial(spec.initializer_values, initializer.parameters);
  ConstVector w;  // of the layer at hand
  for (const ParameterBlock& block : layout(spec)) {
    const Vector part(theta.data() + block.offset, block.size());
    if (block.name[0] == 'W') {
      // A stream a layer, none of them a step's: the others keep their weights when one changes its width.
      Random random(seed, (std::uint64_t{1} << 61) + block.layer);
      initializer.fill(values, block.rows, block.columns, random, part);
      w = part;
    } else if (block.name.starts_with("gamma")) {
      std::ranges::fill(part, 1.0);
    } else if (block.name[0] == 'g') {
      // The network begins as the one without weight normalization. Salimans & Kingma 2016, eq. 2.
      for (std::size_t i = 0; i < part.size(); ++i) {
        double sum = 0;
        for (const double v : w.subspan(i * w.size() / part.size(), w.size() / part.size())) sum += v * v;
        part[i] = std::sqrt(sum);
      }
    } else if (block.name[0] == 's') {
      part[0] = activation_values(spec.layers[block.layer])[0];
    }
  }
  return theta;
}

}  // namespace fallline::nn

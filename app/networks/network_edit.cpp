#include "app/networks/network_edit.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "nn/normalizations.h"
#include "training/completed.h"

namespace fallline {

std::span<nn::LayerSpec> hidden_layers(nn::NetworkSpec& network) {
  return std::span(network.layers).first(network.layers.size() - 1);
}

void add_layer(nn::NetworkSpec& network) {
  nn::LayerSpec next;
  if (const auto hidden = hidden_layers(network); !hidden.empty()) next = hidden.back();
  next.residual = false;
  network.layers.insert(network.layers.end() - 1, next);
}

void mend(nn::NetworkSpec& network, const nn::LossSpec& loss, const Dataset& data) {
  const nn::NetworkSpec whole = training::completed(network, loss, data);
  for (std::size_t l = 0; l < network.layers.size(); ++l) {
    nn::LayerSpec& layer = network.layers[l];
    if (layer.normalization == nn::Normalization::group) layer.groups = std::gcd(layer.groups, whole.layers[l].width);
    if (!why_not_residual(whole, l).empty()) layer.residual = false;
  }
}

void change_loss(training::NetworkExperiment& e, const nn::LossInfo& loss, const Dataset& data) {
  e.loss = {std::string(loss.key)};
  const auto fit = [&](nn::NetworkSpec& network) {
    network.layers.back().width = 0;
    mend(network, e.loss, data);
  };
  fit(e.network);
  for (auto& [colour, network] : e.networks) fit(network);
}

std::string why_not_residual(const nn::NetworkSpec& whole, std::size_t layer) {
  const std::size_t in = layer == 0 ? whole.inputs : whole.layers[layer - 1].width, out = whole.layers[layer].width;
  return in == out ? "" : fmt::format("{} inputs cannot be added to {} units: equal widths are needed.", in, out);
}

bool same_parameters(const nn::NetworkSpec& a, const nn::NetworkSpec& b) {
  return std::ranges::equal(nn::layout(a), nn::layout(b), [](const nn::ParameterBlock& x, const nn::ParameterBlock& y) {
    return x.name == y.name && x.rows == y.rows && x.columns == y.columns;
  });
}

std::string summary(const nn::NetworkSpec& network) {
  std::string widths, activation;
  for (std::size_t l = 0; l + 1 < network.layers.size(); ++l) {
    const nn::LayerSpec& layer = network.layers[l];
    widths += fmt::format("{}{}", l == 0 ? "" : "·", layer.width);
    activation = l == 0 || activation == layer.activation ? layer.activation : "mixed";
  }
  return widths.empty() ? network.layers.back().activation : fmt::format("{} {}", widths, activation);
}

std::string describe_layer(const nn::NetworkSpec& whole, std::size_t l) {
  const nn::LayerSpec& layer = whole.layers[l];
  std::string more;
  const auto add = [&](std::string_view what) { more += fmt::format("{}{}", more.empty() ? " · " : ", ", what); };
  if (layer.normalization != nn::Normalization::none)
    add(nn::normalizations()[static_cast<std::size_t>(layer.normalization)].key);
  if (layer.dropout > 0) add(fmt::format("dropout {}", layer.dropout));
  if (layer.residual) add("residual");
  const std::string name = l + 1 == whole.layers.size() ? "Outputs" : fmt::format("Layer {}", l + 1);
  return fmt::format("{} · {} {}{}", name, layer.width, nn::find_activation(layer.activation)->label, more);
}

}  // namespace fallline

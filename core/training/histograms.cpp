#include "training/histograms.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace fallline::training {

double Histogram::edge(std::size_t i) const {
  const double share = static_cast<double>(i) / static_cast<double>(counts.size());
  return (1 - share) * low + share * high;
}

Histogram histogram(std::span<const double> values, std::size_t bins) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  double low = infinity, high = -infinity;
  for (const double v : values)
    if (std::isfinite(v)) {
      low = std::min(low, v);
      high = std::max(high, v);
    }
  if (low > high) return {};
  Histogram h{low, high, std::vector<std::size_t>(bins, 0)};
  if (low == high) {
    h.low -= 0.5;
    h.high += 0.5;
  }
  // Halves, as the whole width may be more than there are numbers for.
  const double width = h.high / 2 - h.low / 2;
  for (const double v : values)
    if (std::isfinite(v)) {
      const double at = (v / 2 - h.low / 2) / width * static_cast<double>(bins);
      ++h.counts[std::min(static_cast<std::size_t>(at), bins - 1)];
    }
  return h;
}

std::vector<LayerHistograms> layer_histograms(const nn::NetworkObjective& objective, ConstVector theta,
                                              ConstVector memory, std::size_t bins) {
  std::vector<double> gradient(theta.size()), averages(memory.begin(), memory.end());
  objective.value_and_gradient(theta, gradient, {.memory = averages});
  std::vector<Eigen::MatrixXd> activations;
  objective.activations(theta, objective.data().x, activations, memory);
  std::vector<LayerHistograms> layers(activations.size());
  for (const nn::ParameterBlock& block : nn::layout(objective.network())) {
    if (block.name[0] != 'W') continue;
    const Eigen::MatrixXd& a = activations[block.layer];
    layers[block.layer] = {histogram(theta.subspan(block.offset, block.size()), bins),
                           histogram({a.data(), static_cast<std::size_t>(a.size())}, bins),
                           histogram(std::span(gradient).subspan(block.offset, block.size()), bins)};
  }
  return layers;
}

}  // namespace fallline::training

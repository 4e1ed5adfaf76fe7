// Histograms of what a network is made of, layer by layer.
#pragma once

#include <span>
#include <vector>

#include "nn/network_objective.h"

namespace fallline::training {

inline constexpr std::size_t usual_bins = 40;

// How many numbers fall into each bin. All bins are of one width; each holds its lower edge, the last one both.
struct Histogram {
  double low = 0, high = 0;  // the least and the greatest number, or ½ to both sides of numbers that are all the same
  std::vector<std::size_t> counts;

  // Of bin i below, of bin i − 1 above; 0 ≤ i ≤ counts.size().
  double edge(std::size_t i) const;
};

// Numbers that are not finite are left out. Where there are no others, there are no bins.
Histogram histogram(std::span<const double> values, std::size_t bins = usual_bins);

struct LayerHistograms {
  Histogram weights;      // W
  Histogram activations;  // of all units for all samples, as when testing
  Histogram gradients;    // ∂L/∂W of the loss on all samples
};
std::vector<LayerHistograms> layer_histograms(const nn::NetworkObjective& objective, ConstVector theta,
                                              ConstVector memory, std::size_t bins = usual_bins);

}  // namespace fallline::training

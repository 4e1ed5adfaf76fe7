// Settings with which small networks learn the data sets that they are shown on, whatever the seed. Adam, weights drawn
// from N(0, 1): of smaller ones, Xavier's, some never find the turns of the spiral.
#pragma once

#include <span>
#include <string_view>

#include "training/network_experiment.h"

namespace fallline::training {

struct DocumentedSetting {
  std::string_view set;  // of data_sets(), with its initial values
  std::size_t width;     // of each of two hidden layers, tanh
  double learning_rate;
  std::size_t batch_size;
  std::int64_t epochs;
  double accuracy;  // that is reached on the training samples, at least
};
std::span<const DocumentedSetting> documented_settings();

// With binary cross-entropy; all samples train. The seed is that of the data too.
NetworkExperiment documented_experiment(const DocumentedSetting& setting, std::uint64_t seed);

}  // namespace fallline::training

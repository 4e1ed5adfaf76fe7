// PackedSamples: samples side by side in packs, as a pass takes them. The last pack is filled up with copies of the
// last sample, of weight 0.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "data/dataset.h"
#include "nn/dense.h"
#include "nn/losses.h"
#include "nn/network_objective.h"

namespace fallline::nn {

struct PackedSamples {
  std::size_t count = 0, packs = 0, features = 0, targets = 0;
  std::vector<Pack> x;       // feature after feature, `packs` each
  std::vector<Pack> target;  // the same
  std::vector<Pack> weight;  // of each sample in the mean: 1/count
  // Of mixup, where targets are numbers of classes and cannot be mixed themselves: those of what the samples were mixed
  // with, and the samples' share of themselves.
  std::vector<Pack> second_target, share;
  std::vector<Pack> unmixed;  // room for what `target` was

  Rows<const Pack> x_rows() const { return {x.data(), packs}; }
  Rows<const Pack> target_rows() const { return {target.data(), packs}; }
};

// Of these samples of a data set; none named means all. `training` > 0: with noise and mixup, as drawn for that step.
void pack(const Dataset& data, Target target, std::span<const std::size_t> named, const TrainingNoise& noise,
          std::int64_t training, PackedSamples& out);

// Inputs alone, m × features.
void pack_inputs(const Eigen::MatrixXd& x, PackedSamples& out);

}  // namespace fallline::nn

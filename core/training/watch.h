// What is watched while training: numbers of one racer at one step.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "nn/network_objective.h"
#include "optim/racer.h"

namespace fallline::training {

// On the samples of an objective, as when testing.
struct Score {
  double loss;  // with the regularizers' terms
  double accuracy;
};
Score score(const nn::NetworkObjective& objective, ConstVector theta, ConstVector memory);

// The class that outputs speak for: of one output, by its sign.
int predicted_class(const Eigen::MatrixXd& outputs, Eigen::Index sample);

// The share of samples whose class comes out; of numbers, R² = 1 − Σ(t−z)²/Σ(t−t̄)² over all targets, NaN where they are
// all the same. `outputs` are m × outputs.
double accuracy(const Dataset& data, const Eigen::MatrixXd& outputs);

struct LayerWatch {
  double mean_gradient;  // mean |∂L/∂W|
  double update_ratio;   // ‖ΔW‖/‖W‖ of the last step; NaN before it
  double dead;           // share of units that are 0 for every training sample, where σ can be; else NaN
};

struct Watched {
  std::int64_t step;
  double epoch;
  Score training;          // of all samples
  double penalty;          // the regularizers' part of the loss
  Score validation, test;  // NaN where there are no samples
  double gradient_norm;    // of all samples
  double learning_rate;    // of the last step; NaN before it
  // |Δθᵢ|/|gᵢ| of the step that would come next, over parameters with a slope: least, median, greatest.
  double least_rate, median_rate, greatest_rate;
  std::vector<LayerWatch> layers;
};

// Objectives of the three parts of the data; validation and test may be null.
struct Parts {
  std::shared_ptr<const nn::NetworkObjective> training, validation, test;
};

// `before` is θ one step earlier, or empty at the start.
Watched watch(const Parts& parts, const Racer& racer, const Sampling& sampling, ConstVector before);

}  // namespace fallline::training

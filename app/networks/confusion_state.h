// What the confusion matrix remembers between frames.
#pragma once

#include <Eigen/Core>
#include <array>
#include <memory>
#include <string_view>
#include <vector>

#include "app/networks/duty.h"
#include "training/network_experiment.h"

namespace fallline {

// What a racer makes of one part of the data.
struct Verdict {
  std::string_view part;
  std::shared_ptr<const nn::NetworkObjective> of;
  double accuracy = 0;        // of numbers R²
  Eigen::MatrixXi counts;     // of classes: samples of a row's class that are taken for a column's
  Eigen::VectorXd residuals;  // of numbers: output less target, the first of several
};

struct ConfusionState {
  std::shared_ptr<const training::Setup> setup;
  std::vector<double> theta, memory;
  std::vector<Verdict> verdicts;  // of training, validation and test, where there are samples
  Duty duty{0.1};
};

}  // namespace fallline

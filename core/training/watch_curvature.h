// What the Hessian says of a point in training: too dear to be watched at every step of every run, so on request.
#pragma once

#include <stop_token>

#include "nn/network_objective.h"

namespace fallline::training {

// Of the loss on all samples, as Watched has it: with the running averages in `memory`.
struct WatchedCurvature {
  double lambda_max, lambda_min;
  double minimum_ratio;  // #positive / #eigenvalues
  double index;          // #negative
};

// From all eigenvalues up to most_dense parameters. Above, λ by Lanczos' method, the ratio as the share of the spectral
// density above zero, and no index. NaN where a number is not to be had: also if H is not finite, Lanczos' method did
// not get there, or it was stopped.
WatchedCurvature watch_curvature(const nn::NetworkObjective& objective, ConstVector theta, ConstVector memory,
                                 std::stop_token stop = {});

}  // namespace fallline::training

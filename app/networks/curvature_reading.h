// CurvatureReading: what the Hessian of the loss on all training samples says at one point of a network.
#pragma once

#include <optional>
#include <stop_token>

#include "curvature/spectral_density.h"
#include "curvature/spectrum.h"
#include "nn/network_objective.h"

namespace fallline {

struct ExtremePair {
  double lambda = 0;
  double residual = 0;  // ‖H u − λ u‖
  Eigen::VectorXd u;    // of unit length, the entry greatest in size positive
};

struct CurvatureReading {
  SpectrumStatus status = SpectrumStatus::cancelled;  // cancelled or not_finite: nothing else is there
  ExtremePair least, greatest;
  Eigen::VectorXd lambda;      // all, ascending; empty where there are too many
  std::optional<Signs> signs;  // of these
  SpectralDensity density;     // in their place
  double minimum_ratio = 0;    // #positive / #eigenvalues, or the density's share above zero
  double flatness = 0;         // ‖H ∇L‖ / (max |λ| ‖∇L‖): near 0 where the slope leads along what is flat
  Eigen::Index parameters = 0;

  bool there() const { return status == SpectrumStatus::complete || status == SpectrumStatus::partial; }
};

// From all eigenpairs up to 400 parameters; up to most_dense all eigenvalues, and the pairs at the ends by Lanczos'
// method; above, the density in place of the eigenvalues, coarse or fine. `memory`: the running averages there.
CurvatureReading read_curvature(const nn::NetworkObjective& objective, ConstVector theta, ConstVector memory, bool fine,
                                std::stop_token stop = {});

}  // namespace fallline

// The density of the Hessian's eigenvalues, estimated from products with vectors of chance alone: stochastic Lanczos
// quadrature.
//
//   φ(t) = (1/n) Σᵢ δ(t − λᵢ) ≈ mean over probes of Σₖ wₖ N(t; θₖ, σ²)
//
// θₖ are the eigenvalues of the probe's tridiagonal matrix and wₖ the squared first entries of its eigenvectors, which
// is Gauss' quadrature: of m steps, every moment up to 2m − 1 of the probe's measure is exact. Probes are signs of
// chance (Rademacher), whose length is √n exactly. Sources: Ubaru, Chen & Saad, SIAM J. Matrix Anal. Appl. 38 (2017);
// Lin, Saad & Yang, SIAM Review 58 (2016); Ghorbani, Krishnan & Xiao, ICML 2019.
#pragma once

#include <cstdint>
#include <stop_token>

#include "curvature/spectrum.h"

namespace fallline {

struct DensityOptions {
  Eigen::Index probes = 10, steps = 80;
  Eigen::Index points = 512;  // of the grid
  double broadening = 0.005;  // σ, as a share of the range of the θₖ
  std::uint64_t seed = 1;
};

// An estimate with the standard error of its mean over the probes; NaN of a single one.
struct Estimate {
  double mean = 0, error = 0;
};

struct SpectralDensity {
  Eigen::VectorXd lambda, density;  // on an even grid, 4 σ beyond the θₖ; its integral is 1 to the grid's accuracy
  double sigma = 0;
  // The nodes θ and their weights, those of all probes one after another; the weights' sum is 1.
  Eigen::VectorXd nodes, weights;
  Estimate trace, squared_norm;  // Σ λ and Σ λ², which is ‖H‖²_F
  std::size_t products = 0;
  SpectrumStatus status = SpectrumStatus::complete;

  // The share of the eigenvalues above t.
  double share_above(double t) const { return (nodes.array() > t).select(weights, 0.0).sum(); }
};

SpectralDensity spectral_density(const Objective& objective, ConstVector theta, const Batch& batch,
                                 const DensityOptions& options = {}, std::stop_token stop = {});

}  // namespace fallline

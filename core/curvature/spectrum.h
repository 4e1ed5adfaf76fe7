// Spectrum: eigenvalues and eigenvectors of the Hessian of n parameters, and what their signs say about a point. All of
// them from the dense matrix, or those at both ends from products with vectors alone.
#pragma once

#include <cstdint>
#include <stop_token>

#include "curvature/eigen2.h"
#include "objective/objective.h"

namespace fallline {

inline constexpr std::size_t most_dense = 2000;  // parameters; above, all eigenvalues take minutes

enum class SpectrumStatus {
  complete,
  partial,     // the limit of products was reached: not all residuals are below the tolerance
  cancelled,   // nothing is there
  not_finite,  // nothing is there: H has entries that are no numbers
};

struct Spectrum {
  Eigen::VectorXd lambda;     // ascending
  Eigen::MatrixXd u;          // n × as many, columns of unit length, the entry greatest in size positive
  Eigen::VectorXd residuals;  // ‖H u − λ u‖
  Eigen::Index lowest = 0;    // so many are the least ones, those behind them the greatest
  bool all = false;           // none is missing
  std::size_t products = 0;   // with vectors
  SpectrumStatus status = SpectrumStatus::complete;
};

// All, by Householder's reduction and implicit QR. Without vectors there are no residuals either, and it is much
// quicker. A stop is heard between the Hessian and its eigenvalues.
Spectrum dense_spectrum(const Objective& objective, ConstVector theta, const Batch& batch, bool vectors = true,
                        std::stop_token stop = {});
Spectrum spectrum_of(Eigen::MatrixXd symmetric, bool vectors = true);

struct ExtremeOptions {
  Eigen::Index lowest = 1, highest = 5;
  double tolerance = 1e-6;  // ‖H u − λ u‖ ≤ tolerance · max |λ|; λ itself is then off by about the square of it
  // Vectors multiplied at once. An eigenvalue that occurs several times is sure to be found as often only if it occurs
  // at most so many times.
  Eigen::Index block = 1;
  std::size_t most_products = 2000;
  std::uint64_t seed = 1;
};

// Those at the ends, by Lanczos' method in blocks with full reorthogonalization and thick restarts. The residuals are
// those of products made anew. Sources: Wu & Simon, SIAM J. Matrix Anal. Appl. 22 (2000); Stewart, SIAM J. Matrix Anal.
// Appl. 23 (2002); Zhou & Saad, Numer. Algorithms 47 (2008).
Spectrum extreme_spectrum(const Objective& objective, ConstVector theta, const Batch& batch,
                          const ExtremeOptions& options, std::stop_token stop = {});

// How many eigenvalues are below, at, and above zero; |λ| ≤ zero_tolerance · max(max |λ|, scale) counts as zero.
struct Signs {
  Eigen::Index negative = 0, zero = 0, positive = 0;
  Eigen::Index count() const { return negative + zero + positive; }
};
Signs signs_of(const Eigen::VectorXd& lambda, double scale = 0);

// Of a critical point. The least and the greatest eigenvalue are enough. Both signs: a saddle, whatever else is zero.
Kind kind_of(const Signs& signs);

// #positive / #eigenvalues; needs all of them.
inline double minimum_ratio(const Signs& signs) {
  return static_cast<double>(signs.positive) / static_cast<double>(signs.count());
}

}  // namespace fallline

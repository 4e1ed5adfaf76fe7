// A critical point of n parameters near a given θ: Newton's method on ∇L = 0 with the damping of Levenberg and
// Marquardt,
//
//   p = −(H² + μ I)⁻¹ H ∇L,   μ = κ (‖H‖ ‖∇L‖/‖∇L₀‖)²
//
// taken only where it lowers ‖∇L‖; κ is fitted, and μ ~ ‖∇L‖² keeps the convergence quadratic (Yamashita & Fukushima,
// Computing Suppl. 15 (2001)). Saddles and maxima attract it as minima do. H is dense and taken apart into its
// eigenvectors up to a size; above, p lies in the Krylov space of ∇L, which is MINRES with damping.
//
// Where H ∇L = 0 but ∇L ≠ 0, ‖∇L‖ is stationary although L is not: such gradient-flat points outnumber the critical
// ones of networks, and are not taken for them. Source: Frye, Simon, Wadia, Ligeralde, DeWeese & Bouchard, Neural
// Computation 33 (2021).
#pragma once

#include <functional>
#include <stop_token>
#include <string_view>
#include <vector>

#include "objective/objective.h"

namespace fallline {

enum class CriticalSearchStatus {
  critical,       // ‖∇L‖ ≤ tolerance, and what is left of the way is short
  gradient_flat,  // ‖∇L‖ has a stationary point, L has none
  escaping,       // ‖∇L‖ ≤ tolerance, but only because θ goes for ever where L flattens out
  stalled,        // no step lowers ‖∇L‖, for rounding or a kink
  step_limit,
  cancelled,
  not_finite,  // L, ∇L or H is not, at the start
};
std::string_view explain(CriticalSearchStatus status);

struct CriticalSearchOptions {
  double tolerance = 1e-10;      // of ‖∇L‖
  double flat_tolerance = 1e-6;  // of ‖H∇L‖ / (‖H‖ ‖∇L‖), ‖H‖ the greatest on the way
  std::size_t most_steps = 200;
  std::size_t most_dense = 400;     // parameters
  Eigen::Index krylov_steps = 100;  // products a step, above
};

struct CriticalSearch {
  std::vector<double> theta;
  double loss = 0;
  double gradient_norm = 0;  // the residual
  double flatness = 0;       // ‖H∇L‖ / (‖H‖ ‖∇L‖): near 0 at a gradient-flat point
  std::size_t steps = 0, products = 0;
  CriticalSearchStatus status = CriticalSearchStatus::step_limit;
};

// `progress` is told ‖∇L‖ after every step.
CriticalSearch search_critical_point(
    const Objective& objective, ConstVector start, const Batch& batch, const CriticalSearchOptions& options = {},
    std::stop_token stop = {},
    const std::function<void(std::size_t step, double gradient_norm)>& progress = [](std::size_t, double) {});

}  // namespace fallline

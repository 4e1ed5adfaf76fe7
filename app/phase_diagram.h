// The phase diagram of momentum on a quadratic: α across, η upward by its logarithm, and at each point the worst rate
// over the positive eigenvalues.
#pragma once

#include <vector>

#include "app/plot/range.h"
#include "curvature/linear_method.h"
#include "landscape/contours.h"

namespace fallline {

struct PhaseDiagram {
  static constexpr int columns = 65, rows = 49;  // of the grid

  struct Of {
    LinearMethod::Family family = LinearMethod::Family::heavy_ball;  // or Nesterov's
    double low = 0, high = 0;                                        // the eigenvalues, 0 < low ≤ high
    plot::Range eta;                                                 // shown
    friend bool operator==(const Of&, const Of&) = default;
  };

  Of of;
  Grid rates;                  // over (α, log₁₀ η)
  std::vector<IsoLine> lines;  // of equal rate, below 1
  Tuning best{};

  double rate_at(double alpha, double eta) const;
  // From 0 for the best rate to 1 for one a thousand times as slow or worse, by the logarithm of 1 − rate.
  double slowness(double rate) const;
};

PhaseDiagram evaluate_phase_diagram(const PhaseDiagram::Of& of);

// Whole decades of η that hold the edges of stability at λ_max = `high`, two decades below them, and `etas`.
plot::Range phase_range(double high, const std::vector<double>& etas);

}  // namespace fallline

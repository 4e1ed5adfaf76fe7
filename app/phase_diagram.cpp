#include "app/phase_diagram.h"

#include <algorithm>
#include <cmath>

namespace fallline {

double PhaseDiagram::rate_at(double alpha, double eta) const {
  const LinearMethod m{of.family, eta, alpha};
  return std::max(rate(m, of.low), rate(m, of.high));
}

double PhaseDiagram::slowness(double rate) const {
  constexpr double decades = 3;
  if (!(rate < 1)) return 1;
  return std::clamp(std::log10((1 - best.rate) / (1 - rate)) / decades, 0.0, 1.0);
}

PhaseDiagram evaluate_phase_diagram(const PhaseDiagram::Of& of) {
  PhaseDiagram d{
      of,
      {{0, 1, std::log10(of.eta.low), std::log10(of.eta.high)}, PhaseDiagram::columns, PhaseDiagram::rows, {}},
      {},
      best_tuning(of.family, of.low, of.high)};
  const Domain& box = d.rates.domain;
  for (int row = 0; row < d.rates.rows; ++row)
    for (int column = 0; column < d.rates.columns; ++column)
      d.rates.values.push_back(
          d.rate_at(static_cast<double>(column) / (d.rates.columns - 1),
                    std::pow(10, box.y_min + box.height() * static_cast<double>(row) / (d.rates.rows - 1))));
  // Slower and slower in even steps of the logarithm; the first rates are round numbers.
  constexpr double levels[] = {0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.998, 0.999};
  d.lines = iso_lines(d.rates, levels);
  return d;
}

plot::Range phase_range(double high, const std::vector<double>& etas) {
  constexpr double furthest = 6;  // decades below the edge
  double least = 0.02 / high;
  for (const double eta : etas)
    if (eta > 0) least = std::min(least, eta);
  const double top = std::ceil(std::log10(5 / high));
  const double bottom = std::max(std::floor(std::log10(least)), top - furthest);
  return {std::pow(10, bottom), std::pow(10, top)};
}

}  // namespace fallline

// SpectrumBins: how many eigenvalues of the Hessian there are in each of even bins, one of them around zero.
#pragma once

#include <vector>

#include "app/networks/curvature_reading.h"

namespace fallline {

struct SpectrumBins {
  double width = 0;
  int first = 0;               // bin i holds λ within ½ width of (first + i) · width; bin -first is that around zero
  std::vector<double> counts;  // of a density not whole

  double low(std::size_t i) const { return (first + static_cast<double>(i) - 0.5) * width; }
  double high(std::size_t i) const { return low(i) + width; }
  // -1 below zero, 0 around it, 1 above.
  int side(std::size_t i) const;
};

// About so many bins, from the least eigenvalue or zero to the greatest or zero. Empty if all are zero.
SpectrumBins spectrum_bins(const CurvatureReading& reading, int about);

}  // namespace fallline

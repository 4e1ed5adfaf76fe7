#include "app/networks/spectrum_bins.h"

#include <algorithm>
#include <cmath>

namespace fallline {

int SpectrumBins::side(std::size_t i) const {
  const int k = first + static_cast<int>(i);
  return k < 0 ? -1 : k > 0 ? 1 : 0;
}

SpectrumBins spectrum_bins(const CurvatureReading& r, int about) {
  const double low = std::min(r.least.lambda, 0.0), high = std::max(r.greatest.lambda, 0.0);
  SpectrumBins bins{(high - low) / about, 0, {}};
  if (!(bins.width > 0)) return bins;
  const auto place = [&](double lambda) { return static_cast<int>(std::lround(lambda / bins.width)); };
  bins.first = place(low);
  bins.counts.assign(static_cast<std::size_t>(place(high) - bins.first) + 1, 0);
  // What a density's Gaussians spill over the ends counts at the ends.
  const auto add = [&](double lambda, double count) {
    const int last = static_cast<int>(bins.counts.size()) - 1;
    bins.counts[static_cast<std::size_t>(std::clamp(place(lambda) - bins.first, 0, last))] += count;
  };
  for (const double lambda : r.lambda) add(lambda, 1);
  const SpectralDensity& d = r.density;
  for (Eigen::Index i = 0; i + 1 < d.lambda.size(); ++i)
    add(0.5 * (d.lambda[i] + d.lambda[i + 1]),
        static_cast<double>(r.parameters) * 0.5 * (d.density[i] + d.density[i + 1]) * (d.lambda[i + 1] - d.lambda[i]));
  return bins;
}

}  // namespace fallline

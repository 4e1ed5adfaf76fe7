#include "landscape/height_map.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "math/pack.h"

namespace fallline {

HeightMap::HeightMap(const Grid& grid, bool logarithmic) {
  double low = std::numeric_limits<double>::infinity(), high = -low;
  for (const double v : grid.values) {
    if (!std::isfinite(v)) continue;
    low = std::min(low, v);
    high = std::max(high, v);
  }
  if (low > high) return;
  low_ = low;
  high_ = high;
  const double range = high - low;
  if (range < 1e-300 || !std::isfinite(range)) {  // constant, or too wide for a double
    high_ = std::max(low_ + 1, std::nextafter(low_, std::numeric_limits<double>::infinity()));
    factor_ = 1 / (high_ - low_);
    return;
  }
  softening_ = logarithmic ? 1e-3 * range : 0;
  factor_ = logarithmic ? 1 / std::log1p(range / softening_) : 1 / range;
}

double HeightMap::operator()(double loss) const {
  if (!std::isfinite(loss)) return std::numeric_limits<double>::quiet_NaN();
  const double above = loss - low_;
  const double h = softening_ > 0 ? std::log1p(std::max(above, 0.0) / softening_) * factor_ : above * factor_;
  return std::clamp(h, 0.0, 1.0);
}

double HeightMap::loss_at(double height) const {
  return low_ + (softening_ > 0 ? softening_ * std::expm1(height / factor_) : height / factor_);
}

std::vector<float> HeightMap::map(const Grid& grid) const {
  std::vector<float> heights(grid.values.size());
  std::array<double, Pack::lanes> buffer{};
  for (std::size_t i = 0; i < heights.size(); i += Pack::lanes) {
    const std::size_t count = std::min(Pack::lanes, heights.size() - i);
    std::copy_n(&grid.values[i], count, buffer.begin());
    const Pack loss = Pack::load(buffer.data()), above = loss - low_;
    const Pack h =
        (softening_ > 0 ? log(1.0 + Pack(above.v > 0 ? above.v : 0 * above.v) * (1 / softening_)) : above) * factor_;
    // 0·L keeps NaN, and turns an infinity into NaN.
    const Pack finite = h + 0.0 * loss;
    for (std::size_t k = 0; k < count; ++k) heights[i + k] = static_cast<float>(std::clamp(finite.v[k], 0.0, 1.0));
  }
  return heights;
}

}  // namespace fallline

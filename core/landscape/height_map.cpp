#include "landscape/height_map.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <limits>
#include <span>
#include <utility>

#include "math/pack.h"

namespace fallline {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

// Least and greatest of the finite values; (+∞, −∞) when there is none.
std::pair<double, double> finite_extent(std::span<const double> values) {
  Pack::Vector low = Pack(infinity).v, high = -low;
  const auto include = [&](Pack::Vector v) {
    low = ((v < low) & (v > -infinity)) ? v : low;
    high = ((v > high) & (v < infinity)) ? v : high;
  };
  std::size_t i = 0;
  for (; i + Pack::lanes <= values.size(); i += Pack::lanes) include(Pack::load(&values[i]).v);
  for (; i < values.size(); ++i) include(Pack(values[i]).v);
  std::pair all{infinity, -infinity};
  for (std::size_t lane = 0; lane < Pack::lanes; ++lane)
    all = {std::min(all.first, low[lane]), std::max(all.second, high[lane])};
  return all;
}

}  // namespace

HeightMap::HeightMap(const Grid& grid, bool logarithmic) {
  const auto [low, high] = finite_extent(grid.values);
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
  typedef float Heights __attribute__((vector_size(Pack::lanes * sizeof(float))));
  const double range = high_ - low_, scale = softening_ > 0 ? 1 / softening_ : 0;
  const auto height = [&](Pack loss) {
    const Pack above = clamp(loss - low_, 0.0, range);
    // NaN is kept from the logarithm, which is slow with it; 0·L brings it back, also for an infinity.
    const Pack h = scale > 0 ? log(1.0 + Pack(above.v > 0 ? above.v : Pack::Vector{}) * scale) : above;
    return __builtin_convertvector((h * factor_ + 0.0 * loss).v, Heights);
  };

  const std::size_t n = grid.values.size(), whole = n - n % Pack::lanes;
  std::vector<float> heights(n);
  for (std::size_t i = 0; i < whole; i += Pack::lanes) {
    const Heights h = height(Pack::load(&grid.values[i]));
    std::memcpy(&heights[i], &h, sizeof h);
  }
  std::array<double, Pack::lanes> rest{};
  std::copy(grid.values.begin() + static_cast<std::ptrdiff_t>(whole), grid.values.end(), rest.begin());
  const Heights last = height(Pack::load(rest.data()));
  for (std::size_t i = whole; i < n; ++i) heights[i] = last[i - whole];
  return heights;
}

}  // namespace fallline

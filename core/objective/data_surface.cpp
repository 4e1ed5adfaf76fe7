#include "objective/data_surface.h"

#include <numbers>
#include <numeric>

#include "objective/data_discrepancy.h"

namespace fallline {
namespace {

double mean_of(std::span<const double> v) {
  return std::accumulate(v.begin(), v.end(), 0.0) / static_cast<double>(v.size());
}

}  // namespace

LeastSquares::LeastSquares(const Samples& samples)
    : samples_(samples), mean_x_(mean_of(samples.x)), mean_y_(mean_of(samples.y)) {
  const auto n = static_cast<double>(samples.size());
  double covariance = 0;
  for (std::size_t i = 0; i < samples.size(); ++i) {
    variance_ += square(samples.x[i] - mean_x_) / n;
    covariance += (samples.x[i] - mean_x_) * (samples.y[i] - mean_y_) / n;
  }
  slope_ = variance_ > 0 ? covariance / variance_ : 0;
  for (std::size_t i = 0; i < samples.size(); ++i)
    rest_ += square(samples.y[i] - mean_y_ - slope_ * (samples.x[i] - mean_x_)) / n;
}

LinearChain::LinearChain(const Samples& samples) : samples_(samples) {
  const auto n = static_cast<double>(samples.size());
  double product = 0;
  for (std::size_t i = 0; i < samples.size(); ++i) {
    power_ += square(samples.x[i]) / n;
    product += samples.x[i] * samples.y[i] / n;
  }
  slope_ = power_ > 0 ? product / power_ : 0;
  for (std::size_t i = 0; i < samples.size(); ++i) rest_ += square(samples.y[i] - slope_ * samples.x[i]) / n;
}

Discrepancy::Discrepancy(const Samples& samples, double bandwidth) : inverse_(1 / bandwidth) {
  std::vector<std::size_t> at[2];
  for (std::size_t i = 0; i < samples.size(); ++i) at[samples.label[i]].push_back(i);
  fixed_ = subset(samples, at[0]);
  moved_ = subset(samples, at[1]);
  const auto within = [&](const Samples& s) {
    double sum = 0;
    for (std::size_t i = 0; i < s.size(); ++i)
      for (std::size_t j = 0; j < s.size(); ++j)
        sum += std::exp(-0.5 * square(inverse_) * (square(s.x[i] - s.x[j]) + square(s.y[i] - s.y[j])));
    return sum / static_cast<double>(s.size() * s.size());
  };
  constant_ = within(fixed_) + within(moved_);
}

Discrepancy::Factors Discrepancy::factors(Interval u) {
  using std::numbers::sqrt3;
  static const double at_one = std::exp(-0.5), at_root = 2 * std::exp(-1.5);
  const double low = scalar::exp(-0.5 * square(u.lo)), high = scalar::exp(-0.5 * square(u.hi));
  Factors f{hull(low, high), hull(u.lo * low, u.hi * high), hull((square(u.lo) - 1) * low, (square(u.hi) - 1) * high)};
  if (u.contains(0)) f.bump.hi = 1, f.hat.lo = -1;
  if (u.contains(1)) f.wave.hi = at_one;
  if (u.contains(-1)) f.wave.lo = -at_one;
  if (u.contains(sqrt3) || u.contains(-sqrt3)) f.hat.hi = at_root;
  return f;
}

}  // namespace fallline

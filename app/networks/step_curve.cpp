#include "app/networks/step_curve.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>

namespace fallline {
namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

}  // namespace

void StepCurve::add(std::int64_t step, double value) {
  assert(points_.empty() || points_.back().step < step);
  if (std::isfinite(value)) points_.push_back({step, value});
}

std::vector<StepCurve::Point>::const_iterator StepCurve::from(double step) const {
  return std::ranges::lower_bound(points_, step, {}, [](const Point& p) { return static_cast<double>(p.step); });
}

double StepCurve::at(double step) const {
  const auto right = from(step);
  if (right == points_.end()) return none;
  if (static_cast<double>(right->step) == step) return right->value;
  if (right == points_.begin()) return none;
  const Point& left = *(right - 1);
  const double share = (step - static_cast<double>(left.step)) / static_cast<double>(right->step - left.step);
  return (1 - share) * left.value + share * right->value;
}

std::pair<double, double> StepCurve::extent(double first, double last) const {
  std::pair<double, double> extent{none, none};
  const auto include = [&](double v) {
    if (std::isnan(v)) return;
    // A comparison with NaN, the value at the start, takes v.
    if (!(extent.first <= v)) extent.first = v;
    if (!(extent.second >= v)) extent.second = v;
  };
  include(at(first));
  for (auto p = from(first); p != points_.end() && static_cast<double>(p->step) <= last; ++p) include(p->value);
  include(at(last));
  return extent;
}

}  // namespace fallline

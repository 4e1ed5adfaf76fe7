#include "app/plot/kept_curves.h"

#include <algorithm>
#include <utility>

namespace fallline::plot {

bool KeptCurves::are_known(std::span<const Series> series) {
  return std::none_of(series.begin(), series.end(), [](const Series& s) { return s.version == 0; });
}

std::vector<KeptCurves::Identity> KeptCurves::identities(std::span<const Series> series) {
  std::vector<Identity> all;
  for (const Series& s : series) all.push_back({s.version, s.count, s.first_step, s.shown(), s.colour, s.style});
  return all;
}

std::optional<Range> KeptCurves::fit(std::span<const Series> series, Range steps, AxisScale scale) {
  if (!are_known(series)) return value_range(series, steps, scale);
  std::vector<Identity> now = identities(series);
  if (!fit_ || fit_->series != now || !(fit_->steps == steps) || fit_->scale != scale)
    fit_ = {std::move(now), steps, scale, value_range(series, steps, scale)};
  return fit_->range;
}

}  // namespace fallline::plot

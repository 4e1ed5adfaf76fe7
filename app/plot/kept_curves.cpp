#include "app/plot/kept_curves.h"

#include <algorithm>
#include <utility>

namespace fallline::plot {

std::optional<Range> KeptCurves::fit(std::span<const Series> series, Range steps, AxisScale scale) {
  if (std::any_of(series.begin(), series.end(), [](const Series& s) { return s.version == 0; }))
    return value_range(series, steps, scale);
  std::vector<Identity> identities(series.size());
  std::transform(series.begin(), series.end(), identities.begin(), identity);
  if (!fit_ || fit_->series != identities || !(fit_->steps == steps) || fit_->scale != scale)
    fit_ = {std::move(identities), steps, scale, value_range(series, steps, scale)};
  return fit_->range;
}

}  // namespace fallline::plot

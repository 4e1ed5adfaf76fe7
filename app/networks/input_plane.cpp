#include "app/networks/input_plane.h"

#include <algorithm>
#include <cmath>
#include <tuple>

#include "session/view_spec.h"

namespace fallline {
namespace {

constexpr double margin = 0.08;  // of the samples' extent, on each side

// Around all samples' numbers of a feature.
std::pair<double, double> stretch(const training::Parts& parts, Eigen::Index feature) {
  double low = INFINITY, high = -INFINITY;
  for (const auto& part : {parts.training, parts.validation, parts.test}) {
    if (!part) continue;
    low = std::min(low, part->data().x.col(feature).minCoeff());
    high = std::max(high, part->data().x.col(feature).maxCoeff());
  }
  const double room = high > low ? margin * (high - low) : 1;
  return {low - room, high + room};
}

}  // namespace

InputPlane input_plane(const training::Parts& parts) {
  const Eigen::MatrixXd& x = parts.training->data().x;
  InputPlane plane{{0, 1, 0, 1}, x.colwise().mean()};
  std::tie(plane.window.x_min, plane.window.x_max) = stretch(parts, 0);
  if (plane.curve()) return plane;
  std::tie(plane.window.y_min, plane.window.y_max) = stretch(parts, 1);
  // Both axes in the same unit, as far as one can see.
  if (const double ratio = plane.window.width() / plane.window.height(); ratio < 6 && ratio > 1.0 / 6)
    plane.window = with_equal_scales(plane.window, 1, 1);
  return plane;
}

Eigen::MatrixXd inputs_on(const InputPlane& plane, int columns, int rows) {
  const Domain& w = plane.window;
  Eigen::MatrixXd x = plane.rest.replicate(Eigen::Index{columns} * rows, 1);
  for (int j = 0; j < rows; ++j)
    for (int i = 0; i < columns; ++i) {
      const Eigen::Index sample = Eigen::Index{j} * columns + i;
      x(sample, 0) = w.x_min + (i + 0.5) / columns * w.width();
      if (!plane.curve()) x(sample, 1) = w.y_min + (j + 0.5) / rows * w.height();
    }
  return x;
}

}  // namespace fallline

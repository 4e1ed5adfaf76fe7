#include "app/export/values.h"

#include <cmath>
#include <limits>

#include "curvature/eigen2.h"
#include "optim/racer_of.h"

namespace fallline::exporting {
namespace {

double unsigned_nan(double v) { return std::isnan(v) ? std::numeric_limits<double>::quiet_NaN() : v; }

}  // namespace

Values values_at(const Surface& surface, Point p) {
  const std::array theta{p.x, p.y};
  Eigen::Array2d gradient;
  const double loss = surface.value_and_gradient(theta, {gradient.data(), 2}, {});
  return {unsigned_nan(loss), unsigned_nan(optim::norm(gradient))};
}

std::array<double, 2> eigenvalues_at(const Surface& surface, Point p) {
  const auto d = surface.derivatives(p);
  return eigen_pairs(d.xx, d.xy, d.yy).lambda;
}

}  // namespace fallline::exporting

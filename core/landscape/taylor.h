// The quadratic model of a surface at a point: L(θ) + gᵀd + ½ dᵀHd, with an error of third order in d.
#pragma once

#include "objective/surface.h"

namespace fallline {

struct TaylorModel {
  Point at;
  Derivatives<double> d;  // of the surface at that point

  double operator()(Point p) const {
    const double dx = p.x - at.x, dy = p.y - at.y;
    return d.value + d.x * dx + d.y * dy + 0.5 * (d.xx * dx * dx + 2 * d.xy * dx * dy + d.yy * dy * dy);
  }
};

// Not finite where the surface, its gradient or its Hessian is not.
TaylorModel taylor_model(const Surface& surface, Point at);

}  // namespace fallline

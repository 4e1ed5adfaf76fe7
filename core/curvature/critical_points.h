// Every critical point of a surface in a domain, by branch and bound with interval arithmetic.
//
// A box is thrown away only when its interval gradient, or the mean-value form g(c) + H(box)(box − c), cannot be zero,
// or Krawczyk's operator proves that it holds no critical point; it is closed when that operator proves that it holds
// exactly one, which Newton's method then finds; else it is halved. Boxes that stay undecided down to the smallest size
// (degenerate points, kinks) are polished and kept only where ‖∇L‖ really vanishes, or on a kink that the surface knows
// of (corners.h). So no point is missed for want of a starting point, and none is invented. Source: Neumaier, Interval
// Methods for Systems of Equations (1990), ch. 5; Hansen & Walster (2004).
#pragma once

#include <stop_token>
#include <vector>

#include "curvature/eigen2.h"
#include "objective/surface.h"

namespace fallline {

struct CriticalPoint {
  Point at;
  double loss;
  double gradient_norm;  // the residual: how critical the point is
  EigenPairs curvature;
  Kind kind;
  bool corner = false;  // on a kink: there are no second derivatives (curvature is NaN), and 0 is as near to Clarke's
                        // generalized gradient as gradient_norm says
};

enum class SearchStatus {
  complete,  // all of the domain is accounted for
  // There may be more: the work limit was reached, or a spot (a kink, a crowd of points) could not be decided.
  partial,
  cancelled,
};

struct CriticalPoints {
  std::vector<CriticalPoint> points;  // sorted by loss, then x, then y
  SearchStatus status = SearchStatus::complete;
  std::size_t boxes = 0;     // looked at
  double tolerance = 0;      // ‖∇L‖ of every point is at most this
  double hessian_scale = 0;  // the usual size of H in the domain, for what counts as a zero eigenvalue
};

CriticalPoints find_critical_points(const Surface& surface, const Domain& domain, std::stop_token stop = {});

}  // namespace fallline

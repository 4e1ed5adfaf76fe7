// Critical points on the kinks of L = s + Σ wᵢ|uᵢ|, where there is no gradient: θ is critical if 0 lies in Clarke's
// generalized gradient, which is within all that ∇s + Σ wᵢσᵢ∇uᵢ can be, σᵢ being the sign of uᵢ, and −1 ≤ σᵢ ≤ 1 where
// uᵢ = 0. Source: Clarke, Optimization and Nonsmooth Analysis (1983), ch. 2; Rockafellar & Wets, Variational Analysis
// (1998), ch. 8 and 13, for what makes such a point a minimum.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "curvature/critical_points.h"

namespace fallline {

// What the kind of a corner means, in a sentence or two.
std::string_view explain_corner(Kind kind);

class Corners {
 public:
  // What is usual in the domain searched: the length of its sides, ‖∇L‖ and ‖H‖.
  struct Scales {
    double side, gradient, hessian;
  };

  // The sum must outlive it.
  Corners(const KinkSum& sum, const Scales& scales) : sum_(sum), scales_(scales) {}

  // Whether it is certain that no point of the box is critical, on a kink or beside one. `margin`: what rounding may do
  // to a gradient.
  bool none_in(Interval x, Interval y, double margin) const;

  // Whether a kink goes through the point.
  bool at(Point p) const;

  // The critical points on the kinks that go through a box, of the smallest size that is searched.
  std::vector<CriticalPoint> in(Interval x, Interval y) const;

 private:
  using Kinks = std::vector<std::size_t>;

  bool goes_through(std::size_t kink, Point p) const;
  Derivatives<double> without(const Kinks& kinks, Point p) const;
  std::optional<CriticalPoint> on_kink(std::size_t kink, Point from) const;
  std::optional<CriticalPoint> on_crossing(std::size_t first, std::size_t second, Point from) const;

  const KinkSum& sum_;
  const Scales scales_;
};

}  // namespace fallline

// Local theory: what the quadratic model at a racer's point predicts for it, and what its path does, side by side.
//
// Measured: let θ* be the fixed point of the local quadratic model, solved again from there until it moves no more
// (Newton's method from the racer's point: the critical point it is near). The error θ_t − θ* is split along the
// eigenvectors of H(θ*), e = uᵀ(θ_t − θ*). Over the last steps up to the one shown, those below the level of rounding
// left out, e_{t+1} = a e_t + c e_{t−1} is fitted by least squares, each equation divided by the greatest of its three
// errors (Prony's method, of order 2). The measured rate is the greater modulus of the roots of z² − a z − c. So an
// error that swings around zero is measured as well as one that falls straight, without being told which it is.
//
// Of the last `window` steps, or a half, or a quarter, the longest counts in which the model holds along u: the mean
// square of uᵀ∇L(θ_t) − λ e is at most `most_misfit`² times that of λ e, both divided as above. So a direction whose
// error has become a by-product of the other one's, e₂ ~ e₁², is not taken for one that decays by itself.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "curvature/eigen2.h"
#include "curvature/linear_method.h"
#include "session/snapshot.h"

namespace fallline {

struct MeasuredRate {
  static constexpr std::size_t window = 48, fewest = 8;  // errors
  static constexpr double most_misfit = 0.05;            // of the model, and of the fit

  enum class Status {
    measured,
    too_few,    // steps so far
    rounding,   // the error has long been at the level of rounding
    far,        // no critical point near enough for the quadratic model to hold along u
    irregular,  // the errors follow no such recurrence: noise, or steps of another kind
  };
  Status status = Status::far;
  double rate = 0;                   // a step, where measured
  double misfit = 0;                 // root mean square of what the fit leaves, where measured
  std::int64_t first = 0, last = 0;  // the steps whose errors were used, where measured
};
std::string_view words(MeasuredRate::Status status);    // "too few steps", …
std::string_view explain(MeasuredRate::Status status);  // in a sentence without its end

struct FixedPoint {
  Point at;
  double gradient_norm;  // the residual
  EigenPairs curvature;

  double error(Point theta, std::size_t k) const {
    return curvature.u[k].x * (theta.x - at.x) + curvature.u[k].y * (theta.y - at.y);
  }
};
// Nothing where Newton's method from θ does not settle within 30 steps, as at a degenerate point.
std::optional<FixedPoint> fixed_point(const Surface& surface, Point theta);

// Along both eigenvectors, with the history up to `step`.
std::array<MeasuredRate, 2> measure_rates(const Surface& surface, const HistoryView& history, std::int64_t step,
                                          const FixedPoint& fixed);

// What the racer is on a quadratic in the step after `step`, with η as its schedules make it then; nothing for
// optimizers whose steps are not linear in the error.
std::optional<LinearMethod> linear_method(const RacerSpec& spec, std::int64_t step);

// What the schedules around the method make of η in the step after `step`: a factor. Those that watch the loss are
// left out, as is every block that is no schedule: the theory is that of the racer without them.
double scheduled_factor(const RacerSpec& spec, std::int64_t step);
std::vector<std::string_view> left_out(const RacerSpec& spec);  // labels of blocks

struct LocalTheory {
  std::optional<LinearMethod> method;
  EigenPairs here;  // at the racer's point: what the prediction is for
  std::optional<FixedPoint> fixed;
  std::array<MeasuredRate, 2> measured;
};
LocalTheory local_theory(const Surface& surface, const RacerSnapshot& racer);

}  // namespace fallline

#include "session/local_theory.h"

#include <Eigen/QR>
#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "optim/blocks.h"

namespace fallline {
namespace {

using Status = MeasuredRate::Status;
constexpr double epsilon = std::numeric_limits<double>::epsilon();

// Below this an error is mostly rounding: θ carries half a unit in its last place, and θ* what Newton's method left.
double rounding_level(const FixedPoint& fixed, Point theta, std::size_t k) {
  constexpr double clear = 1e5;
  const double size = std::hypot(fixed.at.x, fixed.at.y) + std::hypot(theta.x - fixed.at.x, theta.y - fixed.at.y);
  return clear * (epsilon * size + fixed.gradient_norm / std::abs(fixed.curvature.lambda[k]));
}

// The last step up to `step` whose error is above the level of rounding; none among the last thousands: nothing.
std::optional<std::size_t> last_clear_step(const HistoryView& history, std::size_t step, const FixedPoint& fixed,
                                           std::size_t k) {
  constexpr std::size_t looked_at = 4096;
  for (std::size_t back = 0; back < looked_at && back <= step; ++back) {
    const Point theta = history.at(step - back);
    if (std::abs(fixed.error(theta, k)) > rounding_level(fixed, theta, k)) return step - back;
  }
  return std::nullopt;
}

struct Errors {
  std::vector<double> e;     // along u, one a step
  std::vector<double> rest;  // uᵀ∇L − λ e

  double scale(std::size_t i) const { return std::max({std::abs(e[i - 1]), std::abs(e[i]), std::abs(e[i + 1])}); }
};

Errors errors(const Surface& surface, const HistoryView& history, std::size_t first, std::size_t count,
              const FixedPoint& fixed, std::size_t k) {
  Errors all;
  const Point u = fixed.curvature.u[k];
  for (std::size_t i = 0; i < count; ++i) {
    const Point theta = history.at(first + i);
    const auto d = surface.derivatives(theta);
    all.e.push_back(fixed.error(theta, k));
    all.rest.push_back(u.x * d.x + u.y * d.y - fixed.curvature.lambda[k] * all.e.back());
  }
  return all;
}

// From error `from` on.
bool model_holds(const Errors& all, std::size_t from, double lambda) {
  double rest = 0, model = 0;
  for (std::size_t i = from + 1; i + 1 < all.e.size(); ++i) {
    const double scale = all.scale(i), r = all.rest[i] / scale, m = lambda * all.e[i] / scale;
    rest += r * r;
    model += m * m;
  }
  return rest <= MeasuredRate::most_misfit * MeasuredRate::most_misfit * model;
}

MeasuredRate fit(const Errors& all, std::size_t from) {
  const auto equations = static_cast<Eigen::Index>(all.e.size() - from - 2);
  Eigen::MatrixX2d before(equations, 2);
  Eigen::VectorXd after(equations);
  for (Eigen::Index row = 0; row < equations; ++row) {
    const std::size_t i = from + 1 + static_cast<std::size_t>(row);
    const double scale = all.scale(i);
    before.row(row) << all.e[i] / scale, all.e[i - 1] / scale;
    after[row] = all.e[i + 1] / scale;
  }
  // One root alone leaves the two columns parallel but for what rounding adds: then the shortest solution, whose second
  // root is the lesser one.
  Eigen::CompleteOrthogonalDecomposition<Eigen::MatrixX2d> solver;
  solver.setThreshold(1e-5);
  const Eigen::Vector2d solution = solver.compute(before).solve(after);
  MeasuredRate result;
  result.misfit = (before * solution - after).norm() / std::sqrt(static_cast<double>(equations));
  result.rate = spectral_radius({solution[0], -solution[1]});
  result.status = result.misfit <= MeasuredRate::most_misfit ? Status::measured : Status::irregular;
  return result;
}

MeasuredRate measure(const Surface& surface, const HistoryView& history, std::size_t step, const FixedPoint& fixed,
                     std::size_t k) {
  const auto last = last_clear_step(history, step, fixed, k);
  if (!last) return {.status = Status::rounding};
  std::size_t count = std::min(MeasuredRate::window, *last + 1);
  if (count < MeasuredRate::fewest)
    return {.status = step + 1 < MeasuredRate::fewest ? Status::too_few : Status::rounding};
  const Errors all = errors(surface, history, *last + 1 - count, count, fixed, k);
  for (; count >= MeasuredRate::fewest; count /= 2) {
    const std::size_t from = all.e.size() - count;
    if (!model_holds(all, from, fixed.curvature.lambda[k])) continue;
    MeasuredRate result = fit(all, from);
    result.first = static_cast<std::int64_t>(*last + 1 - count);
    result.last = static_cast<std::int64_t>(*last);
    return result;
  }
  return {.status = Status::far};
}

// A schedule that needs to know no more than the number of the step.
bool counts_steps(const BlockSpec& block) {
  return find_block(block.key)->group == BlockGroup::schedule && block.key != "plateau";
}

}  // namespace

std::string_view words(Status status) {
  constexpr std::string_view all[] = {"measured", "too few steps", "at rounding level", "not near enough", "irregular"};
  return all[static_cast<int>(status)];
}

std::string_view explain(Status status) {
  constexpr std::string_view all[] = {
      "the errors follow a linear recurrence", "too few steps so far for a fit",
      "the error has long been at the level of rounding",
      "no critical point is near enough for the quadratic model to hold along this eigenvector",
      "the errors follow no linear recurrence, for noise or because the steps are of another kind"};
  return all[static_cast<int>(status)];
}

std::optional<FixedPoint> fixed_point(const Surface& surface, Point theta) {
  constexpr int most = 30;
  constexpr double still = 1e-12;
  Point at = theta;
  for (int i = 0; i < most; ++i) {
    const auto d = surface.derivatives(at);
    const double det = d.xx * d.yy - d.xy * d.xy;
    const Point by{(d.xy * d.y - d.yy * d.x) / det, (d.xy * d.x - d.xx * d.y) / det};
    if (!std::isfinite(by.x) || !std::isfinite(by.y)) return std::nullopt;
    at = {at.x + by.x, at.y + by.y};
    const double size = std::max(std::hypot(at.x, at.y), std::hypot(at.x - theta.x, at.y - theta.y));
    if (std::hypot(by.x, by.y) > still * size) continue;
    const auto end = surface.derivatives(at);
    const EigenPairs pairs = eigen_pairs(end.xx, end.xy, end.yy);
    if (!std::isfinite(pairs.lambda[0]) || pairs.lambda[0] == 0 || pairs.lambda[1] == 0) return std::nullopt;
    return FixedPoint{at, std::hypot(end.x, end.y), pairs};
  }
  return std::nullopt;
}

std::array<MeasuredRate, 2> measure_rates(const Surface& surface, const HistoryView& history, std::int64_t step,
                                          const FixedPoint& fixed) {
  const std::size_t shown = std::min(static_cast<std::size_t>(step), history.size() - 1);
  return {measure(surface, history, shown, fixed, 0), measure(surface, history, shown, fixed, 1)};
}

double scheduled_factor(const RacerSpec& spec, std::int64_t step) {
  optim::Step<Eigen::Array2d> next{Eigen::Array2d::Zero(), Eigen::Array2d::Zero(), step + 1};
  for (const BlockSpec& block : spec.blocks) {
    if (!counts_steps(block)) continue;
    const auto part = find_block(block.key)->make(block.values);
    auto state = part.on_two->initial_state(next.update);
    part.on_two->apply(state, next);
  }
  return next.rate;
}

std::vector<std::string_view> left_out(const RacerSpec& spec) {
  std::vector<std::string_view> labels;
  for (const BlockSpec& block : spec.blocks)
    if (!counts_steps(block)) labels.push_back(find_block(block.key)->label);
  return labels;
}

std::optional<LinearMethod> linear_method(const RacerSpec& spec, std::int64_t step) {
  using Family = LinearMethod::Family;
  constexpr std::pair<std::string_view, Family> linear[] = {{"sgd", Family::descent},
                                                            {"momentum", Family::heavy_ball},
                                                            {"nesterov", Family::nesterov},
                                                            {"newton", Family::newton},
                                                            {"saddle_free_newton", Family::saddle_free}};
  const auto* found =
      std::find_if(std::begin(linear), std::end(linear), [&](const auto& l) { return l.first == spec.optimizer; });
  if (found == std::end(linear)) return std::nullopt;
  const auto value = [&](std::string_view key, double otherwise) {
    const auto i = find_parameter(info(spec).parameters, key);
    return i ? spec.values[*i] : otherwise;
  };
  return LinearMethod{found->second, value("lr", 1) * scheduled_factor(spec, step), value("momentum", 0)};
}

LocalTheory local_theory(const Surface& surface, const RacerSnapshot& racer) {
  const auto d = surface.derivatives(racer.theta);
  LocalTheory theory{
      linear_method(racer.spec, racer.step), eigen_pairs(d.xx, d.xy, d.yy), fixed_point(surface, racer.theta), {}};
  if (theory.fixed) theory.measured = measure_rates(surface, racer.history, racer.step, *theory.fixed);
  return theory;
}

}  // namespace fallline

// Racers without a session: what most tests of optimizers need.
#pragma once

#include <algorithm>
#include <cmath>
#include <memory>
#include <string_view>
#include <vector>

#include "optim/recipes.h"
#include "support/tables.h"

namespace fallline::test {

// The default values of an optimizer with some of them changed, by key.
inline std::vector<double> values_of(std::string_view optimizer,
                                     std::initializer_list<std::pair<std::string_view, double>> changes = {}) {
  const auto parameters = find_optimizer(optimizer)->parameters;
  std::vector<double> values = initial_values(parameters);
  for (const auto& [key, value] : changes) values.at(find_parameter(parameters, key).value()) = value;
  return values;
}

inline std::unique_ptr<Racer> racer_at(std::string_view optimizer, const std::vector<double>& values,
                                       const Objective& objective, const std::vector<double>& start) {
  auto racer = find_optimizer(optimizer)->make(start.size(), values);
  racer->place(objective, start);
  return racer;
}

inline std::vector<double> theta_of(const Racer& racer) { return {racer.theta().begin(), racer.theta().end()}; }

// All that can be read from a racer, to compare two of them bit for bit.
struct State {
  std::vector<double> theta, gradient;
  double loss, gradient_norm;
  std::int64_t steps;
  bool finite;
  friend bool operator==(const State&, const State&) = default;
};
inline State state_of(const Racer& r) {
  return {theta_of(r), {r.gradient().begin(), r.gradient().end()}, r.loss(), r.gradient_norm(), r.steps_taken(),
          r.finite()};
}

inline std::vector<std::vector<double>> vectors_of(const std::vector<PartOfStep>& parts) {
  std::vector<std::vector<double>> vectors;
  for (const PartOfStep& part : parts) vectors.push_back(part.vector);
  return vectors;
}

// Whether each coordinate goes its way without a look at the others.
inline bool is_element_wise(const OptimizerInfo& optimizer) {
  return std::ranges::all_of(optimizer.blocks(initial_values(optimizer.parameters)), [](const BlockSpec& block) {
    return find_block(block.key)->make(block.values).on_bundle != nullptr;
  });
}

// Those whose steps have noise of their own, also where there is no gradient.
inline bool throws_dice(std::string_view optimizer) { return optimizer == "perturbed_gd" || optimizer == "sgld"; }

// A learning rate for which a descent over a surface from its start is gentle: small beside the curvature for methods
// that step by the gradient, small beside the domain for those that rescale it. A line search needs none.
inline std::vector<double> gentle_values(const OptimizerInfo& optimizer, const SurfaceInfo& surface) {
  std::vector<double> values = initial_values(optimizer.parameters);
  const auto lr = find_parameter(optimizer.parameters, "lr");
  if (!lr || optimizer.key == "adadelta") return values;  // adadelta's steps begin at √ε, whatever the surface
  const auto function = make_surface(surface.key);
  double curvature = 0;
  for (const Point p : points_around(surface.domain, 200, 1)) {
    if (!surface.domain.contains(p)) continue;
    const auto d = function->derivatives(p);
    curvature = std::max(curvature, std::abs(d.xx) + std::abs(d.xy) + std::abs(d.yy));
  }
  const double by_gradient = 0.02 / curvature, rescaled = 1e-4 * surface.domain.width();
  const bool rescales = std::ranges::any_of(optimizer.blocks(values), [](const BlockSpec& block) {
    return find_block(block.key)->group == BlockGroup::scale;
  });
  values[*lr] = rescales ? rescaled : by_gradient;
  if (optimizer.key == "radam") values[*lr] = std::min(by_gradient, rescaled);  // its first steps are not scaled
  if (optimizer.key == "sam") values[find_parameter(optimizer.parameters, "rho").value()] = 1e-3;
  if (optimizer.key == "sgld") values[find_parameter(optimizer.parameters, "noise").value()] = 1e-3;
  return values;
}

}  // namespace fallline::test

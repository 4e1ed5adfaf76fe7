// Problem: what the parts of a chain may ask of the objective within one step, at any point: on the step's mini-batch
// and with the step's noise, so that a line search looks at the same function at all its points.
#pragma once

#include <vector>

#include "objective/objective.h"

namespace fallline::optim {

template <class V>
ConstVector view(const V& v) {
  return {v.data(), static_cast<std::size_t>(v.size())};
}
template <class V>
Vector view(V& v) {
  return {v.data(), static_cast<std::size_t>(v.size())};
}

// L(θ), with ∇L(θ) written to `gradient`.
template <class V>
double value_and_gradient(const Objective& objective, const V& theta, V& gradient, const Batch& batch) {
  if constexpr (V::SizeAtCompileTime == 2) {
    double value;
    const Pair g = objective.gradient_at(theta[0], theta[1], value, batch);
    gradient = V(g[0], g[1]);
    return value;
  } else {
    return objective.value_and_gradient(view(theta), view(gradient), batch);
  }
}

template <class V>
struct Problem {
  const Objective* objective;
  Batch batch;
  const V* noise = nullptr;  // added to each gradient; the value then has noise·θ added

  double value(const V& theta) const {
    const double value = objective->value(view(theta), batch);
    return noise ? value + (*noise * theta).sum() : value;
  }
  double value_and_gradient(const V& theta, V& gradient) const {
    const double value = optim::value_and_gradient(*objective, theta, gradient, batch);
    if (!noise) return value;
    gradient += *noise;
    return value + (*noise * theta).sum();
  }
  Eigen::MatrixXd hessian(const V& theta) const { return objective->hessian(view(theta), batch); }

  // The same without the objective's term λ‖θ‖₁.
  Problem smooth() const { return {&objective->smooth(), batch, noise}; }
};

// A point that a line search has looked at.
struct TrialPoint {
  std::vector<double> theta;
  double loss;    // of this step's problem
  bool accepted;  // where the step ends
};

}  // namespace fallline::optim

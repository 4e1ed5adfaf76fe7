// Proximal parts, for L(θ) + λ‖θ‖₁: the gradient is that of L alone, and the term is dealt with exactly, by the soft
// threshold S. λ is the objective's; where it is 0 they are plain descents.
#pragma once

#include <cmath>

#include "optim/transforms.h"

namespace fallline::optim {

// S_τ(v) = sign(v) max(|v| − τ, 0): the θ that minimizes ½‖θ − v‖² + τ‖θ‖₁.
template <class V>
V soft_threshold(const V& v, double tau) {
  return v.sign() * (v.abs() - tau).max(0.0);
}

// u ← S_{ηλ}(θ + u) − θ. Behind a learning rate this is ISTA. Beck & Teboulle 2009, §3.
struct SoftThreshold {
  static constexpr std::string_view key = "soft_threshold";
  static constexpr std::string_view label = "thresholded";
  static constexpr bool smooth = true;
  static constexpr std::tuple<> options{};
  template <class V>
  using State = Nothing;
  template <class V>
  [[gnu::noinline]] void apply(Nothing&, Step<V>& s) const {
    const V at = *s.theta + s.update;
    s.update = soft_threshold<V>(at, s.eta * s.problem->objective->l1()) - *s.theta;
  }
};

// x_k = S_{ηλ}(y_k − η∇L(y_k)); t_{k+1} = (1 + √(1 + 4t_k²))/2; y_{k+1} = x_k + (t_k − 1)/t_{k+1} (x_k − x_{k−1}); x is
// the iterate. Behind a learning rate this is FISTA. Beck & Teboulle 2009, §4.
struct AcceleratedThreshold {
  static constexpr std::string_view key = "accelerated_threshold";
  static constexpr std::string_view label = "thresholded";
  static constexpr bool smooth = true;
  static constexpr std::tuple<> options{};

  template <class V>
  struct State {
    V ahead;  // y − x
    double t = 1;
    explicit State(const V& like) : ahead(zero_like(like)) {}
  };
  template <class V>
  const V& look_ahead(const State<V>& state) const {
    return state.ahead;
  }
  template <class V>
  [[gnu::noinline]] void apply(State<V>& state, Step<V>& s) const {
    const V at = *s.theta + state.ahead + s.update;
    s.update = soft_threshold<V>(at, s.eta * s.problem->objective->l1()) - *s.theta;
    const double next = 0.5 * (1 + std::sqrt(1 + 4 * state.t * state.t));
    state.ahead = (state.t - 1) / next * s.update;
    state.t = next;
  }
};

// ADMM for L(θ) + λ‖z‖₁ with θ − z = 0, w the multiplier divided by ρ. θ minimizes the augmented Lagrangian with L
// replaced by its tangent and ‖θ − θ₋‖²/2η (u is −ηg):
//   θ ← (θ + u + ηρ(z − w))/(1 + ηρ);  z ← S_{λ/ρ}(θ + w);  w ← w + θ − z
// `stochastic`: η falls as 1/√t. Shown is z, which lands on 0 exactly. Boyd et al. 2011, §3; Ouyang et al. 2013,
// alg. 1.
struct AdmmStep {
  static constexpr std::string_view key = "admm_step";
  static constexpr std::string_view label = "ADMM step";
  static constexpr bool smooth = true;
  double rho;
  bool stochastic;
  static constexpr std::tuple options{&AdmmStep::rho, &AdmmStep::stochastic};

  template <class V>
  struct State {
    V z, w;
    explicit State(const V& like) : z(like), w(zero_like(like)) {}
  };
  template <class V>
  [[gnu::noinline]] void apply(State<V>& state, Step<V>& s) const {
    if (stochastic) {
      const double share = 1 / std::sqrt(static_cast<double>(s.t));
      s.eta *= share;
      s.update *= share;
    }
    const double pull = s.eta * rho;
    s.update = (s.update + pull * (state.z - state.w - *s.theta)) / (1 + pull);
    const V theta = *s.theta + s.update;
    state.z = soft_threshold<V>(theta + state.w, s.problem->objective->l1() / rho);
    state.w += theta - state.z;
  }
  template <class V>
  V report(State<V>& state, const V&) const {
    return state.z;
  }
};

}  // namespace fallline::optim

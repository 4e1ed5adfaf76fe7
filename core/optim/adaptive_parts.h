// The parts of Adam's relatives, and of methods that look at the sign of the gradient alone.
#pragma once

#include "optim/transforms.h"

namespace fallline::optim {

// r ← ρ r + (1−ρ) g²;  m ← max(m, r);  u/(√(m/(1−ρᵗ)) + δ): divisors that do not shrink again. Reddi, Kale & Kumar
// 2018, with the corrections that Adam has, as PyTorch adds them: the maximum is of what is not yet corrected.
struct MaximumScale {
  static constexpr std::string_view key = "maximum_scale";
  static constexpr bool element_wise = true;
  static constexpr std::string_view label = "scaled";
  double rho, delta;
  static constexpr std::tuple options{&MaximumScale::rho, &MaximumScale::delta};
  template <class V>
  struct State : SquareAverage<V> {
    V greatest;
    explicit State(const V& like) : SquareAverage<V>(like), greatest(zero_like(like)) {}
  };
  template <class V>
  void apply(State<V>& state, Step<V>& s) const {
    state.r = rho * state.r + (1 - rho) * s.gradient.square();
    state.greatest = state.greatest.max(state.r);
    state.power = next_power(state.power, rho);
    s.update /= (state.greatest * (1 / (1 - state.power))).sqrt() + guarded(delta);
  }
};

// r ← max(ρ r, |g| + δ);  u/r. Kingma & Ba 2015, §7.1, where δ is 0.
struct InfinityScale {
  static constexpr std::string_view key = "infinity_scale";
  static constexpr bool element_wise = true;
  static constexpr std::string_view label = "scaled";
  double rho, delta;
  static constexpr std::tuple options{&InfinityScale::rho, &InfinityScale::delta};
  template <class V>
  using State = Velocity<V>;
  template <class V>
  void apply(Velocity<V>& state, Step<V>& s) const {
    state.v = (rho * state.v).max(s.gradient.abs() + guarded(delta));
    s.update /= state.v;
  }
};

// s ← β s + (1−β) g;  u = (1−μ_t)/(1−M_t) g + μ_{t+1}/(1−M_{t+1}) s,  with μ_t = β(1 − ½·0.96^{ψt}), M_t = μ₁⋯μ_t.
// Dozat 2016, with the warm-up of μ that is proposed there.
struct NesterovAverage {
  static constexpr std::string_view key = "nesterov_average";
  static constexpr bool element_wise = true;
  static constexpr std::string_view label = "mean gradient ahead";
  double beta, decay;
  static constexpr std::tuple options{&NesterovAverage::beta, &NesterovAverage::decay};
  template <class V>
  struct State : Velocity<V> {
    double product = 1;  // M
    using Velocity<V>::Velocity;
  };
  double mu(double t) const { return beta * (1 - 0.5 * std::pow(0.96, decay * t)); }
  template <class V>
  void apply(State<V>& state, Step<V>& s) const {
    const double now = mu(static_cast<double>(s.t)), next = mu(static_cast<double>(s.t + 1));
    state.v = beta * state.v + (1 - beta) * s.gradient;
    state.product = next_power(state.product, now);
    s.update = (1 - now) / (1 - state.product) * s.gradient + next / (1 - state.product * next) * state.v;
  }
};

// r ← ρ r + (1−ρ) g²;  u √(1−ρᵗ)/(√r + δ) · √((n−4)(n−2)n∞/((n∞−4)(n∞−2)n)) where n > 5, else u,
//   n∞ = 2/(1−ρ) − 1,  n = n∞ − 2tρᵗ/(1−ρᵗ):
// no scale while too few gradients were seen to know it. Liu et al. 2020; n > 4 there, 5 in their code and in PyTorch.
struct RectifiedScale {
  static constexpr std::string_view key = "rectified_scale";
  static constexpr bool element_wise = true;
  static constexpr std::string_view label = "scaled";
  double rho, delta;
  static constexpr std::tuple options{&RectifiedScale::rho, &RectifiedScale::delta};
  template <class V>
  using State = SquareAverage<V>;
  template <class V>
  void apply(SquareAverage<V>& state, Step<V>& s) const {
    state.r = rho * state.r + (1 - rho) * s.gradient.square();
    state.power = next_power(state.power, rho);
    const double most = 2 / (1 - rho) - 1;
    const double n = most - 2 * static_cast<double>(s.t) * state.power / (1 - state.power);
    if (!(n > 5)) return;
    const double rectified = std::sqrt((n - 4) * (n - 2) * most / ((most - 4) * (most - 2) * n));
    s.update *= rectified * std::sqrt(1 - state.power) / (state.r.sqrt() + guarded(delta));
  }
};

// u = β₁ s + (1−β₁) g;  s ← β₂ s + (1−β₂) g: one memory for the step, another for what is kept. Chen et al. 2023.
struct LionAverage {
  static constexpr std::string_view key = "lion_average";
  static constexpr bool element_wise = true;
  static constexpr std::string_view label = "mean gradient";
  double beta1, beta2;
  static constexpr std::tuple options{&LionAverage::beta1, &LionAverage::beta2};
  template <class V>
  using State = Velocity<V>;
  template <class V>
  void apply(Velocity<V>& state, Step<V>& s) const {
    s.update = beta1 * state.v + (1 - beta1) * s.gradient;
    state.v = beta2 * state.v + (1 - beta2) * s.gradient;
  }
};

// −1, 0 or 1 for each coordinate.
struct Sign {
  static constexpr std::string_view key = "sign";
  static constexpr bool element_wise = true;
  static constexpr std::string_view label = "sign";
  static constexpr std::tuple<> options{};
  template <class V>
  using State = Nothing;
  template <class V>
  void apply(Nothing&, Step<V>& s) const {
    s.update = s.update.sign();
  }
};

// u = ±Δ, the sign that of g. Where g keeps its sign Δ ← min(η⁺Δ, Δ_max); where it turns, Δ ← max(η⁻Δ, Δ_min), the last
// step is taken back, and the next sign is not compared with this one. Riedmiller & Braun 1993. Δ begins at 1: it is in
// units of the learning rate, which is their Δ₀; of theirs, 0.1, the bounds here are 50 and 1e-6.
struct ResilientStep {
  static constexpr std::string_view key = "resilient_step";
  static constexpr bool element_wise = true;
  static constexpr std::string_view label = "step size Δ";
  double shrink = 0.5, grow = 1.2, least = 1e-5, most = 500;
  static constexpr std::tuple options{&ResilientStep::shrink, &ResilientStep::grow, &ResilientStep::least,
                                      &ResilientStep::most};
  template <class V>
  struct State {
    V size, sign, update;  // Δ; of the last gradient, 0 after a turn; the last u
    explicit State(const V& like)
        : size(V::Ones(like.rows(), like.cols())), sign(zero_like(like)), update(zero_like(like)) {}
  };
  template <class V>
  void apply(State<V>& state, Step<V>& s) const {
    // Read number by number as they are assigned, without copies; so the last sign, which all depend on, goes last.
    const auto sign = s.gradient.sign();
    const auto turn = sign * state.sign;
    state.size = (turn > 0).select((grow * state.size).min(most),
                                   (turn < 0).select((shrink * state.size).max(least), state.size));
    state.update = (turn < 0).select(-state.update, sign * state.size);
    state.sign = (turn < 0).select(V::Zero(sign.rows(), sign.cols()), sign);
    s.update = state.update;
  }
};

}  // namespace fallline::optim

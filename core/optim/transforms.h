// Transforms: the parts that optimizers are made of. Each turns the update so far into the next one.
//
// A part is an aggregate of options, with
//   key            in the table of blocks (blocks.cpp)
//   label          what the vector behind it is called
//   options        its members, in the order of the table's parameters
//   State<V>       what it remembers between steps, copyable
//   apply(…)       changes step.update, from step.gradient, its state, and what it is given
// and may offer
//   look_ahead(state)     the displacement from θ at which it wants the gradient taken (Nesterov)
//   report(state, θ)      called with each θ reached: the point that is shown in its place (averages)
//   smooth = true         wants the gradient of L without its term λ‖θ‖₁ (proximal methods)
//   element_wise = true   each coordinate goes its way without a look at the others, so that V may hold many starts
//
// V is an Eigen array: two numbers, n numbers, or 2 × N (many starts at once).
// Conventions: g gradient, t counts steps from 1, the chain begins with update = g and its end is θ ← θ + update.
#pragma once

#include <Eigen/Core>
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <string_view>
#include <tuple>
#include <vector>

#include "optim/problem.h"

namespace fallline::optim {

template <class V>
struct Step {
  V gradient;       // g, at the point the chain asked for
  V update;         // what the parts so far have made of it
  std::int64_t t;   // this step's number, from 1
  double rate = 1;  // what the schedules so far make of the learning rate: a factor
  double eta = 1;   // the learning rate that the update was made with, the factor included; 1 before there is one

  const V* theta = nullptr;  // where the step begins
  // The loss there (without noise, of all samples), and whom to ask about other points. Not there for many starts at
  // once.
  double loss = 0;
  const Problem<V>* problem = nullptr;
  std::vector<TrialPoint>* trials = nullptr;  // where line searches put the points they look at, if anyone cares
};

template <class V>
V zero_like(const V& v) {
  return V::Zero(v.rows(), v.cols());
}

// What δ is at least: a coordinate that never had a slope would else be 0/0. Nothing changes where divisors are
// ordinary numbers.
inline double guarded(double delta) { return std::max(delta, 1e-150); }

// β power, but 0 once that counts for nothing beside 1: multiplied on it would stay a subnormal number for ever, and
// those are slow.
inline double next_power(double power, double beta) { return power < 1e-20 ? 0.0 : beta * power; }

struct Nothing {
  template <class V>
  explicit Nothing(const V&) {}
};

// −η u
struct LearningRate {
  static constexpr std::string_view key = "learning_rate";
  static constexpr bool element_wise = true;
  static constexpr std::string_view label = "step −η·";
  double eta;
  static constexpr std::tuple options{&LearningRate::eta};
  template <class V>
  using State = Nothing;
  template <class V>
  void apply(Nothing&, Step<V>& s) const {
    s.eta = eta * s.rate;
    s.update *= -s.eta;
  }
};

template <class V>
struct Velocity {
  V v;
  explicit Velocity(const V& like) : v(zero_like(like)) {}
};

// v ← α v + u. Polyak 1964.
struct Momentum {
  static constexpr std::string_view key = "momentum";
  static constexpr bool element_wise = true;
  static constexpr std::string_view label = "momentum v";
  double alpha;
  static constexpr std::tuple options{&Momentum::alpha};
  template <class V>
  using State = Velocity<V>;
  template <class V>
  void apply(Velocity<V>& state, Step<V>& s) const {
    state.v = alpha * state.v + s.update;
    s.update = state.v;
  }
};

// The same, with the gradient taken at θ + α v. Sutskever et al. 2013.
struct NesterovMomentum : Momentum {
  static constexpr std::string_view key = "nesterov_momentum";
  template <class V>
  auto look_ahead(const Velocity<V>& state) const {
    return alpha * state.v;
  }
};

// Momentum whose α grows with the steps: from θ_k the gradient is taken at θ_k + α_k v,
//   α_k = (t_k − 1)/t_{k+1},  t₁ = 1,  t_{k+1} = (1 + √(1 + 4 t_k²))/2.
// Nesterov 1983; in the form of Beck & Teboulle 2009 (FISTA), where θ is x and the point looked ahead to is y.
struct AcceleratedMomentum {
  static constexpr std::string_view key = "accelerated_momentum";
  static constexpr bool element_wise = true;
  static constexpr std::string_view label = "momentum v";
  static constexpr std::tuple<> options{};
  template <class V>
  struct State {
    V v;
    double t = 1, alpha = 0;
    explicit State(const V& like) : v(zero_like(like)) {}
  };
  template <class V>
  auto look_ahead(const State<V>& state) const {
    return state.alpha * state.v;
  }
  template <class V>
  void apply(State<V>& state, Step<V>& s) const {
    state.v = state.alpha * state.v + s.update;
    s.update = state.v;
    const double next = 0.5 * (1 + std::sqrt(1 + 4 * state.t * state.t));
    state.alpha = (state.t - 1) / next;
    state.t = next;
  }
};

// s ← β s + (1−β) g
struct GradientAverage {
  static constexpr std::string_view key = "gradient_average";
  static constexpr bool element_wise = true;
  static constexpr std::string_view label = "mean gradient s";
  double beta;
  static constexpr std::tuple options{&GradientAverage::beta};
  template <class V>
  using State = Velocity<V>;
  template <class V>
  void apply(Velocity<V>& state, Step<V>& s) const {
    state.v = beta * state.v + (1 - beta) * s.gradient;
    s.update = state.v;
  }
};

// u / (1 − βᵗ): what an average that began at zero is short of. Kingma & Ba 2015, §3.
struct BiasCorrection {
  static constexpr std::string_view key = "bias_correction";
  static constexpr bool element_wise = true;
  static constexpr std::string_view label = "corrected ŝ";
  double beta;
  static constexpr std::tuple options{&BiasCorrection::beta};
  template <class V>
  struct State {
    double power = 1;  // βᵗ
    explicit State(const V&) {}
  };
  template <class V>
  void apply(State<V>& state, Step<V>& s) const {
    state.power = next_power(state.power, beta);
    s.update *= 1 / (1 - state.power);
  }
};

template <class V>
struct SquareAverage {
  V r;
  double power = 1;  // ρᵗ
  explicit SquareAverage(const V& like) : r(zero_like(like)) {}
};

// r ← ρ r + (1−ρ) g²;  r̂ = r/(1 − ρᵗ);  u/(√r̂ + δ). The second moment of Adam, with its correction.
struct AdamScale {
  static constexpr std::string_view key = "adam_scale";
  static constexpr bool element_wise = true;
  static constexpr std::string_view label = "scaled";
  double rho, delta;
  static constexpr std::tuple options{&AdamScale::rho, &AdamScale::delta};
  template <class V>
  using State = SquareAverage<V>;
  template <class V>
  void apply(SquareAverage<V>& state, Step<V>& s) const {
    state.r = rho * state.r + (1 - rho) * s.gradient.square();
    state.power = next_power(state.power, rho);
    s.update /= (state.r * (1 / (1 - state.power))).sqrt() + guarded(delta);
  }
};

// r ← ρ r + (1−ρ) g²;  u/√(δ + r), or u/(√r + δ) with epsilon_outside, where other libraries put it. Hinton 2012.
struct RmsScale {
  static constexpr std::string_view key = "rms_scale";
  static constexpr bool element_wise = true;
  static constexpr std::string_view label = "scaled";
  double rho, delta;
  bool epsilon_outside;
  static constexpr std::tuple options{&RmsScale::rho, &RmsScale::delta, &RmsScale::epsilon_outside};
  template <class V>
  using State = SquareAverage<V>;
  template <class V>
  void apply(SquareAverage<V>& state, Step<V>& s) const {
    state.r = rho * state.r + (1 - rho) * s.gradient.square();
    if (epsilon_outside)
      s.update /= state.r.sqrt() + guarded(delta);
    else
      s.update /= (guarded(delta) + state.r).sqrt();
  }
};

// r ← r + g²;  u/(δ + √r), or with `average` u/(δ + √(r/t)). Duchi et al. 2011.
struct SumScale {
  static constexpr std::string_view key = "sum_scale";
  static constexpr bool element_wise = true;
  static constexpr std::string_view label = "scaled";
  double delta;
  bool average;
  static constexpr std::tuple options{&SumScale::delta, &SumScale::average};
  template <class V>
  using State = SquareAverage<V>;
  template <class V>
  void apply(SquareAverage<V>& state, Step<V>& s) const {
    state.r += s.gradient.square();
    if (average)
      s.update /= (state.r * (1 / static_cast<double>(s.t))).sqrt() + guarded(delta);
    else
      s.update /= state.r.sqrt() + guarded(delta);
  }
};

template <class V>
struct TwoAverages {
  V of_squares, of_updates;
  explicit TwoAverages(const V& like) : of_squares(zero_like(like)), of_updates(zero_like(like)) {}
};

// E ← ρ E + (1−ρ) g²;  Δ = √(D + ε)/√(E + ε) ⊙ u;  D ← ρ D + (1−ρ) Δ². Zeiler 2012.
struct DeltaScale {
  static constexpr std::string_view key = "delta_scale";
  static constexpr bool element_wise = true;
  static constexpr std::string_view label = "scaled Δ";
  double rho, epsilon;
  static constexpr std::tuple options{&DeltaScale::rho, &DeltaScale::epsilon};
  template <class V>
  using State = TwoAverages<V>;
  template <class V>
  void apply(TwoAverages<V>& state, Step<V>& s) const {
    state.of_squares = rho * state.of_squares + (1 - rho) * s.gradient.square();
    s.update *= ((state.of_updates + epsilon) / (state.of_squares + guarded(epsilon))).sqrt();
    state.of_updates = rho * state.of_updates + (1 - rho) * s.update.square();
  }
};

}  // namespace fallline::optim

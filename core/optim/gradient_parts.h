// Parts that stand before a method and say what the gradient is: they change g and u alike, so that parts behind them
// see it whichever of the two they look at. And the decay that stands behind a method.
#pragma once

#include "optim/transforms.h"

namespace fallline::optim {

// u · min(1, c/‖u‖), and g by the same factor. Pascanu, Mikolov & Bengio 2013.
struct ClipNorm {
  static constexpr std::string_view key = "clip_norm";
  static constexpr std::string_view label = "clipped";
  double limit;
  static constexpr std::tuple options{&ClipNorm::limit};
  template <class V>
  using State = Nothing;
  template <class V>
  void apply(Nothing&, Step<V>& s) const {
    const double length = s.update.matrix().stableNorm();
    if (!(length > limit)) return;
    s.update *= limit / length;
    s.gradient *= limit / length;
  }
};

// Each coordinate of u, and of g, cut to [−c, c].
struct ClipValue {
  static constexpr std::string_view key = "clip_value";
  static constexpr bool element_wise = true;
  static constexpr std::string_view label = "clipped";
  double limit;
  static constexpr std::tuple options{&ClipValue::limit};
  template <class V>
  using State = Nothing;
  template <class V>
  void apply(Nothing&, Step<V>& s) const {
    s.update = s.update.max(-limit).min(limit);
    s.gradient = s.gradient.max(-limit).min(limit);
  }
};

// u + 2λθ, and g likewise: what a term λ‖θ‖² adds to the gradient.
struct CoupledDecay {
  static constexpr std::string_view key = "coupled_decay";
  static constexpr std::string_view label = "with decay";
  double lambda;
  static constexpr std::tuple options{&CoupledDecay::lambda};
  template <class V>
  using State = Nothing;
  template <class V>
  void apply(Nothing&, Step<V>& s) const {
    s.update += 2 * lambda * *s.theta;
    s.gradient += 2 * lambda * *s.theta;
  }
};

// The gradient at θ + ρ g/‖g‖ in place of that at θ: one more evaluation a step. Foret et al. 2021, with their norm 2.
struct SharpnessAscent {
  static constexpr std::string_view key = "sharpness_ascent";
  static constexpr std::string_view label = "gradient uphill";
  double rho;
  static constexpr std::tuple options{&SharpnessAscent::rho};
  template <class V>
  using State = Nothing;
  template <class V>
  void apply(Nothing&, Step<V>& s) const {
    const double length = s.gradient.matrix().stableNorm();
    if (!(length > 0)) return;
    const V uphill = *s.theta + (rho / length) * s.gradient;
    s.problem->value_and_gradient(uphill, s.gradient);
    s.update = s.gradient;
  }
};

// u − η λ θ: the weights shrink by themselves, whatever the method makes of the gradient. Loshchilov & Hutter 2019.
struct DecoupledDecay {
  static constexpr bool element_wise = true;
  static constexpr std::string_view key = "decoupled_decay";
  static constexpr std::string_view label = "decayed";
  double lambda;
  static constexpr std::tuple options{&DecoupledDecay::lambda};
  template <class V>
  using State = Nothing;
  template <class V>
  void apply(Nothing&, Step<V>& s) const {
    s.update -= s.eta * lambda * *s.theta;
  }
};

}  // namespace fallline::optim

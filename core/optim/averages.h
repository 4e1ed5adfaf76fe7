// Averages of the points reached: what is shown in their place. The steps go their way without a look at them.
#pragma once

#include "optim/transforms.h"

namespace fallline::optim {

// a ← β a + (1−β) θ over the points reached, the start not among them; shown is a/(1−βᵗ). The correction of Kingma &
// Ba 2015, §7.2.
struct ExponentialAverage {
  static constexpr std::string_view key = "exponential_average";
  static constexpr std::string_view label = "averaged";
  static constexpr bool element_wise = true;
  double beta;
  static constexpr std::tuple options{&ExponentialAverage::beta};
  template <class V>
  struct State {
    V mean;
    double power = 1;  // βᵗ
    explicit State(const V& like) : mean(zero_like(like)) {}
  };
  template <class V>
  void apply(State<V>&, Step<V>&) const {}
  template <class V>
  V report(State<V>& state, const V& theta) const {
    state.mean = beta * state.mean + (1 - beta) * theta;
    state.power = next_power(state.power, beta);
    return state.mean / (1 - state.power);
  }
};

// The mean of θ_s … θ_t, from step s on; θ itself before. Ruppert 1988; Polyak & Juditsky 1992.
struct PolyakAverage {
  static constexpr std::string_view key = "polyak_average";
  static constexpr std::string_view label = "averaged";
  static constexpr bool element_wise = true;
  double from;
  static constexpr std::tuple options{&PolyakAverage::from};
  template <class V>
  struct State {
    V mean;
    double steps = 0, averaged = 0;
    explicit State(const V& like) : mean(zero_like(like)) {}
  };
  template <class V>
  void apply(State<V>&, Step<V>&) const {}
  template <class V>
  V report(State<V>& state, const V& theta) const {
    if (++state.steps < from) return theta;
    state.mean += (theta - state.mean) / ++state.averaged;
    return state.mean;
  }
};

}  // namespace fallline::optim

// Schedules: parts that change no vector but the learning rate of the parts behind them, as a factor of it. Several
// multiply.
#pragma once

#include <algorithm>
#include <cmath>
#include <numbers>

#include "optim/transforms.h"

namespace fallline::optim {

// What a schedule that depends on t alone looks like: Own::factor(t).
template <class Own>
struct ScheduleOf {
  static constexpr bool element_wise = true;
  static constexpr std::string_view label = "scheduled";
  template <class V>
  using State = Nothing;
  template <class V>
  void apply(Nothing&, Step<V>& s) const {
    s.rate *= static_cast<const Own&>(*this).factor(static_cast<double>(s.t));
  }
};

// From 1 down to `floor` along half a cosine in `steps` steps, then `floor`. Loshchilov & Hutter 2017.
struct Cosine : ScheduleOf<Cosine> {
  static constexpr std::string_view key = "cosine";
  double steps, floor;
  static constexpr std::tuple options{&Cosine::steps, &Cosine::floor};
  double factor(double t) const {
    const double done = std::min((t - 1) / steps, 1.0);
    return floor + (1 - floor) * 0.5 * (1 + std::cos(std::numbers::pi * done));
  }
};

}  // namespace fallline::optim

// Schedules: parts that change no vector but the learning rate of the parts behind them, as a factor of it. Several
// multiply.
//
// t is the number of the step, from 1; where a schedule is a function of the steps done before it, k = t − 1 counts
// from 0, and the first step has all of the learning rate.
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

// γ^⌊k/every⌋
struct Staircase : ScheduleOf<Staircase> {
  static constexpr std::string_view key = "step";
  double gamma, every;
  static constexpr std::tuple options{&Staircase::gamma, &Staircase::every};
  double factor(double t) const { return std::pow(gamma, std::floor((t - 1) / every)); }
};

// γ^k
struct Exponential : ScheduleOf<Exponential> {
  static constexpr std::string_view key = "exponential";
  double gamma;
  static constexpr std::tuple options{&Exponential::gamma};
  double factor(double t) const { return std::pow(gamma, t - 1); }
};

// 1/(1 + c k). Robbins & Monro 1951.
struct InverseTime : ScheduleOf<InverseTime> {
  static constexpr std::string_view key = "inverse_time";
  double decay;
  static constexpr std::tuple options{&InverseTime::decay};
  double factor(double t) const { return 1 / (1 + decay * (t - 1)); }
};

// 1 − (1−r) k/T down to r at k = T, then r.
struct Linear : ScheduleOf<Linear> {
  static constexpr std::string_view key = "linear";
  double steps, floor;
  static constexpr std::tuple options{&Linear::steps, &Linear::floor};
  double factor(double t) const { return 1 - (1 - floor) * std::min((t - 1) / steps, 1.0); }
};

// r + (1−r) ½(1 + cos πk/T) down to r at k = T, then r. Loshchilov & Hutter 2017.
struct Cosine : ScheduleOf<Cosine> {
  static constexpr std::string_view key = "cosine";
  double steps, floor;
  static constexpr std::tuple options{&Cosine::steps, &Cosine::floor};
  double factor(double t) const {
    const double done = std::min((t - 1) / steps, 1.0);
    return floor + (1 - floor) * 0.5 * (1 + std::cos(std::numbers::pi * done));
  }
};

// t/W up to 1 at t = W, then 1. Goyal et al. 2017.
struct Warmup : ScheduleOf<Warmup> {
  static constexpr std::string_view key = "warmup";
  double steps;
  static constexpr std::tuple options{&Warmup::steps};
  double factor(double t) const { return std::min(t / steps, 1.0); }
};

// min(t/W, √(W/t)): 1 at t = W. Vaswani et al. 2017, whose learning rate is this times 1/√(dW).
struct InverseRoot : ScheduleOf<InverseRoot> {
  static constexpr std::string_view key = "inverse_sqrt";
  double steps;
  static constexpr std::tuple options{&InverseRoot::steps};
  double factor(double t) const { return std::min(t / steps, std::sqrt(steps / t)); }
};

// Up from r to 1 in pT steps, down to r in as many, on to r/100 in what is left of T, then r/100; straight lines in k.
// Smith & Topin 2018.
struct OneCycle : ScheduleOf<OneCycle> {
  static constexpr std::string_view key = "one_cycle";
  double steps, low, share;
  static constexpr std::tuple options{&OneCycle::steps, &OneCycle::low, &OneCycle::share};
  double factor(double t) const {
    const double done = std::min((t - 1) / steps, 1.0);
    if (done < 2 * share) return low + (1 - low) * (1 - std::abs(done / share - 1));
    const double rest = share < 0.5 ? (done - 2 * share) / (1 - 2 * share) : 1;
    return low * (1 - 0.99 * rest);
  }
};

// Up from r to 1 in h steps, down to r in as many, and again: r + (1−r) max(0, 1 − |k/h − 2⌊1 + k/2h⌋ + 1|).
// Smith 2017, `triangular`.
struct Cyclic : ScheduleOf<Cyclic> {
  static constexpr std::string_view key = "cyclic";
  double half, low;
  static constexpr std::tuple options{&Cyclic::half, &Cyclic::low};
  double factor(double t) const {
    const double k = t - 1, cycle = std::floor(1 + k / (2 * half));
    return low + (1 - low) * std::max(0.0, 1 - std::abs(k / half - 2 * cycle + 1));
  }
};

// Times γ whenever more than `patience` steps on end began at a loss that was not below the best before by `least` of
// its size. The loss is that of all samples, without noise; one that is not known (NaN) counts for nothing.
struct Plateau {
  static constexpr std::string_view key = "plateau";
  static constexpr std::string_view label = "scheduled";
  double gamma, patience, least;
  static constexpr std::tuple options{&Plateau::gamma, &Plateau::patience, &Plateau::least};
  template <class V>
  struct State {
    double best = std::numeric_limits<double>::infinity(), stalled = 0, factor = 1;
    explicit State(const V&) {}
  };
  template <class V>
  void apply(State<V>& state, Step<V>& s) const {
    const double bar = std::isfinite(state.best) ? state.best - least * std::abs(state.best) : state.best;
    if (s.loss < bar) {
      state.best = s.loss;
      state.stalled = 0;
    } else if (s.loss >= bar && ++state.stalled > patience) {
      state.factor *= gamma;
      state.stalled = 0;
    }
    s.rate *= state.factor;
  }
};

}  // namespace fallline::optim

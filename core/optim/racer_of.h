// RacerOf<V, Chain>: a racer whose chain is known to the compiler, with one virtual call a gradient.
#pragma once

#include <cmath>

#include "math/flush_to_zero.h"
#include "math/random.h"
#include "optim/chain.h"
#include "optim/racer.h"

namespace fallline::optim {

// ‖g‖ where the sum of the squares overflows or loses digits; NaN where g has one.
template <class V>
[[gnu::noinline, gnu::cold]] double norm_of_extreme(const V& g) {
  const double largest = g.abs().template maxCoeff<Eigen::PropagateNaN>();
  if (!(largest > 0) || !std::isfinite(largest)) return largest;
  return largest * (g / largest).matrix().norm();
}

// ‖g‖ without overflow or underflow on the way.
template <class V>
[[gnu::always_inline]] inline double norm(const V& g) {
  const double sum = g.square().sum();
  if (sum > 1e-280 && sum < 1e300) [[likely]]
    return std::sqrt(sum);
  return norm_of_extreme(g);
}

template <class V, class Chain>
class RacerOf final : public Racer {
 public:
  using MakeChain = Chain (*)(std::span<const double>);

  RacerOf(std::size_t dimension, MakeChain make, std::span<const double> values)
      : make_(make), chain_(make(values)), now_(V::Zero(static_cast<Eigen::Index>(dimension), 1)) {}

  std::unique_ptr<Racer> clone() const override { return std::make_unique<RacerOf>(*this); }

  void place(const Objective& objective, ConstVector theta) override {
    now_ = Now(Eigen::Map<const V>(theta.data(), static_cast<Eigen::Index>(theta.size()), 1));
    reconsider(objective);
  }

  void reconsider(const Objective& objective) override {
    const FlushToZero flush;
    now_.loss = evaluate(objective, now_.theta, now_.gradient);
    now_.norm = norm(now_.gradient);
    now_.finite = std::isfinite(now_.loss) && std::isfinite(now_.norm);
  }

  void set_options(std::span<const double> values) override { chain_ = make_(values); }

  std::size_t advance(const Objective& objective, const GradientNoise& noise, std::size_t steps,
                      const TraceRows& rows) override {
    if (!now_.finite) return 0;
    const FlushToZero flush;
    const Now start = now_;
    const std::size_t taken = take_steps(objective, noise, steps, rows);
    if (taken < steps) {
      // Back to the last point by taking the steps again: cheaper than a copy of everything before each of them.
      now_ = start;
      take_steps(objective, noise, taken, {});
      now_.finite = false;
    }
    return taken;
  }

  std::vector<PartOfStep> next_step(const Objective& objective, const GradientNoise& noise) const override {
    const FlushToZero flush;
    std::vector<PartOfStep> parts;
    const auto keep = [&](std::string_view label, const V& v) {
      parts.push_back({label, std::vector<double>(v.data(), v.data() + v.size())});
    };
    auto states = now_.states;
    Step<V> step = step_like(now_);
    begin(step, objective, noise);
    keep("gradient g", step.gradient);
    chain_.template apply<V>(states, step, keep);
    return parts;
  }

  ConstVector theta() const override { return view(now_.theta); }
  ConstVector gradient() const override { return view(now_.gradient); }
  double loss() const override { return now_.loss; }
  double gradient_norm() const override { return now_.norm; }
  std::int64_t steps_taken() const override { return now_.t; }
  bool finite() const override { return now_.finite; }

 private:
  struct Now {
    explicit Now(const V& at) : theta(at), gradient(zero_like(at)), states(Chain::template initial_states<V>(at)) {}
    V theta, gradient;  // the gradient at θ, without noise
    double loss = 0, norm = 0;
    std::int64_t t = 0;
    bool finite = true;
    typename Chain::template States<V> states;
  };

  static ConstVector view(const V& v) { return {v.data(), static_cast<std::size_t>(v.size())}; }

  static double evaluate(const Objective& objective, const V& theta, V& gradient) {
    return objective.value_and_gradient(view(theta), {gradient.data(), static_cast<std::size_t>(gradient.size())}, {});
  }

  // One function for all callers, so that the same steps are the same machine instructions, and the same numbers.
  // Returns how many points were reached before one that is not finite, where `now_` then stands.
  [[gnu::noinline]] std::size_t take_steps(const Objective& objective, const GradientNoise& noise, std::size_t steps,
                                           const TraceRows& rows) {
    const TraceRows to = rows;
    Step<V> step = step_like(now_);
    for (std::size_t i = 0; i < steps; ++i) {
      begin(step, objective, noise);
      chain_.template apply<V>(now_.states, step, [](auto&&...) {});
      now_.theta += step.update;
      now_.t = step.t;
      now_.loss = evaluate(objective, now_.theta, now_.gradient);
      now_.norm = norm(now_.gradient);
      // 0 · s is 0 where s is finite, else NaN.
      if (!(0 * now_.loss + 0 * now_.norm + (0 * now_.theta).sum() == 0)) [[unlikely]]
        return i;
      if constexpr (V::SizeAtCompileTime == 2) {
        if (to.x) to.x[i] = now_.theta[0];
        if (to.y) to.y[i] = now_.theta[1];
      }
      if (to.loss) to.loss[i] = now_.loss;
      if (to.gradient_norm) to.gradient_norm[i] = now_.norm;
    }
    return steps;
  }

  static Step<V> step_like(const Now& now) { return {now.gradient, now.gradient, now.t}; }

  // Makes `step` the one that comes next, before its first part.
  void begin(Step<V>& step, const Objective& objective, const GradientNoise& noise) const {
    step.t = now_.t + 1;
    if constexpr (Chain::looks_ahead)
      evaluate(objective, chain_.template query<V>(now_.theta, now_.states), step.gradient);
    else
      step.gradient = now_.gradient;
    if (noise.sigma > 0) [[unlikely]] {
      V draw = zero_like(now_.theta);
      Random(noise.seed, static_cast<std::uint64_t>(step.t))
          .normal({draw.data(), static_cast<std::size_t>(draw.size())});
      step.gradient += noise.sigma * draw;
    }
    step.update = step.gradient;
  }

  MakeChain make_;
  Chain chain_;
  Now now_;
};

}  // namespace fallline::optim

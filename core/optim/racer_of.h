// RacerOf<V, Chain>: a racer whose chain is known to the compiler, with one virtual call a gradient.
#pragma once

#include <cmath>

#include "math/random.h"
#include "optim/chain.h"
#include "optim/racer.h"

namespace fallline::optim {

// ‖g‖ without overflow or underflow on the way.
template <class V>
double norm(const V& g) {
  const double sum = g.square().sum();
  if (sum > 1e-280 && sum < 1e300) return std::sqrt(sum);
  return g.matrix().stableNorm();
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
    now_.loss = evaluate(objective, now_.theta, now_.gradient);
    now_.norm = norm(now_.gradient);
    now_.finite = std::isfinite(now_.loss) && std::isfinite(now_.norm);
  }

  void set_options(std::span<const double> values) override { chain_ = make_(values); }

  std::size_t advance(const Objective& objective, const GradientNoise& noise, std::size_t steps,
                      const TraceRows& rows) override {
    if (!now_.finite) return 0;
    Now now = now_;
    for (std::size_t i = 0; i < steps; ++i) {
      Now next = now;
      Step<V> step = begin(objective, noise, now);
      chain_.template apply<V>(next.states, step, [](auto&&...) {});
      next.theta += step.update;
      next.t = step.t;
      next.loss = evaluate(objective, next.theta, next.gradient);
      next.norm = norm(next.gradient);
      if (!std::isfinite(next.loss) || !std::isfinite(next.norm) || !next.theta.allFinite()) [[unlikely]] {
        now_ = now;
        now_.finite = false;
        return i;
      }
      now = next;
      if constexpr (V::SizeAtCompileTime == 2) {
        if (rows.x) rows.x[i] = now.theta[0];
        if (rows.y) rows.y[i] = now.theta[1];
      }
      if (rows.loss) rows.loss[i] = now.loss;
      if (rows.gradient_norm) rows.gradient_norm[i] = now.norm;
    }
    now_ = now;
    return steps;
  }

  std::vector<PartOfStep> next_step(const Objective& objective, const GradientNoise& noise) const override {
    std::vector<PartOfStep> parts;
    const auto keep = [&](std::string_view label, const V& v) {
      parts.push_back({label, std::vector<double>(v.data(), v.data() + v.size())});
    };
    auto states = now_.states;
    Step<V> step = begin(objective, noise, now_);
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

  // The step after `now`, before the first part.
  Step<V> begin(const Objective& objective, const GradientNoise& noise, const Now& now) const {
    Step<V> step{now.gradient, now.gradient, now.t + 1};
    if constexpr (Chain::looks_ahead) {
      evaluate(objective, chain_.template query<V>(now.theta, now.states), step.gradient);
      step.update = step.gradient;
    }
    if (noise.sigma > 0) [[unlikely]] {
      V draw = zero_like(now.theta);
      Random(noise.seed, static_cast<std::uint64_t>(step.t))
          .normal({draw.data(), static_cast<std::size_t>(draw.size())});
      step.gradient += noise.sigma * draw;
      step.update = step.gradient;
    }
    return step;
  }

  MakeChain make_;
  Chain chain_;
  Now now_;
};

}  // namespace fallline::optim

// RacerOf<V, Chain>: a racer whose chain is known to the compiler, with one virtual call a gradient.
#pragma once

#include <cmath>
#include <functional>
#include <limits>
#include <optional>

#include "data/mini_batches.h"
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
  using MakeChain = std::function<Chain(std::span<const double>)>;

  RacerOf(std::size_t dimension, MakeChain make, std::span<const double> values)
      : make_(std::move(make)),
        chain_(make_(values)),
        now_(V::Zero(static_cast<Eigen::Index>(dimension), 1), chain_, {}) {}

  std::unique_ptr<Racer> clone() const override { return std::make_unique<RacerOf>(*this); }

  void place(const Objective& objective, ConstVector theta, std::int64_t taken) override {
    std::vector<double> memory(objective.memory_size());
    objective.initial_memory(memory);
    now_ =
        Now(Eigen::Map<const V>(theta.data(), static_cast<Eigen::Index>(theta.size()), 1), chain_, std::move(memory));
    now_.t = taken;
    reconsider(objective);
  }

  void reconsider(const Objective& objective) override {
    const FlushToZero flush;
    now_.loss = evaluate(objective);
    now_.norm = norm(now_.gradient);
    now_.finite = std::isfinite(now_.loss) && std::isfinite(now_.norm);
  }

  void move_to(const Objective& objective, ConstVector theta) override {
    now_.theta = Eigen::Map<const V>(theta.data(), static_cast<Eigen::Index>(theta.size()), 1);
    now_.iterate = now_.theta;
    reconsider(objective);
  }

  void set_options(std::span<const double> values) override { chain_ = make_(values); }

  std::size_t advance(const Objective& objective, const Sampling& sampling, std::size_t steps,
                      const TraceRows& rows) override {
    if (!now_.finite) return 0;
    const FlushToZero flush;
    const auto take = exact(objective, sampling) ? &RacerOf::take_steps<true> : &RacerOf::take_steps<false>;
    const Now start = now_;
    const std::size_t taken = (this->*take)(objective, sampling, steps, rows);
    if (taken < steps) {
      // Back to the last point by taking the steps again: cheaper than a copy of everything before each of them.
      now_ = start;
      (this->*take)(objective, sampling, taken, {});
      now_.finite = false;
    }
    return taken;
  }

  NextStep next_step(const Objective& objective, const Sampling& sampling) const override {
    const FlushToZero flush;
    NextStep next;
    const auto keep = [&](std::string_view label, const V& v) {
      next.parts.push_back({label, std::vector<double>(v.data(), v.data() + v.size())});
    };
    auto states = now_.states;
    auto memory = now_.memory;
    Beginning beginning(*this, objective, sampling, memory);
    Step<V> step = step_like(now_);
    step.trials = &next.trials;
    begin<false>(step, beginning);
    keep("gradient g", step.gradient);
    chain_.template apply<V>(states, step, keep);
    return next;
  }

  ConstVector theta() const override { return view(now_.theta); }
  ConstVector gradient() const override { return view(now_.gradient); }
  double loss() const override { return now_.loss; }
  double gradient_norm() const override { return now_.norm; }
  std::int64_t steps_taken() const override { return now_.t; }
  double learning_rate() const override { return now_.eta; }
  bool finite() const override { return now_.finite; }
  ConstVector memory() const override { return now_.memory; }

 private:
  struct Now {
    Now(const V& at, const Chain& chain, std::vector<double> left_behind)
        : theta(at),
          gradient(zero_like(at)),
          memory(std::move(left_behind)),
          iterate(at),
          states(chain.template initial_states<V>(at)) {}
    V theta, gradient;  // the point shown, and the gradient there, of all samples and without noise
    std::vector<double> memory;
    double loss = 0, norm = 0;
    std::int64_t t = 0;
    double eta = std::numeric_limits<double>::quiet_NaN();  // of the last step
    bool finite = true;
    V iterate;  // what the steps move, where a part reports another point; else not looked at
    typename Chain::template States<V> states;
  };

  // What the beginnings of steps have in common.
  struct Beginning {
    Beginning(const RacerOf& racer, const Objective& objective, const Sampling& s, std::span<double> left_behind)
        : sampling(s), problem{.objective = &objective, .batch = {}}, memory(left_behind), at(racer.now_.theta) {
      const std::size_t count = objective.sample_count();
      if (s.batch_size > 0 && s.batch_size < count) batches.emplace(count, s.batch_size, s.seed);
      if (s.sigma > 0) noise = zero_like(racer.now_.theta);
      anew = batches || !s.whole;
    }
    // The noise and the samples of step t.
    void draw_for(std::int64_t t) {
      if (sampling.sigma > 0) {
        Random(sampling.seed, static_cast<std::uint64_t>(t)).normal(view(noise));
        noise *= sampling.sigma;
        problem.noise = &noise;
      }
      if (batches) problem.batch.samples = batches->at(t);
      if (!sampling.whole) problem.batch.step = t;
    }
    const Sampling& sampling;
    Problem<V> problem;
    std::span<double> memory;
    std::optional<MiniBatches> batches;
    V at, noise;  // where the gradient is taken, and what is added to it
    bool anew;    // the gradient of a step is not that at the point shown, whatever the chain
  };

  const V& moving(const Now& now) const { return chain_.reports() ? now.iterate : now.theta; }
  V& moving(Now& now) const { return chain_.reports() ? now.iterate : now.theta; }

  double evaluate(const Objective& objective) { return value_and_gradient(objective, now_.theta, now_.gradient, {}); }

  // Steps take gradients of all samples, without noise, and these are known at each point reached.
  static bool exact(const Objective& objective, const Sampling& sampling) {
    return sampling.whole && sampling.sigma == 0 &&
           (sampling.batch_size == 0 || sampling.batch_size >= objective.sample_count());
  }

  // One function for all callers, so that the same steps are the same machine instructions, and the same numbers.
  // Returns how many points were reached before one that is not finite, where `now_` then stands.
  template <bool exact>
  [[gnu::noinline]] std::size_t take_steps(const Objective& objective, const Sampling& sampling, std::size_t steps,
                                           const TraceRows& rows) {
    const TraceRows to = rows;
    const bool whole = exact || sampling.whole;
    Beginning beginning(*this, objective, sampling, now_.memory);
    Step<V> step = step_like(now_);
    for (std::size_t i = 0; i < steps; ++i) {
      begin<exact>(step, beginning);
      if (!whole) {
        now_.loss = step.loss;
        now_.gradient = step.gradient;
        now_.norm = norm(now_.gradient);
        if (!finite_sum(now_)) [[unlikely]]
          return i;
      }
      chain_.template apply<V>(now_.states, step, [](auto&&...) {});
      moving(now_) += step.update;
      if (chain_.reports()) now_.theta = chain_.template report<V>(now_.states, now_.iterate);
      now_.t = step.t;
      now_.eta = step.eta;
      if (whole) {
        now_.loss = evaluate(objective);
        now_.norm = norm(now_.gradient);
      }
      if (!finite_sum(now_)) [[unlikely]]
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

  // 0 · s is 0 where s is finite, else NaN.
  static bool finite_sum(const Now& now) { return 0 * now.loss + 0 * now.norm + (0 * now.theta).sum() == 0; }

  Step<V> step_like(const Now& now) const {
    Step<V> step{.gradient = now.gradient, .update = now.gradient, .t = now.t};
    step.theta = &moving(now);
    return step;
  }

  // Makes `step` the one that comes next, before its first part.
  template <bool exact>
  void begin(Step<V>& step, Beginning& with) const {
    step.t = now_.t + 1;
    step.rate = step.eta = 1;
    step.loss = now_.loss;
    step.problem = &with.problem;
    if constexpr (!exact) with.draw_for(step.t);
    if (chain_.looks_ahead() || chain_.reports() || chain_.smooth() || (!exact && with.anew)) {
      chain_.template query<V>(moving(now_), now_.states, with.at);
      Problem<V> problem = chain_.smooth() ? with.problem.smooth() : with.problem;
      if (!exact) problem.batch.memory = with.memory;
      const double loss = problem.value_and_gradient(with.at, step.gradient);
      if (!exact && !with.sampling.whole) step.loss = loss;
    } else {
      step.gradient = now_.gradient;
      if (!exact && with.problem.noise) step.gradient += with.noise;
    }
    step.update = step.gradient;
  }

  MakeChain make_;
  Chain chain_;
  Now now_;
};

}  // namespace fallline::optim

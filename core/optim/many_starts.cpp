#include "optim/many_starts.h"

#include <algorithm>
#include <array>
#include <limits>
#include <optional>
#include <vector>

#include "math/flush_to_zero.h"
#include "math/random.h"
#include "optim/block_chain.h"
#include "optim/bundle.h"

namespace fallline {
namespace {

using namespace optim;

constexpr double nowhere = std::numeric_limits<double>::quiet_NaN();

class Bundles final : public ManyStarts {
 public:
  // `smooth`: the surface without its term λ‖θ‖₁, for chains that want the gradient of that.
  Bundles(const Surface& surface, const Surface& smooth, const Sampling& sampling, BlockChain chain)
      : surface_(surface), steps_on_(chain.smooth() ? smooth : surface), sampling_(sampling), chain_(std::move(chain)) {
    anew_ = chain_.looks_ahead() || chain_.reports() || chain_.smooth();
  }

  void place(std::span<const double> x, std::span<const double> y) override {
    const FlushToZero flush;
    count_ = x.size();
    t_ = 0;
    bundles_.clear();
    bundles_.reserve((count_ + bundle_size - 1) / bundle_size);
    for (std::size_t first = 0; first < count_; first += bundle_size) {
      Bundle theta;
      // The last bundle is filled up with its last start.
      for (std::size_t i = 0; i < bundle_size; ++i) {
        const std::size_t from = std::min(first + i, count_ - 1);
        theta.row(row(i)) << x[from], y[from];
      }
      Now& now = bundles_.emplace_back(theta, chain_);
      evaluate(surface_, now.theta, now.gradient, now.loss);
      drop_lost(now, trouble(now));
    }
  }

  void advance(std::size_t steps) override {
    const FlushToZero flush;
    for (Now& now : bundles_)
      for (std::size_t taken = 0; taken < steps && now.leader; taken += piece)
        take_steps(now, t_ + static_cast<std::int64_t>(taken), std::min(piece, steps - taken));
    t_ += static_cast<std::int64_t>(steps);
  }

  bool bundled() const override { return true; }
  std::size_t count() const override { return count_; }
  bool finite(std::size_t i) const override { return of(i).finite[row(i)]; }
  Point at(std::size_t i) const override {
    const Bundle& theta = of(i).theta;
    return finite(i) ? Point{theta(row(i), 0), theta(row(i), 1)} : Point{nowhere, nowhere};
  }
  double loss(std::size_t i) const override { return finite(i) ? of(i).loss[row(i)] : nowhere; }

 private:
  static constexpr std::size_t piece = 16;  // steps between two looks for starts that are out

  using Column = Eigen::Array<double, bundle_size, 1>;
  using Mask = Eigen::Array<bool, bundle_size, 1>;

  struct Now {
    Now(const Bundle& at, const BlockChain& chain)
        : theta(at), gradient(at), iterate(at), states(chain.initial_states<Bundle>(at)) {}
    Bundle theta, gradient;  // the points shown, and the gradients there, without noise
    Column loss;
    Bundle iterate;  // what the steps move, where a part reports another point; else not looked at
    BlockChain::States<Bundle> states;
    Mask finite = Mask::Constant(true);
    std::vector<Eigen::Index> lost;
    std::optional<Eigen::Index> leader = 0;  // a start that is not lost; none: all are
  };

  static Eigen::Index row(std::size_t i) { return static_cast<Eigen::Index>(i % bundle_size); }
  const Now& of(std::size_t i) const { return bundles_[i / bundle_size]; }
  Bundle& moving(Now& now) const { return chain_.reports() ? now.iterate : now.theta; }

  static void evaluate(const Surface& surface, const Bundle& theta, Bundle& gradient, Column& loss) {
    const auto from = [](const double* column) { return std::span(column, bundle_size); };
    surface.derivatives(from(theta.data()), from(theta.data() + bundle_size),
                        {.value = loss.data(), .x = gradient.data(), .y = gradient.data() + bundle_size});
  }

  // 0 where all numbers are finite, else NaN, as 0 · s is.
  static Column trouble(const Now& now) {
    return 0 * now.loss + (0 * now.theta.col(0) + 0 * now.theta.col(1)) +
           (0 * now.gradient.col(0) + 0 * now.gradient.col(1));
  }

  static void drop_lost(Now& now, const Column& trouble) {
    if (trouble.sum() == 0) return;
    now.leader.reset();
    for (Eigen::Index i = 0; i < trouble.size(); ++i) {
      if (now.finite[i] && trouble[i] != 0) {
        now.finite[i] = false;
        now.lost.push_back(i);
      }
      if (now.finite[i]) now.leader = i;
    }
  }

  // Needs a leader. `t` steps were taken before.
  void take_steps(Now& now, std::int64_t t, std::size_t steps) const {
    Column troubles = Column::Zero();
    Step<Bundle> step{.gradient = now.gradient, .update = now.gradient, .t = t};
    Bundle& theta = moving(now);
    step.theta = &theta;
    for (std::size_t i = 0; i < steps; ++i) {
      begin(step, now);
      chain_.apply<Bundle>(now.states, step, [](auto&&...) {});
      theta += step.update;
      if (chain_.reports()) now.theta = chain_.report<Bundle>(now.states, theta);
      // Who is lost is led along, so that no number that is not finite slows the surface down.
      for (const Eigen::Index lost : now.lost) {
        theta.row(lost) = theta.row(*now.leader);
        now.theta.row(lost) = now.theta.row(*now.leader);
      }
      evaluate(surface_, now.theta, now.gradient, now.loss);
      troubles += trouble(now);
    }
    drop_lost(now, troubles);
  }

  // Makes `step` the one that comes next, before its first part.
  void begin(Step<Bundle>& step, Now& now) const {
    ++step.t;
    step.rate = step.eta = 1;
    if (anew_) {
      Bundle at;
      chain_.query<Bundle>(moving(now), now.states, at);
      evaluate(steps_on_, at, step.gradient, now.loss);
    } else {
      step.gradient = now.gradient;
    }
    if (sampling_.sigma > 0) [[unlikely]] {
      std::array<double, 2> draw;
      Random(sampling_.seed, static_cast<std::uint64_t>(step.t)).normal(draw);
      for (Eigen::Index k = 0; k < 2; ++k) step.gradient.col(k) += sampling_.sigma * draw[static_cast<std::size_t>(k)];
    }
    step.update = step.gradient;
  }

  const Surface& surface_;
  const Surface& steps_on_;
  Sampling sampling_;
  BlockChain chain_;
  bool anew_;  // the gradient of a step is not that at the point shown
  std::vector<Now> bundles_;
  std::size_t count_ = 0;
  std::int64_t t_ = 0;
};

// A racer a start.
class Crowd final : public ManyStarts {
 public:
  Crowd(const Surface& surface, const Sampling& sampling, std::unique_ptr<Racer> racer)
      : surface_(surface), sampling_(sampling), racer_(std::move(racer)) {}

  void place(std::span<const double> x, std::span<const double> y) override {
    racers_.clear();
    for (std::size_t i = 0; i < x.size(); ++i) {
      racers_.push_back(racer_->clone());
      racers_.back()->place(surface_, std::array{x[i], y[i]});
    }
  }
  void advance(std::size_t steps) override {
    for (const auto& racer : racers_) racer->advance(surface_, sampling_, steps, {});
  }

  bool bundled() const override { return false; }
  std::size_t count() const override { return racers_.size(); }
  bool finite(std::size_t i) const override { return racers_[i]->finite(); }
  Point at(std::size_t i) const override {
    const ConstVector theta = racers_[i]->theta();
    return finite(i) ? Point{theta[0], theta[1]} : Point{nowhere, nowhere};
  }
  double loss(std::size_t i) const override { return finite(i) ? racers_[i]->loss() : nowhere; }

 private:
  const Surface& surface_;
  Sampling sampling_;
  std::unique_ptr<Racer> racer_;
  std::vector<std::unique_ptr<Racer>> racers_;
};

}  // namespace

std::unique_ptr<ManyStarts> make_many_starts(const Surface& surface, const Sampling& sampling,
                                             const OptimizerInfo& method, std::span<const double> values,
                                             std::span<const BlockSpec> blocks) {
  BlockChain chain = block_chain(whole_chain(method, values, blocks));
  const auto* smooth = dynamic_cast<const Surface*>(&surface.smooth());
  const bool in_batches = sampling.batch_size > 0 && sampling.batch_size < surface.sample_count();
  if (chain.element_wise() && smooth && !in_batches)
    return std::make_unique<Bundles>(surface, *smooth, sampling, std::move(chain));
  return std::make_unique<Crowd>(surface, sampling, make_racer(2, method, values, blocks));
}

}  // namespace fallline

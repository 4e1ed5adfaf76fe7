// Line search: how far to go along a direction. Steps that meet the strong Wolfe conditions, found by bracketing and
// cubic interpolation: Nocedal & Wright 2006, alg. 3.5 and 3.6. Of φ(α) = L(θ + αp), with 0 < c₁ < c₂ < 1:
//   φ(α) ≤ φ(0) + c₁ α φ′(0)     it goes down enough
//   |φ′(α)| ≤ −c₂ φ′(0)          and is flat enough
#pragma once

#include <cmath>
#include <functional>
#include <vector>

#include "optim/transforms.h"

namespace fallline::optim {

struct AlongRay {
  double alpha, value, slope;  // φ(α), φ′(α)
};
// Evaluates φ and φ′ at an α.
using Ray = std::function<AlongRay(double alpha)>;

struct WolfeOptions {
  double c1 = 1e-4, c2 = 0.9;
  int max_trials = 40;
  double longest = HUGE_VAL;  // of α: L may have no floor along p
};

// The least value among the trials that go down enough; alpha = 0 where none does (p leads up, or rounding hides what
// is left to gain). `wolfe` says that both conditions hold.
struct WolfeStep {
  AlongRay at;
  int trials = 0;
  bool wolfe = false;
};
WolfeStep search_wolfe(const Ray& ray, const AlongRay& start, double first, const WolfeOptions& options);

// Of the cubic with these values and slopes at two points: its minimizer, or NaN where it has none (N&W 3.59). Of a
// parabola it is exact.
double cubic_minimizer(const AlongRay& a, const AlongRay& b);

// L along the direction p from where a step begins, on the step's problem; what is looked at is noted as trials.
template <class V>
class StepRay {
 public:
  StepRay(Step<V>& step, const V& direction) : step_(step), p_(direction), gradient_(zero_like(direction)) {}

  AlongRay operator()(double alpha) {
    const V at = *step_.theta + alpha * p_;
    const double value = step_.problem->value_and_gradient(at, gradient_);
    note(alpha, at, value);
    return {alpha, value, (gradient_ * p_).sum()};
  }
  double value(double alpha) {
    const V at = *step_.theta + alpha * p_;
    const double value = step_.problem->value(at);
    note(alpha, at, value);
    return value;
  }
  // Of the trials noted, the one that was at α; 0 is where the step begins, and no trial.
  void accept(double alpha) {
    const auto found = std::find(alphas_.begin(), alphas_.end(), alpha);
    if (found != alphas_.end()) (step_.trials->end() - (alphas_.end() - found))->accepted = true;
  }

 private:
  void note(double alpha, const V& at, double value) {
    if (!step_.trials || alpha == 0) return;
    step_.trials->push_back({std::vector<double>(at.data(), at.data() + at.size()), value, false});
    alphas_.push_back(alpha);
  }
  Step<V>& step_;
  const V p_;
  V gradient_;
  std::vector<double> alphas_;  // of the trials, which are the last ones of the step
};

// u ← αp along the line of u, p = ±u as it leads down, α by the strong Wolfe conditions. The first trial is all of u
// for directions that know their length (Newton's and its kin); else what would gain as much as the last step, of
// length at most 1 at the beginning.
struct LineSearch {
  static constexpr std::string_view key = "line_search";
  static constexpr std::string_view label = "step −αu";
  double c1, c2;
  bool whole_first;
  static constexpr std::tuple options{&LineSearch::c1, &LineSearch::c2, &LineSearch::whole_first};

  template <class V>
  struct State {
    double alpha = 0, slope = 0;  // of the last step; 0: there was none
    explicit State(const V&) {}
  };

  template <class V>
  [[gnu::noinline]] void apply(State<V>& state, Step<V>& s) const {
    V p = -s.update;
    AlongRay start = StepRay<V>(s, p)(0);
    if (start.slope > 0) {
      p = -p;
      start.slope = -start.slope;
    }
    StepRay<V> ray(s, p);
    const double length = p.matrix().norm(), longest = 100 * std::max(1.0, s.theta->matrix().norm()) / length;
    const double first = std::min(first_trial(state, start.slope, length), longest);
    const WolfeStep step = search_wolfe(std::ref(ray), start, first, {.c1 = c1, .c2 = c2, .longest = longest});
    ray.accept(step.at.alpha);
    state.alpha = step.at.alpha;
    state.slope = start.slope;
    s.eta = step.at.alpha;
    if (step.at.alpha > 0)
      s.update = step.at.alpha * p;
    else
      s.update.setZero();
  }

 private:
  template <class V>
  double first_trial(const State<V>& state, double slope, double length) const {
    if (whole_first) return 1;
    const double again = state.alpha * std::min(state.slope / slope, 10.0);  // N&W 3.59
    return again > 0 && std::isfinite(again) ? again : 1 / std::max(length, 1.0);
  }
};

}  // namespace fallline::optim

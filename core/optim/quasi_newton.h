// Directions from gradients alone, each for a line search behind it: conjugate gradients, BFGS and L-BFGS. Nocedal &
// Wright 2006, ch. 5 to 7. All begin anew where the last step went nowhere.
#pragma once

#include "optim/line_search.h"

namespace fallline::optim {

// d ← u + β d, with β = u·u/u₋·u₋ (Fletcher–Reeves), or max(0, u·(u − u₋)/u₋·u₋) (Polak–Ribière+); u₋ is the u of the
// step before. Where d does not lead down any more, d ← u.
struct ConjugateDirection {
  static constexpr std::string_view key = "conjugate_direction";
  static constexpr std::string_view label = "conjugate d";
  int variant;
  static constexpr std::tuple options{&ConjugateDirection::variant};
  enum Variant { fletcher_reeves, polak_ribiere };

  template <class V>
  struct State {
    V u, d, theta;  // of the last step; u = 0: there was none
    explicit State(const V& like) : u(zero_like(like)), d(u), theta(u) {}
  };

  template <class V>
  [[gnu::noinline]] void apply(State<V>& state, Step<V>& s) const {
    const V& u = s.update;
    const double before = state.u.square().sum();
    const double now = u.square().sum() - (variant == polak_ribiere ? (u * state.u).sum() : 0);
    const bool moved = before > 0 && (*s.theta != state.theta).any();
    if (moved) state.d = u + std::max(0.0, now / before) * state.d;
    if (!moved || !((state.d * u).sum() > 0)) state.d = u;
    state.u = u;
    state.theta = *s.theta;
    s.update = state.d;
  }
};

// What the last step says of the curvature: s = θ − θ₋, y = g − g₋ with both gradients of this step's batch and noise
// (Schraudolph, Yu & Günter 2007).
template <class V>
struct CurvaturePair {
  V s, y;
  double sy;
  CurvaturePair(const Step<V>& step, const V& before) : s(*step.theta - before), y(zero_like(before)), sy(0) {
    step.problem->value_and_gradient(before, y);
    y = step.gradient - y;
    sy = (s * y).sum();
  }
  // s·y > 0, clear of rounding: else the curvature along s is not that of a bowl, and nothing is learnt.
  bool curves_up() const { return sy > 1e-10 * s.matrix().norm() * y.matrix().norm(); }
  // The scale of H⁻¹ along y (N&W 6.20).
  double scale() const { return sy / y.square().sum(); }
};

// The first step, of which nothing is known: along u, of length at most 1.
template <class V>
void shorten_to_one(V& u) {
  u /= std::max(1.0, u.matrix().norm());
}

// Ĥ⁻¹u, B = Ĥ⁻¹ being the estimate of H⁻¹: B ← (I − s yᵀ/sy) B (I − y sᵀ/sy) + s sᵀ/sy (N&W 6.17), from (sy/yy) I on.
struct BfgsDirection {
  static constexpr std::string_view key = "bfgs_direction";
  static constexpr std::string_view label = "learned Ĥ⁻¹u";
  static constexpr std::tuple<> options{};

  template <class V>
  struct State {
    Eigen::MatrixXd inverse;  // empty: nothing is known
    V theta;
    bool begun = false;
    explicit State(const V& like) : theta(like) {}
  };

  template <class V>
  [[gnu::noinline]] void apply(State<V>& state, Step<V>& s) const {
    if (state.begun) learn(state, s);
    state.begun = true;
    state.theta = *s.theta;
    if (state.inverse.size() == 0)
      shorten_to_one(s.update);
    else
      s.update = (state.inverse * s.update.matrix()).array().eval();
  }

 private:
  template <class V>
  static void learn(State<V>& state, const Step<V>& step) {
    if ((*step.theta == state.theta).all()) {
      state.inverse.resize(0, 0);
      return;
    }
    const CurvaturePair<V> pair(step, state.theta);
    if (!pair.curves_up()) return;
    const auto n = pair.s.size();
    auto& b = state.inverse;
    if (b.size() == 0) b = pair.scale() * Eigen::MatrixXd::Identity(n, n);
    const Eigen::VectorXd s = pair.s.matrix(), by = b * pair.y.matrix();
    const double yby = pair.y.matrix().dot(by);
    b += (1 + yby / pair.sy) / pair.sy * s * s.transpose() - (by * s.transpose() + s * by.transpose()) / pair.sy;
  }
};

// The same from the last `history` pairs alone, without a matrix: the two loops of N&W alg. 7.4, each time from
// (sy/yy) I of the newest pair on.
struct LbfgsDirection {
  static constexpr std::string_view key = "lbfgs_direction";
  static constexpr std::string_view label = "learned Ĥ⁻¹u";
  int history;
  static constexpr std::tuple options{&LbfgsDirection::history};

  template <class V>
  struct State {
    std::vector<CurvaturePair<V>> pairs;  // the newest last
    V theta;
    bool begun = false;
    explicit State(const V& like) : theta(like) {}
  };

  template <class V>
  [[gnu::noinline]] void apply(State<V>& state, Step<V>& s) const {
    if (state.begun) learn(state, s);
    state.begun = true;
    state.theta = *s.theta;
    if (state.pairs.empty())
      shorten_to_one(s.update);
    else
      two_loops(state.pairs, s.update);
  }

 private:
  template <class V>
  void learn(State<V>& state, const Step<V>& step) const {
    if ((*step.theta == state.theta).all()) return state.pairs.clear();
    CurvaturePair<V> pair(step, state.theta);
    if (!pair.curves_up()) return;
    state.pairs.push_back(std::move(pair));
    while (state.pairs.size() > static_cast<std::size_t>(history)) state.pairs.erase(state.pairs.begin());
  }

  template <class V>
  static void two_loops(const std::vector<CurvaturePair<V>>& pairs, V& u) {
    std::vector<double> alphas(pairs.size());
    for (std::size_t i = pairs.size(); i-- > 0;) {
      alphas[i] = (pairs[i].s * u).sum() / pairs[i].sy;
      u -= alphas[i] * pairs[i].y;
    }
    u *= pairs.back().scale();
    for (std::size_t i = 0; i < pairs.size(); ++i) u += (alphas[i] - (pairs[i].y * u).sum() / pairs[i].sy) * pairs[i].s;
  }
};

}  // namespace fallline::optim

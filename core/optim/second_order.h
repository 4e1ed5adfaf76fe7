// Parts that use the Hessian, dense, by its eigenpairs: H = Σ λᵢ uᵢuᵢᵀ. Eigenvalues below 1e-13 of the largest in size
// count as 0, and along their eigenvectors nothing is known of the length of a step: it is 0 there (the step is that of
// the pseudo-inverse).
#pragma once

#include <Eigen/Eigenvalues>

#include "optim/line_search.h"

namespace fallline::optim {

using EigenSolver = Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd>;

template <class V>
EigenSolver eigen_of_hessian(const Step<V>& s) {
  return EigenSolver(s.problem->hessian(*s.theta));
}

inline double zero_eigenvalue(const EigenSolver& eigen) { return 1e-13 * eigen.eigenvalues().cwiseAbs().maxCoeff(); }

// Σ f(λᵢ) uᵢuᵢᵀ v
template <class V, class Function>
V through_eigenpairs(const EigenSolver& eigen, const V& v, Function f) {
  const Eigen::VectorXd along = eigen.eigenvectors().transpose() * v.matrix();
  return (eigen.eigenvectors() * (eigen.eigenvalues().unaryExpr(f).cwiseProduct(along))).array();
}

// H⁻¹ u. Towards whatever critical point the local parabola has, a saddle and a maximum too.
struct NewtonDirection {
  static constexpr std::string_view key = "newton_direction";
  static constexpr std::string_view label = "Newton H⁻¹u";
  static constexpr std::tuple<> options{};
  template <class V>
  using State = Nothing;
  template <class V>
  [[gnu::noinline]] void apply(Nothing&, Step<V>& s) const {
    const EigenSolver eigen = eigen_of_hessian(s);
    const double zero = zero_eigenvalue(eigen);
    s.update = through_eigenpairs<V>(eigen, s.update, [&](double l) { return std::abs(l) > zero ? 1 / l : 0.0; });
  }
};

// |H|⁻¹ u, |H| = Σ |λᵢ| uᵢuᵢᵀ: away from saddles along their negative curvature. Dauphin et al. 2014.
struct SaddleFreeDirection {
  static constexpr std::string_view key = "saddle_free_direction";
  static constexpr std::string_view label = "saddle-free |H|⁻¹u";
  static constexpr std::tuple<> options{};
  template <class V>
  using State = Nothing;
  template <class V>
  [[gnu::noinline]] void apply(Nothing&, Step<V>& s) const {
    const EigenSolver eigen = eigen_of_hessian(s);
    const double zero = zero_eigenvalue(eigen);
    const auto inverse = [&](double l) { return std::abs(l) > zero ? 1 / std::abs(l) : 0.0; };
    s.update = through_eigenpairs<V>(eigen, s.update, inverse);
  }
};

// u ← −(H + (μ + max(0, −λ_min)) I)⁻¹ u, tried with greater and greater μ until the loss falls; then, by the share ϱ of
// what the local parabola promised, μ ← μ max(⅓, 1 − (2ϱ − 1)³). μ begins at τ max|λ|. Marquardt 1963; the control of μ
// is Nielsen's (1999, Damping Parameter in Marquardt's Method, eq. 2.5).
struct DampedNewton {
  static constexpr std::string_view key = "damped_newton_step";
  static constexpr std::string_view label = "step −(H+μI)⁻¹u";
  double tau;
  static constexpr std::tuple options{&DampedNewton::tau};

  template <class V>
  struct State {
    double mu = 0, growth = 2;  // μ = 0: not yet begun
    explicit State(const V&) {}
  };

  template <class V>
  [[gnu::noinline]] void apply(State<V>& state, Step<V>& s) const {
    const EigenSolver eigen = eigen_of_hessian(s);
    const double largest = eigen.eigenvalues().cwiseAbs().maxCoeff();
    const double shift = std::max(0.0, -eigen.eigenvalues()[0]);
    if (state.mu == 0) state.mu = largest > 0 ? tau * largest : 1;
    const V g = s.update;
    const double before = s.problem->value(*s.theta);
    for (int trial = 0; trial < 20; ++trial) {
      state.mu = std::max(state.mu, 1e-15 * largest);
      const double damping = state.mu + shift;
      V p = -through_eigenpairs<V>(eigen, g, [&](double l) { return l + damping > 0 ? 1 / (l + damping) : 0.0; });
      const double promised = 0.5 * (p * (damping * p - g)).sum();
      if (!(promised > 0)) break;  // no slope, or none that can be told
      StepRay<V> ray(s, p);
      const double share = (before - ray.value(1)) / promised;
      if (share > 0) {
        ray.accept(1);
        state.mu *= std::max(1.0 / 3, 1 - std::pow(2 * share - 1, 3));
        state.growth = 2;
        s.update = p;
        return;
      }
      state.mu *= state.growth;
      state.growth *= 2;
    }
    s.update.setZero();
    state = State<V>(g);
  }
};

// Where ‖g‖ ≤ ε and λ_min < 0, in place of u: a step of length s along ±u_min, halved until the loss falls. The sign is
// the one that leads down; exactly on the critical point, the one that makes the largest coordinate of u_min positive
// (the first of several). N&W ch. 3; Goldfarb 1980.
struct NegativeCurvature {
  static constexpr std::string_view key = "negative_curvature_step";
  static constexpr std::string_view label = "curvature";
  double epsilon, length;
  static constexpr std::tuple options{&NegativeCurvature::epsilon, &NegativeCurvature::length};
  template <class V>
  using State = Nothing;

  template <class V>
  [[gnu::noinline]] void apply(Nothing&, Step<V>& s) const {
    if (!(s.gradient.matrix().norm() <= epsilon)) return;
    const EigenSolver eigen = eigen_of_hessian(s);
    if (!(eigen.eigenvalues()[0] < -zero_eigenvalue(eigen))) return;
    V u = eigen.eigenvectors().col(0).array();
    const double slope = (s.gradient * u).sum();
    Eigen::Index largest;
    u.abs().maxCoeff(&largest);
    if (slope > 0 || (slope == 0 && u[largest] < 0)) u = -u;
    StepRay<V> ray(s, u);
    const double before = s.problem->value(*s.theta);
    double alpha = length;
    for (int trial = 0; trial < 40 && alpha > 0; ++trial, alpha *= 0.5) {
      if (!(ray.value(alpha) < before)) continue;
      ray.accept(alpha);
      s.update = alpha * u;
      return;
    }
  }
};

}  // namespace fallline::optim

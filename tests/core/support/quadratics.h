// ½ θᵀAθ − bᵀθ, with an optional term λ‖θ‖₁, for the tests of what knows or learns the curvature.
#pragma once

#include <Eigen/Dense>
#include <random>

#include "objective/objective.h"

namespace fallline::test {

class Parabola final : public Objective {
 public:
  Parabola(Eigen::MatrixXd a, Eigen::VectorXd b) : a_(std::move(a)), b_(std::move(b)) {}
  std::size_t dimension() const override { return static_cast<std::size_t>(b_.size()); }
  double value(ConstVector theta, const Batch&) const override {
    const auto t = map(theta);
    return 0.5 * t.dot(a_ * t) - b_.dot(t);
  }
  double value_and_gradient(ConstVector theta, Vector gradient, const Batch& batch) const override {
    Eigen::Map<Eigen::VectorXd>(gradient.data(), b_.size()) = a_ * map(theta) - b_;
    return value(theta, batch);
  }
  void hessian_vector(ConstVector, ConstVector v, Vector product, const Batch&) const override {
    Eigen::Map<Eigen::VectorXd>(product.data(), b_.size()) = a_ * map(v);
  }
  const Eigen::MatrixXd& a() const { return a_; }
  const Eigen::VectorXd& b() const { return b_; }
  Eigen::VectorXd minimizer() const { return a_.ldlt().solve(b_); }

  static Eigen::Map<const Eigen::VectorXd> map(ConstVector v) {
    return {v.data(), static_cast<Eigen::Index>(v.size())};
  }

 private:
  Eigen::MatrixXd a_;
  Eigen::VectorXd b_;
};

class Lasso final : public Objective {
 public:
  Lasso(Parabola smooth, double lambda) : smooth_(std::move(smooth)), lambda_(lambda) {}
  std::size_t dimension() const override { return smooth_.dimension(); }
  double value(ConstVector theta, const Batch& batch) const override {
    return smooth_.value(theta, batch) + lambda_ * Parabola::map(theta).lpNorm<1>();
  }
  double value_and_gradient(ConstVector theta, Vector gradient, const Batch& batch) const override {
    smooth_.value_and_gradient(theta, gradient, batch);
    for (std::size_t i = 0; i < theta.size(); ++i) gradient[i] += lambda_ * ((theta[i] > 0) - (theta[i] < 0));
    return value(theta, batch);
  }
  void hessian_vector(ConstVector theta, ConstVector v, Vector product, const Batch& batch) const override {
    smooth_.hessian_vector(theta, v, product, batch);
  }
  double l1() const override { return lambda_; }
  const Objective& smooth() const override { return smooth_; }
  const Parabola& parabola() const { return smooth_; }

 private:
  Parabola smooth_;
  double lambda_;
};

// With eigenvalues spread evenly from 1 to `condition`, in random directions.
inline Parabola random_parabola(Eigen::Index n, double condition, unsigned seed) {
  std::mt19937_64 random(seed);
  std::normal_distribution<double> normal;
  const auto draw = [&] { return normal(random); };
  const Eigen::MatrixXd q = Eigen::MatrixXd::NullaryExpr(n, n, draw).householderQr().householderQ();
  const Eigen::VectorXd lambda = Eigen::VectorXd::LinSpaced(n, 1, condition);
  const Eigen::MatrixXd a = q * lambda.asDiagonal() * q.transpose();
  return {0.5 * (a + a.transpose()), Eigen::VectorXd::NullaryExpr(n, draw)};
}

}  // namespace fallline::test

// Rosenbrock's function of n parameters, Σ 100 (xᵢ₊₁ − xᵢ²)² + (1 − xᵢ)², whose Hessian is tridiagonal; and the number
// of eigenvalues below a bound by Sturm's sequence, which makes no eigenvalue at all. Sources: Shang & Qiu,
// Evolutionary Computation 14 (2006); Golub & Van Loan, §8.4.1.
#pragma once

#include <Eigen/Core>

#include "objective/objective.h"

namespace fallline::test {

struct Tridiagonal {
  Eigen::VectorXd diagonal, beside;

  Eigen::MatrixXd dense() const {
    Eigen::MatrixXd m = diagonal.asDiagonal();
    m.diagonal(1) = m.diagonal(-1) = beside;
    return m;
  }

  Eigen::Index below(double bound) const {
    Eigen::Index count = 0;
    double q = 1;
    for (Eigen::Index i = 0; i < diagonal.size(); ++i) {
      q = diagonal[i] - bound - (i > 0 ? beside[i - 1] * beside[i - 1] / q : 0);
      if (q == 0) q = 1e-300;
      count += q < 0;
    }
    return count;
  }

  // The k-th eigenvalue from below, k from 0, by halving.
  double eigenvalue(Eigen::Index k) const {
    double high = diagonal.cwiseAbs().maxCoeff() + 2 * beside.cwiseAbs().maxCoeff() + 1, low = -high;
    for (int i = 0; i < 100; ++i) {
      const double middle = 0.5 * (low + high);
      (below(middle) > k ? high : low) = middle;
    }
    return 0.5 * (low + high);
  }
};

class Rosenbrock final : public Objective {
 public:
  explicit Rosenbrock(std::size_t n) : n_(n) {}
  std::size_t dimension() const override { return n_; }
  double value(ConstVector x, const Batch&) const override {
    double sum = 0;
    for (std::size_t i = 0; i + 1 < n_; ++i) {
      const double a = x[i + 1] - x[i] * x[i], b = 1 - x[i];
      sum += 100 * a * a + b * b;
    }
    return sum;
  }
  double value_and_gradient(ConstVector x, Vector gradient, const Batch& batch) const override {
    for (double& g : gradient) g = 0;
    for (std::size_t i = 0; i + 1 < n_; ++i) {
      const double a = x[i + 1] - x[i] * x[i];
      gradient[i] += -400 * x[i] * a - 2 * (1 - x[i]);
      gradient[i + 1] += 200 * a;
    }
    return value(x, batch);
  }
  void hessian_vector(ConstVector x, ConstVector v, Vector product, const Batch&) const override {
    const Tridiagonal h = hessian_at(x);
    for (std::size_t i = 0; i < n_; ++i) {
      const auto k = static_cast<Eigen::Index>(i);
      product[i] = h.diagonal[k] * v[i];
      if (i > 0) product[i] += h.beside[k - 1] * v[i - 1];
      if (i + 1 < n_) product[i] += h.beside[k] * v[i + 1];
    }
  }

  Tridiagonal hessian_at(ConstVector x) const {
    const auto n = static_cast<Eigen::Index>(n_);
    Tridiagonal h{Eigen::VectorXd::Zero(n), Eigen::VectorXd::Zero(n - 1)};
    for (std::size_t i = 0; i + 1 < n_; ++i) {
      const auto k = static_cast<Eigen::Index>(i);
      h.diagonal[k] += 1200 * x[i] * x[i] - 400 * x[i + 1] + 2;
      h.diagonal[k + 1] += 200;
      h.beside[k] = -400 * x[i];
    }
    return h;
  }

 private:
  const std::size_t n_;
};

}  // namespace fallline::test

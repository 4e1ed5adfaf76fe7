// Objectives of more than two parameters, for the tests.
#pragma once

#include <memory>

#include "objective/surface.h"

namespace fallline::test {

// ½ Σ aᵢ θᵢ²
class Separable final : public Objective {
 public:
  explicit Separable(std::vector<double> a) : a_(std::move(a)) {}
  std::size_t dimension() const override { return a_.size(); }
  double value(ConstVector theta, const Batch&) const override {
    double sum = 0;
    for (std::size_t i = 0; i < a_.size(); ++i) sum += 0.5 * a_[i] * theta[i] * theta[i];
    return sum;
  }
  double value_and_gradient(ConstVector theta, Vector gradient, const Batch& batch) const override {
    for (std::size_t i = 0; i < a_.size(); ++i) gradient[i] = a_[i] * theta[i];
    return value(theta, batch);
  }
  void hessian_vector(ConstVector, ConstVector v, Vector product, const Batch&) const override {
    for (std::size_t i = 0; i < a_.size(); ++i) product[i] = a_[i] * v[i];
  }

 private:
  std::vector<double> a_;
};

// A surface twice over four parameters, L(θ₁, θ₂) + L(θ₃, θ₄): in each half an optimizer that works element by element
// must go the way it goes over the surface alone.
class Twice final : public Objective {
 public:
  explicit Twice(const Surface& surface) : surface_(surface) {}
  std::size_t dimension() const override { return 4; }
  double value(ConstVector theta, const Batch& batch) const override {
    return surface_.value(theta.first(2), batch) + surface_.value(theta.last(2), batch);
  }
  double value_and_gradient(ConstVector theta, Vector gradient, const Batch& batch) const override {
    return surface_.value_and_gradient(theta.first(2), gradient.first(2), batch) +
           surface_.value_and_gradient(theta.last(2), gradient.last(2), batch);
  }
  void hessian_vector(ConstVector theta, ConstVector v, Vector product, const Batch& batch) const override {
    surface_.hessian_vector(theta.first(2), v.first(2), product.first(2), batch);
    surface_.hessian_vector(theta.last(2), v.last(2), product.last(2), batch);
  }

 private:
  const Surface& surface_;
};

}  // namespace fallline::test

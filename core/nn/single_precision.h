// SinglePrecision: the loss of a network in single precision, for pictures: several times as fast, many points at once.
//
// Losses are off by less than 1e-5 of their range over the points of a picture, which no colour shows. In double as
// ever: all that is not values() of all samples, points whose loss is beyond a float, and networks for which single
// precision is not enough (see suits()).
#pragma once

#include "nn/network_objective.h"

namespace fallline::nn {

class SinglePrecision final : public Objective {
 public:
  // The network must outlive it.
  explicit SinglePrecision(const NetworkObjective& network);
  ~SinglePrecision() override;

  // Plain layers (see dense_hessian.h) without jumps, over which rounding might carry a sample; at most 16 384
  // parameters.
  static bool suits(const NetworkSpec& network);

  void values(const Eigen::MatrixXd& points, Vector values, const Batch& batch) const override;

  std::size_t dimension() const override { return network_.dimension(); }
  std::size_t sample_count() const override { return network_.sample_count(); }
  double value(ConstVector theta, const Batch& batch) const override { return network_.value(theta, batch); }
  double value_and_gradient(ConstVector theta, Vector gradient, const Batch& batch) const override {
    return network_.value_and_gradient(theta, gradient, batch);
  }
  void hessian_vector(ConstVector theta, ConstVector v, Vector product, const Batch& batch) const override {
    network_.hessian_vector(theta, v, product, batch);
  }
  void hessian_vectors(ConstVector theta, const Eigen::MatrixXd& v, Eigen::MatrixXd& products,
                       const Batch& batch) const override {
    network_.hessian_vectors(theta, v, products, batch);
  }
  Eigen::MatrixXd hessian(ConstVector theta, const Batch& batch) const override {
    return network_.hessian(theta, batch);
  }
  std::size_t memory_size() const override { return network_.memory_size(); }
  void initial_memory(Vector memory) const override { network_.initial_memory(memory); }

 private:
  struct Inside;
  const NetworkObjective& network_;
  std::unique_ptr<const Inside> inside_;  // null where single precision does not suit
};

}  // namespace fallline::nn

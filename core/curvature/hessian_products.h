// HessianProducts: the Hessian at one point as an operator on vectors, which counts the products.
#pragma once

#include "objective/objective.h"

namespace fallline {

class HessianProducts {
 public:
  // The objective, θ and the batch must outlive it.
  HessianProducts(const Objective& objective, ConstVector theta, const Batch& batch)
      : objective_(objective), theta_(theta), batch_(batch) {}

  Eigen::Index size() const { return static_cast<Eigen::Index>(theta_.size()); }
  std::size_t count() const { return count_; }

  // H times every column of `v`, to the columns of `products`.
  void apply(const Eigen::MatrixXd& v, Eigen::MatrixXd& products) {
    count_ += static_cast<std::size_t>(v.cols());
    products.resize(v.rows(), v.cols());
    if (v.cols() == 1)
      objective_.hessian_vector(theta_, {v.data(), theta_.size()}, {products.data(), theta_.size()}, batch_);
    else
      objective_.hessian_vectors(theta_, v, products, batch_);
  }

 private:
  const Objective& objective_;
  const ConstVector theta_;
  const Batch batch_;
  std::size_t count_ = 0;
};

}  // namespace fallline

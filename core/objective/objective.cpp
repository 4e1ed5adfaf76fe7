#include "objective/objective.h"

#include <cassert>

namespace fallline {

Pair Objective::gradient_at(double x, double y, double& value, const Batch& batch) const {
  assert(dimension() == 2);
  const double theta[] = {x, y};
  double gradient[2];
  value = value_and_gradient(theta, gradient, batch);
  return Pair{gradient[0], gradient[1]};
}

void Objective::hessian_vectors(ConstVector theta, const Eigen::MatrixXd& v, Eigen::MatrixXd& products,
                                const Batch& batch) const {
  const auto n = static_cast<Eigen::Index>(dimension());
  assert(v.rows() == n);
  products.resize(n, v.cols());
  for (Eigen::Index i = 0; i < v.cols(); ++i)
    hessian_vector(theta, {v.col(i).data(), dimension()}, {products.col(i).data(), dimension()}, batch);
}

Eigen::MatrixXd Objective::hessian(ConstVector theta, const Batch& batch) const {
  const auto n = static_cast<Eigen::Index>(dimension());
  Eigen::MatrixXd h;
  hessian_vectors(theta, Eigen::MatrixXd::Identity(n, n), h, batch);
  return 0.5 * (h + h.transpose());
}

void Objective::values(const Eigen::MatrixXd& points, Vector values, const Batch& batch) const {
  assert(static_cast<std::size_t>(points.cols()) == values.size());
  for (Eigen::Index i = 0; i < points.cols(); ++i)
    values[static_cast<std::size_t>(i)] = value({points.col(i).data(), dimension()}, batch);
}

}  // namespace fallline

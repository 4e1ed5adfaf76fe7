#include "objective/objective.h"

#include <cassert>

namespace fallline {

Eigen::MatrixXd Objective::hessian(ConstVector theta, const Batch& batch) const {
  const auto n = static_cast<Eigen::Index>(dimension());
  Eigen::MatrixXd h(n, n);
  Eigen::VectorXd unit = Eigen::VectorXd::Zero(n);
  for (Eigen::Index i = 0; i < n; ++i) {
    unit[i] = 1;
    hessian_vector(theta, {unit.data(), dimension()}, {h.col(i).data(), dimension()}, batch);
    unit[i] = 0;
  }
  return 0.5 * (h + h.transpose());
}

void Objective::values(const Eigen::MatrixXd& points, Vector values, const Batch& batch) const {
  assert(static_cast<std::size_t>(points.cols()) == values.size());
  for (Eigen::Index i = 0; i < points.cols(); ++i)
    values[static_cast<std::size_t>(i)] = value({points.col(i).data(), dimension()}, batch);
}

}  // namespace fallline

// Compiled without fused multiply-add, and with sums in the order of the samples: the same on every platform.
#include "data/standardization.h"

#include <cassert>
#include <cmath>

namespace fallline {

Standardization standardization(const Eigen::MatrixXd& columns) {
  assert(columns.rows() > 0);
  Standardization s{Eigen::VectorXd(columns.cols()), Eigen::VectorXd::Ones(columns.cols())};
  const auto n = static_cast<double>(columns.rows());
  for (Eigen::Index c = 0; c < columns.cols(); ++c) {
    // From the smallest number in units of the range: a column of equal numbers has a mean that is exactly that number,
    // and squares neither overflow nor vanish.
    const double least = columns.col(c).minCoeff(), range = columns.col(c).maxCoeff() - least;
    s.mean[c] = least;
    if (range == 0) continue;
    double sum = 0, squares = 0;
    for (Eigen::Index i = 0; i < columns.rows(); ++i) sum += (columns(i, c) - least) / range;
    const double mean = sum / n;
    for (Eigen::Index i = 0; i < columns.rows(); ++i) {
      const double away = (columns(i, c) - least) / range - mean;
      squares += away * away;
    }
    s.mean[c] = least + range * mean;
    if (const double deviation = range * std::sqrt(squares / n); deviation > 0) s.deviation[c] = deviation;
  }
  return s;
}

void standardize(Eigen::MatrixXd& columns, const Standardization& by) {
  for (Eigen::Index c = 0; c < columns.cols(); ++c)
    columns.col(c).array() = (columns.col(c).array() - by.mean[c]) / by.deviation[c];
}

void restore(Eigen::MatrixXd& columns, const Standardization& by) {
  for (Eigen::Index c = 0; c < columns.cols(); ++c)
    columns.col(c).array() = columns.col(c).array() * by.deviation[c] + by.mean[c];
}

}  // namespace fallline

// The sign of a direction that has none of its own: its entry greatest in size is made positive, so that pictures do
// not turn over from one computation to the next.
#pragma once

#include <Eigen/Core>

namespace fallline {

// Every column.
inline void orient(Eigen::Ref<Eigen::MatrixXd> directions) {
  for (Eigen::Index i = 0; i < directions.cols(); ++i) {
    Eigen::Index at = 0;
    directions.col(i).cwiseAbs().maxCoeff(&at);
    if (directions(at, i) < 0) directions.col(i) = -directions.col(i);
  }
}

}  // namespace fallline

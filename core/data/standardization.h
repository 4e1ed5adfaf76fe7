// Standardization: columns less their mean, over their standard deviation (that of the samples, not an estimate of the
// population's). What is learnt from the training samples is applied to all.
#pragma once

#include <Eigen/Core>

namespace fallline {

struct Standardization {
  Eigen::VectorXd mean, deviation;  // of each column; deviation 1 where all its numbers are the same
};

// Of a matrix with one row or more.
Standardization standardization(const Eigen::MatrixXd& columns);

// (v − mean)/deviation, and back.
void standardize(Eigen::MatrixXd& columns, const Standardization& by);
void restore(Eigen::MatrixXd& columns, const Standardization& by);

}  // namespace fallline

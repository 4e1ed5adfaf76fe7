// The eigenvalues alone of a symmetric matrix, in place: with a reduction to tridiagonal form that goes through the
// matrix once a column, where that of Eigen 3.4 goes twice.
#pragma once

#include <Eigen/Core>

namespace fallline {

// Ascending. `h` is symmetric and finite, its lower half is read; what is left in it afterwards means nothing.
// Householder's reduction, each update made in the same sweep as the next product; then implicit QR. Source: Golub &
// Van Loan, Matrix Computations (4th ed.), §8.3.
Eigen::VectorXd symmetric_eigenvalues(Eigen::MatrixXd& h);

}  // namespace fallline

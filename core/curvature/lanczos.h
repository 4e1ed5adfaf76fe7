// Lanczos' process: from a start vector, an orthonormal basis of its Krylov space, in which the Hessian is tridiagonal.
// Fully reorthogonalized. Source: Golub & Van Loan, Matrix Computations (4th ed.), §10.1 and §10.3.
#pragma once

#include <Eigen/Core>
#include <stop_token>
#include <vector>

#include "curvature/hessian_products.h"

namespace fallline {

// H basis = basis T + beta_last q e_lastᵀ, q of unit length outside the basis; T has alpha on its diagonal and beta,
// without the last, beside it. beta_last = 0: the space is invariant, and the process is at its end.
struct KrylovSpace {
  Eigen::MatrixXd basis;        // n × m
  Eigen::VectorXd alpha, beta;  // m
};

// One space for every column of `starts`, none of them zero, of `steps` dimensions at most: in lockstep, so that their
// products are made together. Nothing if stopped, or if a product is not finite.
std::vector<KrylovSpace> krylov_spaces(HessianProducts& h, const Eigen::MatrixXd& starts, Eigen::Index steps,
                                       const std::stop_token& stop);

}  // namespace fallline

// The singular value decomposition of a weight matrix, W = U diag(σ) Vᵀ, of which those parts are kept whose σ is above
// rounding.
#pragma once

#include <Eigen/Eigenvalues>

#include "objective/objective.h"

namespace fallline::nn {

struct SingularValues {
  Eigen::MatrixXd u, v;   // out × r, in × r
  Eigen::VectorXd sigma;  // r, in no order
};

// Of W [out × in], row by row; r = 1 and not a number, if one of W's is not finite. One-sided Jacobi rotations
// (Hestenes 1958), which give small singular values their digits too, begun at the eigenvectors of the smaller of WᵀW
// and WWᵀ, which leave few of them to do.
SingularValues singular_values(ConstVector w, std::size_t out, std::size_t in);

// The same with its room kept: after the first matrix of a shape, the others allocate nothing. Products are therefore
// made column by column: those of two matrices ask for memory.
class SingularValueSolver {
 public:
  void compute(ConstVector w, std::size_t out, std::size_t in);

  // Of the last matrix.
  auto u() const { return (wide_ ? right_ : left_).leftCols(rank_); }
  auto v() const { return (wide_ ? left_ : right_).leftCols(rank_); }
  auto sigma() const { return sigma_.head(rank_); }

 private:
  void begin_at_eigenvectors();
  void keep_above_rounding(double scale);

  bool wide_ = false;
  Eigen::Index rank_ = 0;
  Eigen::MatrixXd scaled_;        // W, or Wᵀ if that is higher
  Eigen::MatrixXd left_, right_;  // scaled_ right_ = left_, whose columns become orthogonal
  Eigen::VectorXd sigma_;
  Eigen::MatrixXd gram_;
  Eigen::Tridiagonalization<Eigen::MatrixXd> tridiagonal_;
  Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> eigen_;
  Eigen::VectorXd diagonal_, beside_;
};

}  // namespace fallline::nn

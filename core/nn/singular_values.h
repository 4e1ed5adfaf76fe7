// The singular value decomposition of a weight matrix, W = U diag(σ) Vᵀ, of which those parts are kept whose σ is above
// rounding.
#pragma once

#include <Eigen/Core>

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

}  // namespace fallline::nn

#include "nn/singular_values.h"

#include <cmath>
#include <limits>

namespace fallline::nn {
namespace {

using Matrix = Eigen::MatrixXd;
using Eigen::Index;

constexpr double epsilon = std::numeric_limits<double>::epsilon();

// a ← c a − s b, b ← s a + c b.
void rotate(Eigen::Ref<Eigen::VectorXd> a, Eigen::Ref<Eigen::VectorXd> b, double c, double s) {
  for (Index i = 0; i < a.size(); ++i) {
    const double before = a[i];
    a[i] = c * before - s * b[i];
    b[i] = s * before + c * b[i];
  }
}

// Turns two columns of `a` so that they are orthogonal, those of `turned` with them. False if they are already.
bool make_orthogonal(Matrix& a, Matrix& turned, Index i, Index j) {
  const double ii = a.col(i).squaredNorm(), jj = a.col(j).squaredNorm(), ij = a.col(i).dot(a.col(j));
  if (!(std::abs(ij) > std::sqrt(static_cast<double>(a.rows())) * epsilon * std::sqrt(ii) * std::sqrt(jj)))
    return false;
  const double zeta = (jj - ii) / (2 * ij);
  const double t = std::copysign(1 / (std::abs(zeta) + std::hypot(1, zeta)), zeta), c = 1 / std::sqrt(1 + t * t);
  rotate(a.col(i), a.col(j), c, c * t);
  rotate(turned.col(i), turned.col(j), c, c * t);
  return true;
}

// Householder's reflection I − τ (1, v)(1, v)ᵀ of the bottom rows of `a`, τ = 2/(1 + ‖v‖²); of v = 0 Eigen keeps τ = 0.
void reflect(const Eigen::Ref<const Eigen::VectorXd>& v, Matrix& a) {
  const double square = v.squaredNorm();
  if (square == 0) return;
  const double tau = 2 / (1 + square);
  for (Index j = 0; j < a.cols(); ++j) {
    auto x = a.col(j).tail(v.size() + 1);
    const double along = tau * (x[0] + v.dot(x.tail(v.size())));
    x[0] -= along;
    x.tail(v.size()) -= along * v;
  }
}

}  // namespace

// right_ = Q E of scaled_ᵀ scaled_ = Q T Qᵀ and T = E Λ Eᵀ, T tridiagonal.
void SingularValueSolver::begin_at_eigenvectors() {
  const Index n = scaled_.cols();
  gram_.resize(n, n);
  for (Index j = 0; j < n; ++j) gram_.col(j).noalias() = scaled_.transpose() * scaled_.col(j);
  tridiagonal_.compute(gram_);
  diagonal_ = tridiagonal_.diagonal();
  beside_ = tridiagonal_.subDiagonal();
  eigen_.computeFromTridiagonal(diagonal_, beside_);
  right_ = eigen_.eigenvectors();
  for (Index k = n - 2; k >= 0; --k) reflect(tridiagonal_.packedMatrix().col(k).tail(n - k - 2), right_);
  left_.resize(scaled_.rows(), n);
  for (Index j = 0; j < n; ++j) left_.col(j).noalias() = scaled_ * right_.col(j);
}

void SingularValueSolver::keep_above_rounding(double scale) {
  sigma_.resize(left_.cols());
  for (Index i = 0; i < left_.cols(); ++i) sigma_[i] = left_.col(i).norm();
  const double least = static_cast<double>(left_.rows()) * epsilon * sigma_.maxCoeff();
  rank_ = 0;
  for (Index i = 0; i < left_.cols(); ++i) {
    if (!(sigma_[i] > least)) continue;
    left_.col(rank_) = left_.col(i) / sigma_[i];
    right_.col(rank_) = right_.col(i);
    sigma_[rank_] = scale * sigma_[i];
    ++rank_;
  }
}

void SingularValueSolver::compute(ConstVector w, std::size_t out, std::size_t in) {
  wide_ = out < in;
  // Row by row, W is Wᵀ column by column.
  const Eigen::Map<const Matrix> transposed(w.data(), static_cast<Index>(in), static_cast<Index>(out));
  if (wide_)
    scaled_ = transposed;
  else
    scaled_ = transposed.transpose();
  const double scale = scaled_.cwiseAbs().maxCoeff<Eigen::PropagateNaN>();
  if (!std::isfinite(scale)) {
    constexpr double nan = std::numeric_limits<double>::quiet_NaN();
    rank_ = 1;
    left_.setConstant(scaled_.rows(), 1, nan);
    right_.setConstant(scaled_.cols(), 1, nan);
    sigma_.setConstant(1, nan);
    return;
  }
  if (scale > 0) scaled_ /= scale;
  begin_at_eigenvectors();
  constexpr int most_sweeps = 40;
  bool moved = true;
  for (int sweep = 0; moved && sweep < most_sweeps; ++sweep) {
    moved = false;
    for (Index i = 0; i + 1 < left_.cols(); ++i)
      for (Index j = i + 1; j < left_.cols(); ++j) moved |= make_orthogonal(left_, right_, i, j);
  }
  keep_above_rounding(scale);
}

SingularValues singular_values(ConstVector w, std::size_t out, std::size_t in) {
  SingularValueSolver solver;
  solver.compute(w, out, in);
  return {solver.u(), solver.v(), solver.sigma()};
}

}  // namespace fallline::nn

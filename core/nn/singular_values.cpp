#include "nn/singular_values.h"

#include <Eigen/Eigenvalues>
#include <cmath>
#include <limits>
#include <vector>

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

}  // namespace

SingularValues singular_values(ConstVector w, std::size_t out, std::size_t in) {
  const bool wide = out < in;
  const auto rows = static_cast<Index>(wide ? in : out), columns = static_cast<Index>(wide ? out : in);
  // Row by row, W is Wᵀ column by column.
  const Eigen::Map<const Matrix> transposed(w.data(), static_cast<Index>(in), static_cast<Index>(out));
  Matrix a = wide ? Matrix(transposed) : Matrix(transposed.transpose());
  const double scale = a.cwiseAbs().maxCoeff<Eigen::PropagateNaN>();
  if (!std::isfinite(scale)) {
    constexpr double nan = std::numeric_limits<double>::quiet_NaN();
    return {Matrix::Constant(static_cast<Index>(out), 1, nan), Matrix::Constant(static_cast<Index>(in), 1, nan),
            Eigen::VectorXd::Constant(1, nan)};
  }
  if (scale > 0) a /= scale;

  Matrix turned = Eigen::SelfAdjointEigenSolver<Matrix>(a.transpose() * a).eigenvectors();
  a = (a * turned).eval();
  constexpr int most_sweeps = 40;
  bool moved = true;
  for (int sweep = 0; moved && sweep < most_sweeps; ++sweep) {
    moved = false;
    for (Index i = 0; i + 1 < columns; ++i)
      for (Index j = i + 1; j < columns; ++j) moved |= make_orthogonal(a, turned, i, j);
  }

  const Eigen::VectorXd sigma = a.colwise().norm();
  const double least = static_cast<double>(rows) * epsilon * sigma.maxCoeff();
  std::vector<Index> kept;
  for (Index i = 0; i < columns; ++i)
    if (sigma[i] > least) kept.push_back(i);
  const Matrix left = a(Eigen::all, kept) * sigma(kept).cwiseInverse().asDiagonal(), right = turned(Eigen::all, kept);
  return {wide ? right : left, wide ? left : right, scale * sigma(kept)};
}

}  // namespace fallline::nn

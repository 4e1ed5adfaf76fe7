#include "curvature/lanczos.h"

#include <algorithm>

#include "curvature/orthogonal_basis.h"

namespace fallline {
namespace {

using Eigen::Index;

// Takes in H times the last vector of the basis; false at the end.
bool extend(KrylovSpace& k, Index j, Eigen::Ref<Eigen::VectorXd> product) {
  const double scale = product.norm();
  k.alpha[j] = orthogonalize(k.basis.leftCols(j + 1), product)[j];
  const double left = product.norm();
  const bool end = left <= rounding_share * std::max(scale, k.alpha.head(j + 1).cwiseAbs().maxCoeff());
  k.beta[j] = end ? 0 : left;
  if (!end && j + 1 < k.alpha.size()) k.basis.col(j + 1) = product / left;
  return !end && j + 1 < k.alpha.size();
}

}  // namespace

std::vector<KrylovSpace> krylov_spaces(HessianProducts& h, const Eigen::MatrixXd& starts, Index steps,
                                       const std::stop_token& stop) {
  const Index n = starts.rows(), m = std::min(steps, n);
  std::vector<KrylovSpace> spaces(static_cast<std::size_t>(starts.cols()),
                                  {Eigen::MatrixXd(n, m), Eigen::VectorXd::Zero(m), Eigen::VectorXd::Zero(m)});
  std::vector<KrylovSpace*> open;
  for (Index i = 0; i < starts.cols(); ++i) {
    KrylovSpace& k = spaces[static_cast<std::size_t>(i)];
    k.basis.col(0) = starts.col(i).normalized();
    open.push_back(&k);
  }
  Eigen::MatrixXd last, products;
  for (Index j = 0; !open.empty(); ++j) {
    last.resize(n, static_cast<Index>(open.size()));
    for (std::size_t i = 0; i < open.size(); ++i) last.col(static_cast<Index>(i)) = open[i]->basis.col(j);
    if (stop.stop_requested()) return {};
    h.apply(last, products);
    if (!products.allFinite()) return {};
    std::vector<KrylovSpace*> still;
    for (std::size_t i = 0; i < open.size(); ++i) {
      KrylovSpace& k = *open[i];
      if (extend(k, j, products.col(static_cast<Index>(i)))) {
        still.push_back(&k);
        continue;
      }
      k.basis.conservativeResize(n, j + 1);
      k.alpha.conservativeResize(j + 1);
      k.beta.conservativeResize(j + 1);
    }
    open = std::move(still);
  }
  return spaces;
}

}  // namespace fallline

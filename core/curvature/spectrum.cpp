#include "curvature/spectrum.h"

#include <Eigen/Eigenvalues>
#include <algorithm>

#include "curvature/symmetric_eigenvalues.h"
#include "math/orientation.h"

namespace fallline {

Spectrum spectrum_of(Eigen::MatrixXd h, bool vectors) {
  Spectrum s;
  s.lowest = h.rows();
  s.all = true;
  if (!h.allFinite()) {
    s.status = SpectrumStatus::not_finite;
    return s;
  }
  if (!vectors) {
    s.lambda = symmetric_eigenvalues(h);
    return s;
  }
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(h);
  s.lambda = solver.eigenvalues();
  s.u = solver.eigenvectors();
  orient(s.u);
  s.residuals = (h * s.u - s.u * s.lambda.asDiagonal()).colwise().norm();
  return s;
}

Spectrum dense_spectrum(const Objective& objective, ConstVector theta, const Batch& batch, bool vectors,
                        std::stop_token stop) {
  Eigen::MatrixXd h = objective.hessian(theta, batch);
  Spectrum s;
  if (stop.stop_requested())
    s.status = SpectrumStatus::cancelled;
  else
    s = spectrum_of(std::move(h), vectors);
  s.products = objective.dimension();
  return s;
}

Signs signs_of(const Eigen::VectorXd& lambda, double scale) {
  Signs signs;
  if (lambda.size() == 0) return signs;
  const double zero = zero_tolerance * std::max(lambda.cwiseAbs().maxCoeff(), scale);
  signs.negative = (lambda.array() < -zero).count();
  signs.positive = (lambda.array() > zero).count();
  signs.zero = lambda.size() - signs.negative - signs.positive;
  return signs;
}

Kind kind_of(const Signs& signs) {
  if (signs.negative > 0 && signs.positive > 0) return Kind::saddle;
  if (signs.zero > 0 || signs.count() == 0) return Kind::degenerate;
  return signs.positive > 0 ? Kind::minimum : Kind::maximum;
}

}  // namespace fallline

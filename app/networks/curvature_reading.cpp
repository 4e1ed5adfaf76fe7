#include "app/networks/curvature_reading.h"

#include <algorithm>
#include <vector>

#include "curvature/hessian_products.h"

namespace fallline {
namespace {

constexpr std::size_t most_with_vectors = 400;  // parameters; above, Lanczos' method is faster by far
constexpr ExtremeOptions ends{.lowest = 1, .highest = 1, .tolerance = 1e-4};
constexpr DensityOptions coarse{.probes = 4, .steps = 40}, exact{};

ExtremePair pair(const Spectrum& s, Eigen::Index i) { return {s.lambda[i], s.residuals[i], s.u.col(i)}; }

double flatness(const nn::NetworkObjective& objective, ConstVector theta, const Batch& batch, double scale) {
  Eigen::MatrixXd g(static_cast<Eigen::Index>(theta.size()), 1), product;
  objective.value_and_gradient(theta, {g.data(), theta.size()}, batch);
  HessianProducts(objective, theta, batch).apply(g, product);
  const double whole = scale * g.norm();
  return whole > 0 ? product.norm() / whole : 0;
}

}  // namespace

CurvatureReading read_curvature(const nn::NetworkObjective& objective, ConstVector theta, ConstVector memory, bool fine,
                                std::stop_token stop) {
  std::vector<double> averages(memory.begin(), memory.end());
  const Batch batch{.memory = averages};
  CurvatureReading r;
  r.parameters = static_cast<Eigen::Index>(theta.size());
  const bool with_vectors = theta.size() <= most_with_vectors;
  const Spectrum s = with_vectors ? dense_spectrum(objective, theta, batch, true, stop)
                                  : extreme_spectrum(objective, theta, batch, ends, stop);
  r.status = s.status;
  if (!r.there()) return r;
  r.least = pair(s, 0);
  r.greatest = pair(s, s.lambda.size() - 1);
  const double scale = std::max(std::abs(r.least.lambda), std::abs(r.greatest.lambda));
  if (theta.size() <= most_dense) {
    r.lambda = with_vectors ? s.lambda : dense_spectrum(objective, theta, batch, false, stop).lambda;
    if (r.lambda.size() == 0) return {};
    r.signs = signs_of(r.lambda);
    r.minimum_ratio = minimum_ratio(*r.signs);
  } else {
    r.density = spectral_density(objective, theta, batch, fine ? exact : coarse, stop);
    if (r.density.status != SpectrumStatus::complete) return {};
    r.minimum_ratio = r.density.share_above(zero_tolerance * scale);
  }
  r.flatness = flatness(objective, theta, batch, scale);
  return r;
}

}  // namespace fallline

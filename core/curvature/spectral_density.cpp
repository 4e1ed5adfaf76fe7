#include "curvature/spectral_density.h"

#include <Eigen/Eigenvalues>
#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <numbers>

#include "curvature/lanczos.h"
#include "math/random.h"

namespace fallline {
namespace {

using Eigen::Index;

// Numbers that the bases of probes which go together may fill: half a gigabyte.
constexpr Index most_numbers = Index{1} << 26;

Eigen::MatrixXd signs_of_chance(Index rows, Index columns, std::uint64_t seed, Index first_probe) {
  Eigen::MatrixXd signs(rows, columns);
  for (Index c = 0; c < columns; ++c) {
    Random random(seed, static_cast<std::uint64_t>(first_probe + c));
    for (double& s : signs.col(c)) s = random.bits() >> 63 ? 1 : -1;
  }
  return signs;
}

Estimate estimate(const Eigen::VectorXd& samples) {
  const auto count = static_cast<double>(samples.size());
  const double mean = samples.mean();
  if (samples.size() < 2) return {mean, std::numeric_limits<double>::quiet_NaN()};
  return {mean, std::sqrt((samples.array() - mean).square().sum() / (count - 1) / count)};
}

void append(Eigen::VectorXd& to, const Eigen::VectorXd& more) {
  to.conservativeResize(to.size() + more.size());
  to.tail(more.size()) = more;
}

// The sum of the nodes' bells.
void fill_grid(SpectralDensity& d, const DensityOptions& options) {
  const double low = d.nodes.minCoeff(), high = d.nodes.maxCoeff(), size = std::max(std::abs(low), std::abs(high));
  // All eigenvalues equal: a bell all the same.
  const double range = std::max(high - low, size > 0 ? 1e-3 * size : 1);
  d.sigma = options.broadening * range;
  d.lambda = Eigen::VectorXd::LinSpaced(options.points, low - 4 * d.sigma, high + 4 * d.sigma);
  d.density.setZero(options.points);
  const double height = 1 / (d.sigma * std::sqrt(2 * std::numbers::pi));
  for (Index k = 0; k < d.nodes.size(); ++k)
    d.density.array() += d.weights[k] * height * (-0.5 * ((d.lambda.array() - d.nodes[k]) / d.sigma).square()).exp();
}

}  // namespace

SpectralDensity spectral_density(const Objective& objective, ConstVector theta, const Batch& batch,
                                 const DensityOptions& options, std::stop_token stop) {
  assert(options.probes > 0 && options.steps > 0 && options.points > 1);
  HessianProducts h(objective, theta, batch);
  const Index n = h.size(), together = std::clamp<Index>(most_numbers / (n * std::min(n, options.steps)), 1, 16);
  SpectralDensity d;
  Eigen::VectorXd traces(options.probes), squares(options.probes);
  for (Index begin = 0; begin < options.probes; begin += together) {
    const Index count = std::min(together, options.probes - begin);
    const auto spaces = krylov_spaces(h, signs_of_chance(n, count, options.seed, begin), options.steps, stop);
    d.products = h.count();
    if (spaces.empty()) {
      d.status = stop.stop_requested() ? SpectrumStatus::cancelled : SpectrumStatus::not_finite;
      return d;
    }
    for (Index i = 0; i < count; ++i) {
      const KrylovSpace& k = spaces[static_cast<std::size_t>(i)];
      Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> tridiagonal;
      tridiagonal.computeFromTridiagonal(k.alpha, k.beta.head(k.beta.size() - 1));
      const Eigen::VectorXd& nodes = tridiagonal.eigenvalues();
      const Eigen::VectorXd weights = tridiagonal.eigenvectors().row(0).array().square();
      traces[begin + i] = static_cast<double>(n) * weights.dot(nodes);
      squares[begin + i] = static_cast<double>(n) * weights.dot(nodes.cwiseAbs2());
      append(d.nodes, nodes);
      append(d.weights, weights / static_cast<double>(options.probes));
    }
  }
  d.trace = estimate(traces);
  d.squared_norm = estimate(squares);
  fill_grid(d, options);
  return d;
}

}  // namespace fallline

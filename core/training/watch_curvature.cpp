#include "training/watch_curvature.h"

#include <algorithm>
#include <limits>

#include "curvature/spectral_density.h"

namespace fallline::training {
namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();
constexpr WatchedCurvature nothing{none, none, none, none};

WatchedCurvature from_products(const nn::NetworkObjective& objective, ConstVector theta, const Batch& batch,
                               const std::stop_token& stop) {
  WatchedCurvature seen = nothing;
  const Spectrum ends = extreme_spectrum(objective, theta, batch, {.lowest = 1, .highest = 1}, stop);
  if (ends.status != SpectrumStatus::complete) return seen;
  seen.lambda_min = ends.lambda[0];
  seen.lambda_max = ends.lambda[1];
  const SpectralDensity density = spectral_density(objective, theta, batch, {}, stop);
  if (density.status == SpectrumStatus::complete)
    seen.minimum_ratio =
        density.share_above(zero_tolerance * std::max(std::abs(seen.lambda_min), std::abs(seen.lambda_max)));
  return seen;
}

}  // namespace

WatchedCurvature watch_curvature(const nn::NetworkObjective& objective, ConstVector theta, ConstVector memory,
                                 std::stop_token stop) {
  std::vector<double> averages(memory.begin(), memory.end());
  const Batch batch{.memory = averages};
  if (objective.dimension() > most_dense) return from_products(objective, theta, batch, stop);
  const Spectrum all = dense_spectrum(objective, theta, batch, false, stop);
  if (all.status != SpectrumStatus::complete) return nothing;
  const Signs signs = signs_of(all.lambda);
  return {all.lambda[all.lambda.size() - 1], all.lambda[0], minimum_ratio(signs), static_cast<double>(signs.negative)};
}

}  // namespace fallline::training

#include "nn/bagging.h"

#include <cassert>

#include "math/random.h"

namespace fallline::nn {

std::vector<std::size_t> bootstrap(std::size_t count, std::uint64_t seed, std::size_t member) {
  // Streams of its own: the near ones draw the weights and the noise of the steps, the far ones the mini-batches.
  constexpr std::uint64_t first_stream = std::uint64_t{1} << 63;
  Random random(seed, first_stream + member);
  std::vector<std::size_t> samples(count);
  for (std::size_t& s : samples) s = random.bits() % count;
  return samples;
}

Eigen::MatrixXd mean_prediction(std::span<const Eigen::MatrixXd> members) {
  assert(!members.empty());
  Eigen::MatrixXd mean = members[0];
  for (const Eigen::MatrixXd& m : members.subspan(1)) mean += m;
  return mean / static_cast<double>(members.size());
}

BaggingErrors bagging_errors(std::span<const Eigen::MatrixXd> members, const Eigen::MatrixXd& targets) {
  const auto k = static_cast<double>(members.size()), numbers = static_cast<double>(targets.size());
  BaggingErrors errors{members.size(), 0, 0, (mean_prediction(members) - targets).squaredNorm() / numbers};
  for (std::size_t i = 0; i < members.size(); ++i) {
    errors.variance += (members[i] - targets).squaredNorm() / (k * numbers);
    for (std::size_t j = 0; j < i; ++j)
      errors.covariance +=
          2 * (members[i] - targets).cwiseProduct(members[j] - targets).sum() / (k * (k - 1) * numbers);
  }
  return errors;
}

}  // namespace fallline::nn

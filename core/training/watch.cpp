#include "training/watch.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace fallline::training {
namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

double explained(const Eigen::MatrixXd& targets, const Eigen::MatrixXd& outputs) {
  const double left = (targets - outputs).squaredNorm();
  const double all = (targets.rowwise() - targets.colwise().mean()).squaredNorm();
  return all > 0 ? 1 - left / all : none;
}

Score score_or_none(const std::shared_ptr<const nn::NetworkObjective>& part, const Racer& racer) {
  return part ? score(*part, racer.theta(), racer.memory()) : Score{none, none};
}

// In the order of the numbers: Eigen's sums depend on where they lie in memory.
double norm(ConstVector v) {
  double largest = 0, sum = 0;
  for (const double x : v) largest = std::max(largest, std::abs(x));
  if (std::isinf(largest)) return largest;
  const double scale = largest > 0 ? largest : 1;
  for (const double x : v) sum += (x / scale) * (x / scale);
  return scale * std::sqrt(sum);
}

// Shares of units that no sample wakes.
std::vector<double> dead_shares(const nn::NetworkObjective& objective, const Racer& racer) {
  const nn::NetworkSpec& network = objective.network();
  std::vector<double> shares(network.layers.size(), none);
  const auto can_die = [](const nn::LayerSpec& layer) {
    return layer.activation == "relu" || layer.activation == "relu6";
  };
  if (std::ranges::none_of(network.layers, can_die)) return shares;
  std::vector<Eigen::MatrixXd> activations;
  objective.activations(racer.theta(), objective.data().x, activations, racer.memory());
  for (std::size_t l = 0; l < shares.size(); ++l)
    if (can_die(network.layers[l]) && !network.layers[l].residual)
      shares[l] = static_cast<double>((activations[l].array() == 0).colwise().all().count()) /
                  static_cast<double>(activations[l].cols());
  return shares;
}

void watch_rates(const nn::NetworkObjective& objective, const Racer& racer, const Sampling& sampling, Watched& seen) {
  const auto parts = racer.next_step(objective, sampling).parts;
  const std::vector<double>&g = parts.front().vector, &update = parts.back().vector;
  std::vector<double> rates;
  for (std::size_t i = 0; i < g.size(); ++i)
    if (g[i] != 0) rates.push_back(std::abs(update[i] / g[i]));
  if (rates.empty()) {
    seen.least_rate = seen.median_rate = seen.greatest_rate = none;
    return;
  }
  const auto middle = rates.begin() + static_cast<std::ptrdiff_t>(rates.size() / 2);
  std::nth_element(rates.begin(), middle, rates.end());
  seen.median_rate = *middle;
  const auto [least, greatest] = std::ranges::minmax(rates);
  seen.least_rate = least;
  seen.greatest_rate = greatest;
}

}  // namespace

int predicted_class(const Eigen::MatrixXd& outputs, Eigen::Index sample) {
  if (outputs.cols() == 1) return outputs(sample, 0) > 0 ? 1 : 0;
  Eigen::Index best = 0;
  outputs.row(sample).maxCoeff(&best);
  return static_cast<int>(best);
}

double accuracy(const Dataset& data, const Eigen::MatrixXd& outputs) {
  if (data.regression()) return explained(data.y, outputs);
  std::size_t right = 0;
  for (std::size_t i = 0; i < data.size(); ++i)
    right += predicted_class(outputs, static_cast<Eigen::Index>(i)) == data.label[i];
  return static_cast<double>(right) / static_cast<double>(data.size());
}

Score score(const nn::NetworkObjective& objective, ConstVector theta, ConstVector memory) {
  std::vector<double> averages(memory.begin(), memory.end());
  const Dataset& data = objective.data();
  Score result{objective.value(theta, {.memory = averages}), 0};
  Eigen::MatrixXd outputs;
  objective.outputs(theta, data.x, outputs, memory);
  result.accuracy = accuracy(data, outputs);
  return result;
}

Watched watch(const Parts& parts, const Racer& racer, const Sampling& sampling, ConstVector before) {
  const nn::NetworkObjective& objective = *parts.training;
  const auto samples = static_cast<double>(objective.sample_count());
  const double batch = sampling.batch_size == 0 ? samples : std::min(samples, static_cast<double>(sampling.batch_size));
  Watched seen{};
  seen.step = racer.steps_taken();
  seen.epoch = static_cast<double>(seen.step) / std::ceil(samples / batch);
  seen.training = score(objective, racer.theta(), racer.memory());
  seen.penalty = objective.penalty(racer.theta());
  seen.validation = score_or_none(parts.validation, racer);
  seen.test = score_or_none(parts.test, racer);
  std::vector<double> gradient(objective.dimension()), averages(racer.memory().begin(), racer.memory().end());
  objective.value_and_gradient(racer.theta(), gradient, {.memory = averages});
  seen.gradient_norm = norm(gradient);
  seen.learning_rate = racer.learning_rate();
  watch_rates(objective, racer, sampling, seen);
  const std::vector<double> dead = dead_shares(objective, racer);
  for (const nn::ParameterBlock& block : nn::layout(objective.network())) {
    if (block.name[0] != 'W') continue;
    LayerWatch& layer = seen.layers.emplace_back(LayerWatch{0, none, dead[block.layer]});
    double moved = 0;
    for (std::size_t i = block.offset; i < block.offset + block.size(); ++i) {
      layer.mean_gradient += std::abs(gradient[i]) / static_cast<double>(block.size());
      if (!before.empty()) moved += (racer.theta()[i] - before[i]) * (racer.theta()[i] - before[i]);
    }
    if (!before.empty())
      layer.update_ratio = std::sqrt(moved) / norm(racer.theta().subspan(block.offset, block.size()));
  }
  return seen;
}

}  // namespace fallline::training

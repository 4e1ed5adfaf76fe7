#include "app/networks/unit_maps.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace fallline {
namespace {

constexpr int side = 24, small_side = 12, curve_points = 64;
constexpr std::size_t many_units = 2048;  // from here on the maps are small ones
constexpr double most_work = 4e9;         // products, for what goes over all samples
constexpr Eigen::Index samples_at_once = 1024;

UnitMaps::Layer layer_of(const Eigen::MatrixXd& activations) {
  UnitMaps::Layer layer;
  layer.levels.reserve(static_cast<std::size_t>(activations.size()));
  constexpr double none = std::numeric_limits<double>::quiet_NaN();
  for (Eigen::Index u = 0; u < activations.cols(); ++u) {
    const auto a = activations.col(u);
    const UnitMaps::Unit& unit = layer.units.emplace_back(UnitMaps::Unit{a.minCoeff(), a.maxCoeff(), none});
    const double factor = unit.scale() > 0 ? UnitMaps::reach / unit.scale() : 0;
    for (const double value : a) {
      const double level = factor * value;
      layer.levels.push_back(
          static_cast<std::uint8_t>(UnitMaps::zero_level + (std::isfinite(level) ? std::lround(level) : 0)));
    }
  }
  return layer;
}

// What the units say on all training samples, some of these at a time.
void look_at_samples(UnitMaps& maps, const std::vector<double>& memory, const std::stop_token& stop) {
  const nn::NetworkObjective& objective = *maps.setup->parts.training;
  const Eigen::MatrixXd& x = objective.data().x;
  std::vector<std::vector<Eigen::Index>> zeros;
  for (const UnitMaps::Layer& layer : maps.layers) zeros.emplace_back(layer.units.size());
  std::vector<Eigen::MatrixXd> activations;
  const auto count = [&](std::size_t l, const Eigen::MatrixXd& a) {
    for (std::size_t u = 0; u < zeros[l].size(); ++u)
      zeros[l][u] += (a.col(static_cast<Eigen::Index>(u)).array() == 0).count();
  };
  for (Eigen::Index first = 0; first < x.rows() && !stop.stop_requested(); first += samples_at_once) {
    const Eigen::MatrixXd some = x.middleRows(first, std::min(samples_at_once, x.rows() - first));
    objective.activations(maps.theta, some, activations, memory);
    count(0, some);
    for (std::size_t l = 0; l < activations.size(); ++l) count(l + 1, activations[l]);
  }
  for (std::size_t l = 0; l < zeros.size(); ++l)
    for (std::size_t u = 0; u < zeros[l].size(); ++u)
      maps.layers[l].units[u].zero_share = static_cast<double>(zeros[l][u]) / static_cast<double>(x.rows());
}

}  // namespace

UnitMaps unit_maps(std::shared_ptr<const training::Setup> setup, std::vector<double> theta,
                   const std::vector<double>& memory, const std::stop_token& stop) {
  UnitMaps maps{.setup = std::move(setup), .theta = std::move(theta), .plane = {}};
  const nn::NetworkObjective& objective = *maps.setup->parts.training;
  maps.plane = input_plane(maps.setup->parts);
  std::size_t units = objective.network().inputs;
  for (const nn::LayerSpec& layer : objective.network().layers) units += layer.width;
  maps.columns = maps.plane.curve() ? curve_points : units < many_units ? side : small_side;
  maps.rows = maps.plane.curve() ? 1 : maps.columns;
  const Eigen::MatrixXd x = inputs_on(maps.plane, maps.columns, maps.rows);
  std::vector<Eigen::MatrixXd> activations;
  objective.activations(maps.theta, x, activations, memory);
  maps.layers.push_back(layer_of(x));
  for (const Eigen::MatrixXd& a : activations) maps.layers.push_back(layer_of(a));
  const double work = static_cast<double>(maps.theta.size()) * static_cast<double>(objective.sample_count());
  if (work > most_work || stop.stop_requested()) return maps;
  look_at_samples(maps, memory, stop);
  maps.gradient.resize(maps.theta.size());
  objective.value_and_gradient(maps.theta, maps.gradient, {});
  return maps;
}

bool can_die(const nn::LayerSpec& layer) {
  return !layer.residual && (layer.activation == "relu" || layer.activation == "relu6");
}

}  // namespace fallline

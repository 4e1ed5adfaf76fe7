#include "nn/single_precision.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "nn/dense_hessian.h"
#include "nn/samples.h"

namespace fallline::nn {
namespace {

using Eigen::Index;

constexpr std::size_t lanes = Singles::lanes;
// Each takes a register, with a number for every point: more of them than the second cache holds cost more time than
// they save.
constexpr std::size_t most_single_parameters = std::size_t{1} << 14;
// So many at a time that a small network's numbers of them stay in the nearest cache.
constexpr std::size_t chunk = 8;

// Feature after feature, or target after target.
std::vector<float> floats(const std::vector<Pack>& packed, std::size_t rows, const PackedSamples& samples) {
  std::vector<float> all(rows * samples.count);
  for (std::size_t r = 0; r < rows; ++r)
    for (std::size_t i = 0; i < samples.count; ++i)
      all[r * samples.count + i] = static_cast<float>(packed[r * samples.packs + i / Pack::lanes].v[i % Pack::lanes]);
  return all;
}

// As many points as there are lanes, on their way through the network.
class Points {
 public:
  Points(const Plan& plan) : plan_(plan), theta_(plan.parameters) {
    std::size_t widest = plan.spec.inputs;
    for (const PlannedLayer& layer : plan.layers) widest = std::max(widest, layer.out);
    for (std::vector<Singles>& rows : rows_) rows.resize(widest * chunk);
  }

  // Those of the columns from `first` on; where there are too few, the last one again.
  void place(const Eigen::MatrixXd& points, Index first) {
    for (std::size_t lane = 0; lane < lanes; ++lane) {
      const double* from = points.col(std::min(first + static_cast<Index>(lane), points.cols() - 1)).data();
      float* to = reinterpret_cast<float*>(theta_.data()) + lane;
      for (std::size_t i = 0; i < theta_.size(); ++i) to[i * lanes] = static_cast<float>(from[i]);
    }
  }

  // The outputs for n samples, row by row, n each.
  Rows<const Singles> outputs(const std::vector<float>& x, std::size_t samples, std::size_t first, std::size_t n) {
    for (std::size_t f = 0; f < plan_.spec.inputs; ++f)
      for (std::size_t p = 0; p < n; ++p) rows_[0][f * n + p] = static_cast<double>(x[f * samples + first + p]);
    std::size_t from = 0;
    for (const PlannedLayer& layer : plan_.layers) {
      Singles* z = rows_[1 - from].data();
      product<Singles>({theta_.data() + layer.weights, layer.in, 1}, layer.out, layer.in, {rows_[from].data(), n}, n,
                       theta_.data() + layer.bias, {z, n});
      layer.activation->rows_single.value(layer.values, Singles(0.0), z, z, layer.out * n);
      from = 1 - from;
    }
    return {rows_[from].data(), n};
  }

 private:
  const Plan& plan_;
  std::vector<Singles> theta_, rows_[2];
};

}  // namespace

struct SinglePrecision::Inside {
  explicit Inside(const NetworkObjective& network)
      : plan(network.network()),
        loss(find_loss(network.loss().key)),
        loss_values(values_or_initial(network.loss().values, loss->parameters)) {
    PackedSamples packed;
    pack(network.data(), loss->target, {}, {}, 0, packed);
    samples = packed.count;
    target_count = packed.targets;
    x = floats(packed.x, packed.features, packed);
    target = floats(packed.target, packed.targets, packed);
  }

  // The mean losses of the points placed. Over a chunk of samples in single precision, over all in double.
  std::array<double, lanes> losses(Points& points) const {
    std::array<double, lanes> sums{};
    std::vector<Singles> z(plan.spec.outputs()), targets(target_count);
    for (std::size_t first = 0; first < samples; first += chunk) {
      const std::size_t n = std::min(chunk, samples - first);
      const Rows<const Singles> outputs = points.outputs(x, samples, first, n);
      Singles sum(0.0);
      for (std::size_t p = 0; p < n; ++p) {
        for (std::size_t k = 0; k < z.size(); ++k) z[k] = outputs[k][p];
        for (std::size_t t = 0; t < target_count; ++t)
          targets[t] = static_cast<double>(target[t * samples + first + p]);
        sum = sum + loss->of_singles(loss_values, z.data(), targets.data(), nullptr, z.size());
      }
      for (std::size_t lane = 0; lane < lanes; ++lane) sums[lane] += static_cast<double>(sum.v[lane]);
    }
    for (double& sum : sums) sum /= static_cast<double>(samples);
    return sums;
  }

  Plan plan;
  const LossInfo* loss;
  std::vector<double> loss_values;
  std::size_t samples = 0, target_count = 0;
  std::vector<float> x, target;
};

bool SinglePrecision::suits(const NetworkSpec& network) {
  const Plan plan(network);
  return is_plain(plan) && plan.parameters <= most_single_parameters &&
         std::ranges::none_of(plan.layers, [](const PlannedLayer& layer) { return layer.activation->jumps; });
}

SinglePrecision::SinglePrecision(const NetworkObjective& network) : network_(network) {
  if (suits(network.network())) inside_ = std::make_unique<Inside>(network);
}
SinglePrecision::~SinglePrecision() = default;

void SinglePrecision::values(const Eigen::MatrixXd& points, Vector values, const Batch& batch) const {
  if (!inside_ || !batch.samples.empty() || batch.step > 0) return network_.values(points, values, batch);
  Points placed(inside_->plan);
  for (Index first = 0; first < points.cols(); first += lanes) {
    placed.place(points, first);
    const std::array<double, lanes> losses = inside_->losses(placed);
    for (Index i = first; i < std::min<Index>(points.cols(), first + Index{lanes}); ++i) {
      const ConstVector theta{points.col(i).data(), dimension()};
      const double loss = losses[static_cast<std::size_t>(i - first)];
      values[static_cast<std::size_t>(i)] =
          std::isfinite(loss) ? loss + network_.penalty(theta) : network_.value(theta, batch);
    }
  }
}

}  // namespace fallline::nn

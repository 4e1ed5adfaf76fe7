// Pass: a network over the samples of a batch: the mean loss, and its gradient by back-propagation. Written once for
// Pack, and for tangents of it, whose gradient carries products with the Hessian.
#pragma once

#include <memory>

#include "nn/layer_pass.h"
#include "nn/samples.h"

namespace fallline::nn {

enum class Way { value, gradient, gauss_newton };

template <class T>
class Pass {
 public:
  Pass(const Plan& plan, const LossInfo* loss, std::span<const double> loss_values)
      : plan_(plan), loss_(loss), loss_values_(loss_values.begin(), loss_values.end()), gradient_(plan.parameters) {
    for (const PlannedLayer& layer : plan.layers) {
      layers_.emplace_back(layer, layers_.size());
      widest_ = std::max({widest_, layer.in, layer.width});
      widest_out_ = std::max(widest_out_, layer.out);
    }
    theta_.resize(plan.parameters);
  }

  // θ, to be filled in before each run.
  std::vector<Scalar<T>>& theta() { return theta_; }

  // The mean loss. Unless `way` is value, gradient() is by θ afterwards; for gauss_newton, only its derivatives are
  // meant.
  Scalar<T> run(const PackedSamples& samples, const Circumstances& now, Way way) {
    begin(samples.packs, way == Way::gauss_newton);
    if (way != Way::value) std::ranges::fill(gradient_, Scalar<T>(0.0));
    T sum(0.0);
    for (std::size_t first = 0; first < samples.packs; first += chunk_) {
      const std::size_t n = std::min(chunk_, samples.packs - first);
      forward(samples, first, n, now, way != Way::value);
      sum = sum + measure(samples, first, n, way != Way::value);
      if (way != Way::value) backward(samples, first, n, now, way);
    }
    if (way != Way::value)
      for (LayerPass<T>& layer : layers_) layer.finish(gradient_.data());
    return lane_sum(sum);
  }

  // Forward alone; see(layer, first pack, n, rows) for each layer's output.
  template <class See>
  void look(const PackedSamples& samples, const Circumstances& now, See see) {
    begin(samples.packs, false);
    for (std::size_t first = 0; first < samples.packs; first += chunk_) {
      const std::size_t n = std::min(chunk_, samples.packs - first);
      forward(samples, first, n, now, false);
      for (std::size_t l = 0; l < layers_.size(); ++l) see(l, first, n, layers_[l].output());
    }
  }

  const std::vector<Scalar<T>>& gradient() const { return gradient_; }

 private:
  // So many packs at a time that all the layers' numbers of them stay in the nearest cache.
  static constexpr std::size_t usual_chunk = std::is_same_v<T, Pack> ? 8 : 4;

  void begin(std::size_t packs, bool at_once) {
    const std::size_t chunk = plan_.batch_statistics || at_once ? packs : std::min(packs, usual_chunk);
    for (LayerPass<T>& layer : layers_) layer.prepare(theta_.data());
    if (chunk == chunk_) return;
    chunk_ = chunk;
    for (LayerPass<T>& layer : layers_) layer.reserve(chunk);
    inputs_.resize(plan_.spec.inputs * chunk);
    for (std::vector<T>& d : d_) d.resize(widest_ * chunk);
    wide_.resize(widest_out_ * chunk);
    if (plan_.spec.input_dropout > 0) mask_.resize(plan_.spec.inputs * chunk);
    outputs_.resize(plan_.spec.outputs());
    slopes_.resize(plan_.spec.outputs());
    targets_.resize(plan_.spec.outputs());
  }

  void forward(const PackedSamples& samples, std::size_t first, std::size_t n, const Circumstances& now,
               bool with_slope) {
    for (std::size_t f = 0; f < plan_.spec.inputs; ++f)
      for (std::size_t p = 0; p < n; ++p) inputs_[f * chunk_ + p] = constant<T>(samples.x_rows()[f][first + p]);
    if (plan_.spec.input_dropout > 0 && now.step > 0) {
      draw_mask(plan_.spec.input_dropout, now, 0, first, plan_.spec.inputs, n, samples.packs, {mask_.data(), chunk_});
      for (std::size_t f = 0; f < plan_.spec.inputs; ++f)
        for (std::size_t p = 0; p < n; ++p)
          inputs_[f * chunk_ + p] = constant<T>(mask_[f * chunk_ + p]) * inputs_[f * chunk_ + p];
    }
    for (std::size_t l = 0; l < layers_.size(); ++l)
      layers_[l].forward(input_of(l), n, first, samples.packs, samples.weight.data() + first, now, with_slope);
  }

  Rows<const T> input_of(std::size_t l) const {
    return l == 0 ? Rows<const T>{inputs_.data(), chunk_} : layers_[l - 1].output();
  }

  // The weighted losses of the packs; with their slopes, ∂L/∂z in d_[0].
  T measure(const PackedSamples& samples, std::size_t first, std::size_t n, bool with_slope) {
    const Rows<const T> z = layers_.back().output();
    T sum(0.0);
    for (std::size_t p = 0; p < n; ++p) {
      for (std::size_t k = 0; k < outputs_.size(); ++k) outputs_[k] = z[k][p];
      const T weight = constant<T>(samples.weight[first + p]);
      if (samples.share.empty()) {
        sum = sum + weight * loss_of(samples.target_rows(), samples.targets, first + p, weight, p, with_slope, false);
      } else {
        const T own = weight * constant<T>(samples.share[first + p]), other = weight - own;
        const Rows<const Pack> second{samples.second_target.data(), samples.packs};
        sum = sum + own * loss_of(samples.target_rows(), samples.targets, first + p, own, p, with_slope, false);
        sum = sum + other * loss_of(second, samples.targets, first + p, other, p, with_slope, true);
      }
    }
    return sum;
  }

  T loss_of(Rows<const Pack> targets, std::size_t target_count, std::size_t at, const T& weight, std::size_t p,
            bool with_slope, bool add) {
    for (std::size_t k = 0; k < target_count; ++k) targets_[k] = targets[k][at];
    const T loss = loss_->of<T>()(loss_values_, outputs_.data(), targets_.data(), with_slope ? slopes_.data() : nullptr,
                                  outputs_.size());
    if (with_slope)
      for (std::size_t k = 0; k < outputs_.size(); ++k) {
        T& to = d_[0][k * chunk_ + p];
        to = add ? to + weight * slopes_[k] : weight * slopes_[k];
      }
    return loss;
  }

  void backward(const PackedSamples& samples, std::size_t first, std::size_t n, const Circumstances& now, Way way) {
    if constexpr (!std::is_same_v<T, Pack>)
      if (way == Way::gauss_newton) freeze();
    for (std::size_t l = layers_.size(), i = 0; l-- > 0; i = 1 - i)
      layers_[l].backward(input_of(l), n, samples.weight.data() + first, now, {d_[i].data(), chunk_},
                          {wide_.data(), chunk_}, gradient_.data(), l > 0 ? d_[1 - i].data() : nullptr, chunk_);
  }

  void freeze() {
    for (LayerPass<T>& layer : layers_) layer.freeze();
    for (Scalar<T>& s : theta_) s = Scalar<T>(value_of(s));
    for (T& t : inputs_) t = constant<T>(value_of(t));
  }

  const Plan& plan_;
  const LossInfo* loss_;
  std::vector<double> loss_values_;
  std::vector<LayerPass<T>> layers_;
  std::vector<Scalar<T>> theta_, gradient_;
  std::size_t widest_ = 0, widest_out_ = 0, chunk_ = 0;
  std::vector<T> inputs_, d_[2], wide_, outputs_, slopes_;
  std::vector<Pack> mask_, targets_;
};

}  // namespace fallline::nn

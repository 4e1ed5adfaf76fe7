// LayerPass: one layer on its way over some samples, forward and back. Legend: n packs of samples; in, out as of W
// (out counts the pieces of maxout), width units at the layer's output.
//
//   W → Ŵ      weight and spectral normalization
//   z = Ŵ a + b → ẑ → y = γ ẑ + β     batch, layer and group normalization
//   a' = σ(y) (+ a, residual)          then dropout
#pragma once

#include <algorithm>
#include <vector>

#include "math/random.h"
#include "nn/normalize.h"
#include "nn/plan.h"
#include "nn/reparametrize.h"

namespace fallline::nn {

// What decides over a pass beside θ and the samples.
struct Circumstances {
  std::int64_t step = 0;          // of training; 0: nothing is dropped out
  std::span<double> memory = {};  // of Batch
  std::uint64_t seed = 1;         // of dropout
};

// Leaves out a share p of the units and makes the others 1/(1 − p) as large. Srivastava et al. 2014, inverted.
inline void draw_mask(double p, const Circumstances& now, std::size_t layer, std::size_t first, std::size_t units,
                      std::size_t n, std::size_t of_packs, Rows<Pack> mask) {
  const double kept = 1 / (1 - p);
  for (std::size_t u = 0; u < units; ++u) {
    Random random(now.seed, (static_cast<std::uint64_t>(now.step) << 8) + layer, (u * of_packs + first) * Pack::lanes);
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t lane = 0; lane < Pack::lanes; ++lane) mask[u][i].v[lane] = random.uniform() < p ? 0 : kept;
  }
}

template <class T>
class LayerPass {
 public:
  LayerPass(const PlannedLayer& layer, std::size_t index) : layer_(layer), index_(index) {}

  // Room for n packs.
  void reserve(std::size_t n) {
    n_ = n;
    output_.resize(layer_.width * n);
    slope_.resize(layer_.out * n);
    if (normalized()) standardized_.resize(layer_.out * n);
    if (normalized() || layer_.activation->learned || layer_.pieces > 1) before_.resize(layer_.out * n);
    turned_.resize(turned_size<T>(layer_.in, n));
    if (by_batch()) inverse_.resize(layer_.out);
    if (layer_.activation->learned) by_learned_.resize(n);
    per_sample_inverse_.resize(groups() * n);
    if (layer_.spec->residual) kept_.resize(layer_.width * n);
    if (layer_.spec->dropout > 0) mask_.resize(layer_.width * n);
  }

  // The weights that the products take, made of θ.
  void prepare(const Scalar<T>* theta) {
    theta_ = theta;
    weights_ = theta + layer_.weights;
    const Normalization how = layer_.spec->normalization;
    if (how != Normalization::weight && how != Normalization::spectral) return;
    made_.resize(layer_.out * layer_.in);
    by_made_.assign(made_.size(), Scalar<T>(0.0));
    if (how == Normalization::weight) {
      weight_normalized(weights_, theta + layer_.gamma, layer_.out, layer_.in, made_.data());
    } else {
      largest_singular(weights_, layer_.out, layer_.in, top_);
      spectral_normalized(weights_, layer_.out, layer_.in, top_, made_.data());
    }
    weights_ = made_.data();
  }

  // From the inputs of n packs, of the batch's `of_packs` those from `first` on.
  void forward(Rows<const T> a, std::size_t n, std::size_t first, std::size_t of_packs, const Pack* weights,
               const Circumstances& now, bool with_slope) {
    const Rows<T> z = rows(before_.empty() ? output_ : before_);
    product<T>({weights_, layer_.in, 1}, layer_.out, layer_.in, a, n, theta_ + layer_.bias, z);
    if (normalized()) normalize_forward(z, n, weights, now);
    activate(z, n, with_slope);
    const Rows<T> out = rows(output_);
    if (layer_.spec->residual)
      for (std::size_t u = 0; u < layer_.width; ++u)
        for (std::size_t p = 0; p < n; ++p) out[u][p] = out[u][p] + a[u][p];
    if (dropping(now)) {
      draw_mask(layer_.spec->dropout, now, index_ + 1, first, layer_.width, n, of_packs, {mask_.data(), n_});
      mask(out, n);
    }
  }

  // `d` holds ∂L/∂output, width rows, and is used up; adds to `gradient` (as θ); ∂L/∂a to `by_input` unless that is
  // null.
  void backward(Rows<const T> a, std::size_t n, const Pack* weights, const Circumstances& now, Rows<T> d, Rows<T> wide,
                Scalar<T>* gradient, T* by_input, std::size_t stride) {
    if (dropping(now)) mask(d, n);
    if (layer_.spec->residual)
      for (std::size_t u = 0; u < layer_.width; ++u) std::copy_n(d[u], n, kept_.data() + u * n_);
    const Rows<T> delta = through_activation(d, n, wide, gradient);
    if (normalized()) normalize_backward(delta, n, weights, now, gradient);
    Scalar<T>* by_weights = made_.empty() ? gradient + layer_.weights : by_made_.data();
    add_weight_gradient<T>(as_const(delta), layer_.out, a, layer_.in, n, turned_.data(), by_weights,
                           gradient + layer_.bias);
    if (!by_input) return;
    const Rows<T> to{by_input, stride};
    product<T>({weights_, 1, layer_.in}, layer_.in, layer_.out, as_const(delta), n, nullptr, to);
    if (layer_.spec->residual)
      for (std::size_t u = 0; u < layer_.width; ++u)
        for (std::size_t p = 0; p < n; ++p) to[u][p] = to[u][p] + kept_[u * n_ + p];
  }

  // What ∂Ŵ says about ∂W, once all samples have been.
  void finish(Scalar<T>* gradient) {
    const Scalar<T>* w = theta_ + layer_.weights;
    if (layer_.spec->normalization == Normalization::weight)
      weight_normalized_backward(w, theta_ + layer_.gamma, by_made_.data(), layer_.out, layer_.in,
                                 gradient + layer_.weights, gradient + layer_.gamma);
    else if (layer_.spec->normalization == Normalization::spectral)
      spectral_normalized_backward(made_.data(), top_, by_made_.data(), layer_.out, layer_.in,
                                   gradient + layer_.weights);
  }

  Rows<const T> output() const { return {output_.data(), n_}; }

  // Drops the derivatives of all that the way back reads: what then flows back is linear in ∂L/∂output alone.
  void freeze() {
    for (std::vector<T>* rows : {&slope_, &standardized_, &per_sample_inverse_, &output_, &before_})
      for (T& t : *rows) t = constant<T>(value_of(t));
    for (std::vector<Scalar<T>>* numbers : {&inverse_, &made_})
      for (Scalar<T>& s : *numbers) s = Scalar<T>(value_of(s));
  }

 private:
  static Rows<const T> as_const(Rows<T> r) { return {r.data, r.stride}; }
  Rows<T> rows(std::vector<T>& of) { return {of.data(), n_}; }
  bool normalized() const { return layer_.beta != nowhere; }
  bool dropping(const Circumstances& now) const { return layer_.spec->dropout > 0 && now.step > 0; }
  bool by_batch() const { return layer_.spec->normalization == Normalization::batch; }
  std::size_t groups() const {
    return layer_.spec->normalization == Normalization::group   ? layer_.spec->groups
           : layer_.spec->normalization == Normalization::layer ? 1
                                                                : 0;
  }
  void mask(Rows<T> r, std::size_t n) const {
    for (std::size_t u = 0; u < layer_.width; ++u)
      for (std::size_t p = 0; p < n; ++p) r[u][p] = constant<T>(mask_[u * n_ + p]) * r[u][p];
  }

  void normalize_forward(Rows<T> z, std::size_t n, const Pack* weights, const Circumstances& now);
  BatchMoments<T> moments_of(const T* z, std::size_t unit, std::size_t n, const Pack* weights,
                             const Circumstances& now) const;
  void normalize_backward(Rows<T> d, std::size_t n, const Pack* weights, const Circumstances& now, Scalar<T>* gradient);
  void activate(Rows<T> y, std::size_t n, bool with_slope);
  void softmax(Rows<T> y, Rows<T> out, std::size_t n) const;
  // ∂L/∂y, out rows: in `d` itself, or in `wide` where there are more of them.
  Rows<T> through_activation(Rows<T> d, std::size_t n, Rows<T> wide, Scalar<T>* gradient);

  const PlannedLayer& layer_;
  std::size_t index_, n_ = 0;
  const Scalar<T>*theta_ = nullptr, *weights_ = nullptr;
  std::vector<Scalar<T>> made_, by_made_;  // Ŵ and the gradient by it, where it is not W
  LargestSingular<Scalar<T>> top_;
  std::vector<T> before_;        // y, where it is still needed on the way back
  std::vector<T> standardized_;  // ẑ
  std::vector<T> per_sample_inverse_;
  std::vector<Scalar<T>> inverse_;  // of batch normalization, unit by unit
  std::vector<T> slope_, output_;
  std::vector<T> by_learned_;  // of one unit
  std::vector<T> kept_;        // ∂L/∂output, for the residual way around
  std::vector<T> turned_;      // the inputs, units along the lanes
  std::vector<Pack> mask_;
};

template <class T>
void LayerPass<T>::normalize_forward(Rows<T> z, std::size_t n, const Pack* weights, const Circumstances& now) {
  const Rows<T> standardized = rows(standardized_);
  for (std::size_t u = 0; u < layer_.out; ++u) std::copy_n(z[u], n, standardized[u]);
  if (by_batch()) {
    for (std::size_t u = 0; u < layer_.out; ++u)
      inverse_[u] = standardize_unit(moments_of(standardized[u], u, n, weights, now), standardized[u], n);
  } else {
    const std::size_t size = layer_.out / groups();
    for (std::size_t g = 0; g < groups(); ++g)
      standardize_samples(standardized, g * size, (g + 1) * size, n, per_sample_inverse_.data() + g * n_);
  }
  for (std::size_t u = 0; u < layer_.out; ++u) {
    const T gamma(theta_[layer_.gamma + u]), beta(theta_[layer_.beta + u]);
    for (std::size_t p = 0; p < n; ++p) z[u][p] = gamma * standardized[u][p] + beta;
  }
}

// Those of the batch, which in training the running averages go towards; when testing, the running averages.
template <class T>
BatchMoments<T> LayerPass<T>::moments_of(const T* z, std::size_t unit, std::size_t n, const Pack* weights,
                                         const Circumstances& now) const {
  if (now.memory.empty()) return batch_moments(z, weights, n);
  double& mean = now.memory[layer_.memory + unit];
  double& variance = now.memory[layer_.memory + layer_.out + unit];
  if (now.step == 0) return {Scalar<T>(mean), Scalar<T>(variance)};
  const BatchMoments<T> moments = batch_moments(z, weights, n);
  // The variance of the samples estimates that of the population with n/(n − 1).
  const double share = weights[0].v[0], bessel = share < 1 ? 1 / (1 - share) : 1;
  mean += running_share * (value_of(moments.mean) - mean);
  variance += running_share * (bessel * value_of(moments.variance) - variance);
  return moments;
}

template <class T>
void LayerPass<T>::normalize_backward(Rows<T> d, std::size_t n, const Pack* weights, const Circumstances& now,
                                      Scalar<T>* gradient) {
  const Rows<const T> standardized = as_const(rows(standardized_));
  for (std::size_t u = 0; u < layer_.out; ++u) {
    const T gamma(theta_[layer_.gamma + u]);
    T by_gamma(0.0), by_beta(0.0);
    for (std::size_t p = 0; p < n; ++p) {
      by_gamma = by_gamma + d[u][p] * standardized[u][p];
      by_beta = by_beta + d[u][p];
      d[u][p] = gamma * d[u][p];
    }
    gradient[layer_.gamma + u] = gradient[layer_.gamma + u] + lane_sum(by_gamma);
    gradient[layer_.beta + u] = gradient[layer_.beta + u] + lane_sum(by_beta);
  }
  const bool testing = now.step == 0 && !now.memory.empty();
  if (by_batch()) {
    for (std::size_t u = 0; u < layer_.out; ++u)
      if (testing)
        for (std::size_t p = 0; p < n; ++p) d[u][p] = T(inverse_[u]) * d[u][p];
      else
        batch_backward(standardized[u], inverse_[u], weights, d[u], n);
    return;
  }
  const std::size_t size = layer_.out / groups();
  for (std::size_t g = 0; g < groups(); ++g)
    samples_backward(standardized, per_sample_inverse_.data() + g * n_, g * size, (g + 1) * size, n, d);
}

template <class T>
void LayerPass<T>::activate(Rows<T> y, std::size_t n, bool with_slope) {
  const Rows<T> out = rows(output_), slope = rows(slope_);
  if (layer_.activation->whole_layer) {
    softmax(y, out, n);
    // The way back goes by what comes out, before anything is added to it.
    for (std::size_t u = 0; u < layer_.width; ++u) std::copy_n(out[u], n, slope[u]);
  } else if (layer_.pieces > 1) {
    // Ties go to the first piece.
    for (std::size_t u = 0; u < layer_.width; ++u)
      for (std::size_t p = 0; p < n; ++p) {
        T best = y[u * layer_.pieces][p], chosen(0.0);
        for (std::size_t k = 1; k < layer_.pieces; ++k) {
          const T& piece = y[u * layer_.pieces + k][p];
          chosen = where_positive(piece - best, T(static_cast<double>(k)), chosen);
          best = where_positive(piece - best, piece, best);
        }
        out[u][p] = best;
        for (std::size_t k = 0; k < layer_.pieces; ++k) {
          const T off = chosen - T(static_cast<double>(k));
          slope[u * layer_.pieces + k][p] = where_positive(off * off, T(0.0), T(1.0));
        }
      }
  } else {
    const ActivationRows<T>& sigma = layer_.activation->template rows_of<T>();
    const Scalar<T> learned = layer_.slope == nowhere ? Scalar<T>(0.0) : theta_[layer_.slope];
    // Rows that lie without a gap are one row.
    const bool whole = n == n_;
    const std::size_t rows = whole ? 1 : layer_.out, length = whole ? layer_.out * n : n;
    for (std::size_t u = 0; u < rows; ++u)
      if (with_slope)
        sigma.value_and_slope(layer_.values, learned, y[u], out[u], slope[u], length);
      else
        sigma.value(layer_.values, learned, y[u], out[u], length);
  }
}

// By the difference from the greatest, which no exponential overflows.
template <class T>
void LayerPass<T>::softmax(Rows<T> y, Rows<T> out, std::size_t n) const {
  for (std::size_t p = 0; p < n; ++p) {
    T top = y[0][p], sum(0.0);
    for (std::size_t u = 1; u < layer_.width; ++u) top = where_positive(y[u][p] - top, y[u][p], top);
    for (std::size_t u = 0; u < layer_.width; ++u) {
      out[u][p] = fast::exp(y[u][p] - top);
      sum = sum + out[u][p];
    }
    for (std::size_t u = 0; u < layer_.width; ++u) out[u][p] = out[u][p] / sum;
  }
}

template <class T>
Rows<T> LayerPass<T>::through_activation(Rows<T> d, std::size_t n, Rows<T> wide, Scalar<T>* gradient) {
  const Rows<const T> slope{slope_.data(), n_};
  if (layer_.activation->whole_layer) {
    for (std::size_t p = 0; p < n; ++p) {
      T along(0.0);
      for (std::size_t u = 0; u < layer_.width; ++u) along = along + d[u][p] * slope[u][p];
      for (std::size_t u = 0; u < layer_.width; ++u) d[u][p] = slope[u][p] * (d[u][p] - along);
    }
    return d;
  }
  if (layer_.pieces > 1) {
    for (std::size_t j = 0; j < layer_.out; ++j)
      for (std::size_t p = 0; p < n; ++p) wide[j][p] = slope[j][p] * d[j / layer_.pieces][p];
    return wide;
  }
  if (layer_.slope != nowhere) {
    T by_slope(0.0);
    for (std::size_t u = 0; u < layer_.out; ++u) {
      layer_.activation->template rows_of<T>().by_learned(rows(before_)[u], by_learned_.data(), n);
      for (std::size_t p = 0; p < n; ++p) by_slope = by_slope + d[u][p] * by_learned_[p];
    }
    gradient[layer_.slope] = gradient[layer_.slope] + lane_sum(by_slope);
  }
  for (std::size_t u = 0; u < layer_.out; ++u)
    for (std::size_t p = 0; p < n; ++p) d[u][p] = slope[u][p] * d[u][p];
  return d;
}

}  // namespace fallline::nn

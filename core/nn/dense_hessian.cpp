#include "nn/dense_hessian.h"

#include <algorithm>
#include <vector>

#include "nn/dense.h"

namespace fallline::nn {
namespace {

using One = Tangent<Pack, 1>;

constexpr std::size_t most_packs = 8;  // of samples at a time

Eigen::Index index(std::size_t i) { return static_cast<Eigen::Index>(i); }

// Matrices of samples side by side: entry (i, j) is a row of packs.
struct Field {
  std::size_t rows = 0, columns = 0, packs = 0;
  std::vector<Pack> data;

  void resize(std::size_t r, std::size_t c, std::size_t n) {
    rows = r, columns = c, packs = n;
    data.resize(r * c * n);
  }
  Pack* at(std::size_t i, std::size_t j = 0) { return data.data() + (i * columns + j) * packs; }
  const Pack* at(std::size_t i, std::size_t j = 0) const { return data.data() + (i * columns + j) * packs; }
};

// W times every sample's matrix.
void multiply(const Weights<Pack>& w, std::size_t out, const Field& by, Field& to) {
  const std::size_t row = by.columns * by.packs;
  to.resize(out, by.columns, by.packs);
  product<Pack>(w, out, by.rows, {by.data.data(), row}, row, nullptr, {to.data.data(), row});
}

// Every sample's matrix times its vector as a diagonal, from the left.
void scale_rows(const Field& diagonal, Field& field) {
  for (std::size_t i = 0; i < field.rows; ++i)
    for (std::size_t j = 0; j < field.columns; ++j)
      for (std::size_t p = 0; p < field.packs; ++p) field.at(i, j)[p] = diagonal.at(i)[p] * field.at(i, j)[p];
}

struct LayerField {
  Field a;       // inputs, units × 1, and behind them 1
  Field s1, s2;  // σ'(z), σ''(z)
  Field delta;   // ∂L/∂z
  Field g;       // ∂²L/∂z∂z
};

}  // namespace

class DenseHessian::Inside {
 public:
  Inside(const Plan& plan, const LossInfo& loss, std::span<const double> loss_values)
      : plan_(plan), loss_(loss), loss_values_(loss_values.begin(), loss_values.end()), layers_(plan.layers.size()) {}

  void begin(ConstVector theta) {
    theta_ = theta;
    const Eigen::Index n = index(plan_.parameters);
    h_ = Eigen::MatrixXd::Zero(n, n);
  }

  void add(const PackedSamples& samples, std::size_t first, std::size_t packs) {
    n_ = packs;
    forward(samples, first);
    measure(samples, first);
    backward();
    for (std::size_t m = 0; m < layers_.size(); ++m) add_column(m);
  }

  Eigen::MatrixXd take() {
    constexpr Eigen::Index side = 16;  // of a block that stays in the nearest cache
    for (Eigen::Index c = 0; c < h_.cols(); c += side)
      for (Eigen::Index r = 0; r <= c; r += side) {
        const Eigen::Index rows = std::min(side, h_.rows() - r), columns = std::min(side, h_.cols() - c);
        if (r < c)
          h_.block(c, r, columns, rows) = h_.block(r, c, rows, columns).transpose();
        else
          h_.block(c, r, columns, rows).triangularView<Eigen::StrictlyLower>() =
              h_.block(r, c, rows, columns).transpose();
      }
    return std::move(h_);
  }

 private:
  const PlannedLayer& planned(std::size_t l) const { return plan_.layers[l]; }
  Weights<Pack> weights(std::size_t l) const { return {theta_.data() + planned(l).weights, planned(l).in, 1}; }
  Weights<Pack> transposed(std::size_t l) const { return {theta_.data() + planned(l).weights, 1, planned(l).in}; }

  void forward(const PackedSamples& samples, std::size_t first) {
    layers_[0].a.resize(planned(0).in + 1, 1, n_);
    std::fill_n(layers_[0].a.at(planned(0).in), n_, Pack(1.0));
    for (std::size_t f = 0; f < planned(0).in; ++f) std::copy_n(samples.x_rows()[f] + first, n_, layers_[0].a.at(f));
    std::vector<One> z, a, slope;
    for (std::size_t l = 0; l < layers_.size(); ++l) {
      LayerField& layer = layers_[l];
      const std::size_t out = planned(l).out;
      Field& next = l + 1 < layers_.size() ? layers_[l + 1].a : outputs_;
      next.resize(out + 1, 1, n_);
      std::fill_n(next.at(out), n_, Pack(1.0));
      layer.s1.resize(out, 1, n_);
      layer.s2.resize(out, 1, n_);
      product<Pack>(weights(l), out, planned(l).in, {layer.a.data.data(), n_}, n_, theta_.data() + planned(l).bias,
                    {next.data.data(), n_});
      // A derivative of 1 makes σ'' of that of σ'.
      z.assign(out * n_, One{});
      for (std::size_t i = 0; i < z.size(); ++i) z[i] = One(next.data[i], {Pack(1.0)});
      a.resize(z.size());
      slope.resize(z.size());
      planned(l).activation->rows_1.value_and_slope(planned(l).values, Scalar<One>(0.0), z.data(), a.data(),
                                                    slope.data(), z.size());
      for (std::size_t i = 0; i < z.size(); ++i) {
        next.data[i] = a[i].v;
        layer.s1.data[i] = slope[i].v;
        layer.s2.data[i] = slope[i].d[0];
      }
    }
  }

  // ∂L/∂output and its derivatives by the outputs.
  void measure(const PackedSamples& samples, std::size_t first) {
    const std::size_t outputs = plan_.spec.outputs();
    by_output_.resize(outputs, 1, n_);
    curvature_.resize(outputs, outputs, n_);
    std::vector<One> z(outputs), slope(outputs);
    std::vector<Pack> targets(samples.targets);
    for (std::size_t p = 0; p < n_; ++p) {
      const Pack weight = samples.weight[first + p];
      for (std::size_t t = 0; t < targets.size(); ++t) targets[t] = samples.target_rows()[t][first + p];
      for (std::size_t along = 0; along < outputs; ++along) {
        for (std::size_t k = 0; k < outputs; ++k) z[k] = One(outputs_.at(k)[p], {Pack(k == along ? 1.0 : 0.0)});
        loss_.of_pack_1(loss_values_, z.data(), targets.data(), slope.data(), outputs);
        by_output_.at(along)[p] = weight * slope[along].v;
        for (std::size_t k = 0; k < outputs; ++k) curvature_.at(k, along)[p] = weight * slope[k].d[0];
      }
    }
  }

  void backward() {
    for (std::size_t l = layers_.size(); l-- > 0;) {
      LayerField& layer = layers_[l];
      const std::size_t out = planned(l).out;
      layer.delta.resize(out, 1, n_);
      layer.g.resize(out, out, n_);
      for (std::size_t j = 0; j < out; ++j)
        for (std::size_t p = 0; p < n_; ++p) {
          layer.delta.at(j)[p] = layer.s1.at(j)[p] * by_output_.at(j)[p];
          for (std::size_t i = 0; i < out; ++i)
            layer.g.at(j, i)[p] = layer.s1.at(j)[p] * curvature_.at(j, i)[p] * layer.s1.at(i)[p];
          layer.g.at(j, j)[p] = layer.g.at(j, j)[p] + layer.s2.at(j)[p] * by_output_.at(j)[p];
        }
      if (l == 0) return;
      const std::size_t in = planned(l).in;
      multiply(transposed(l), in, layer.delta, by_output_);
      // Wᵀ G W: from the left all at once, from the right row by row.
      multiply(transposed(l), in, layer.g, half_);
      curvature_.resize(in, in, n_);
      for (std::size_t k = 0; k < in; ++k)
        product<Pack>(transposed(l), in, out, {half_.at(k), n_}, n_, nullptr, {curvature_.at(k), n_});
    }
  }

  // The blocks of layer m with itself and all layers behind it.
  void add_column(std::size_t m) {
    p_.resize(planned(m).out, planned(m).out, n_);
    for (std::size_t i = 0; i < p_.rows; ++i)
      for (std::size_t j = 0; j < p_.columns; ++j) std::fill_n(p_.at(i, j), n_, Pack(i == j ? 1.0 : 0.0));
    for (std::size_t l = m; l < layers_.size(); ++l) {
      if (l > m) {
        std::swap(p_, jacobian_);
        scale_rows(layers_[l - 1].s1, jacobian_);
        multiply(weights(l), planned(l).out, jacobian_, p_);
        times_g(l);
      }
      add_block(l, m, l == m ? layers_[l].g : mixed_);
    }
  }

  void times_g(std::size_t l) {
    const Field& g = layers_[l].g;
    mixed_.resize(g.rows, p_.columns, n_);
    std::fill(mixed_.data.begin(), mixed_.data.end(), Pack(0.0));
    for (std::size_t j = 0; j < g.rows; ++j)
      for (std::size_t i = 0; i < g.columns; ++i)
        for (std::size_t c = 0; c < p_.columns; ++c)
          for (std::size_t s = 0; s < n_; ++s) mixed_.at(j, c)[s] = mixed_.at(j, c)[s] + g.at(j, i)[s] * p_.at(i, c)[s];
  }

  // Where W_jk, or for k = in b_j, stands in θ.
  Eigen::Index place(std::size_t l, std::size_t j, std::size_t k) const {
    return index(k < planned(l).in ? planned(l).weights + j * planned(l).in + k : planned(l).bias + j);
  }

  void add_block(std::size_t l, std::size_t m, const Field& mixed) {
    const std::size_t out = planned(l).out, in = planned(l).in, columns = planned(m).out, inputs = planned(m).in + 1;
    left_.resize(in + 1, columns, n_);
    for (std::size_t j = 0; j < out; ++j) {
      // Of a layer with itself, only the half below the diagonal.
      const std::size_t last = l == m ? j + 1 : columns;
      for (std::size_t k = 0; k <= in; ++k)
        for (std::size_t c = 0; c < last; ++c) {
          Pack* to = left_.at(0) + (k * last + c) * n_;
          const Pack *a = layers_[l].a.at(k), *mjc = mixed.at(j, c);
          for (std::size_t s = 0; s < n_; ++s) to[s] = a[s] * mjc[s];
          if (l == m || k == in) continue;
          const Pack *delta = layers_[l].delta.at(j), *through = jacobian_.at(k, c);
          for (std::size_t s = 0; s < n_; ++s) to[s] = to[s] + delta[s] * through[s];
        }
      sums_.assign((in + 1) * last * inputs, 0.0);
      detail::add_weights({left_.at(0), n_}, (in + 1) * last, {layers_[m].a.at(0), n_}, inputs, n_, nullptr,
                          sums_.data());
      for (std::size_t k = 0; k <= in; ++k)
        for (std::size_t c = 0; c < last; ++c) add_row(l, m, j, k, c, sums_.data() + (k * last + c) * inputs);
    }
  }

  // ∂²L of W_jk of layer l, and of W_c and b_c of layer m, to the upper half: where the smaller place comes first.
  void add_row(std::size_t l, std::size_t m, std::size_t j, std::size_t k, std::size_t c, const double* sums) {
    const std::size_t in = planned(m).in;
    const Eigen::Index row = place(l, j, k), bias = place(m, c, in);
    const bool same_unit = l == m && c == j, of_bias = k == planned(l).in;
    const std::size_t count = same_unit && !of_bias ? k + 1 : in;
    double* to = h_.col(row).data() + place(m, c, 0);
    for (std::size_t q = 0; q < count; ++q) to[q] += sums[q];
    if (!same_unit || of_bias) h_(std::min(bias, row), std::max(bias, row)) += sums[in];
  }

  const Plan& plan_;
  const LossInfo& loss_;
  std::vector<double> loss_values_;
  ConstVector theta_;
  std::vector<LayerField> layers_;
  Field outputs_, by_output_, curvature_, half_;
  Field p_, jacobian_, mixed_;  // Pˡᵐ, Jˡ⁻¹ᵐ, Mˡᵐ
  Field left_;
  std::vector<double> sums_;
  std::size_t n_ = 0;
  Eigen::MatrixXd h_;  // its upper half
};

DenseHessian::DenseHessian(const Plan& plan, const LossInfo& loss, std::span<const double> loss_values)
    : inside_(std::make_unique<Inside>(plan, loss, loss_values)) {}
DenseHessian::~DenseHessian() = default;

Eigen::MatrixXd DenseHessian::at(ConstVector theta, const PackedSamples& samples) {
  inside_->begin(theta);
  for (std::size_t first = 0; first < samples.packs; first += most_packs)
    inside_->add(samples, first, std::min(most_packs, samples.packs - first));
  return inside_->take();
}

bool is_plain(const Plan& plan) {
  return std::ranges::all_of(plan.layers, [](const PlannedLayer& layer) {
    return layer.spec->normalization == Normalization::none && !layer.spec->residual && layer.pieces == 1 &&
           !layer.activation->whole_layer && !layer.activation->learned;
  });
}

}  // namespace fallline::nn

// The loss of a network as the formulas say it, one sample and one number after the other: what the fast one is
// compared with. Written for jets, so that its derivatives are exact.
#pragma once

#include <stdexcept>
#include <vector>

#include "data/dataset.h"
#include "nn/network_objective.h"
#include "support/jet.h"

namespace fallline::test {

using Jets = std::vector<Jet>;

inline Jet plain_activation(const std::string& key, const Jet& z, const Jet& slope) {
  const Jet one(1), half(0.5), zero(0);
  const auto sigmoid = [&](const Jet& x) { return one / (one + exp(-x)); };
  const double pi = std::acos(-1.0);
  if (key == "linear") return z;
  if (key == "step") return z.v > 0 ? one : z.v < 0 ? zero : half;
  if (key == "sign") return z.v > 0 ? one : z.v < 0 ? -one : zero;
  if (key == "hard_sigmoid") return z.v <= -0.5 ? zero : z.v >= 0.5 ? one : z + half;
  if (key == "sigmoid") return sigmoid(z);
  if (key == "tanh") return tanh(z);
  if (key == "relu") return z.v > 0 ? z : zero;
  if (key == "leaky_relu") return z.v > 0 ? z : Jet(0.01) * z;
  if (key == "prelu") return z.v > 0 ? z : slope * z;
  if (key == "elu") return z.v > 0 ? z : exp(z) - one;
  if (key == "selu") {
    const Jet scale(1.0507009873554805), alpha(1.6732632423543772);
    return scale * (z.v > 0 ? z : alpha * (exp(z) - one));
  }
  if (key == "gelu_tanh") return half * z * (one + tanh(Jet(std::sqrt(2 / pi)) * (z + Jet(0.044715) * z * z * z)));
  if (key == "gelu_erf") return half * z * (one + erf(z / Jet(std::sqrt(2.0))));
  if (key == "relu6") return z.v <= 0 ? zero : z.v >= 6 ? Jet(6) : z;
  if (key == "softplus") return log(one + exp(z));
  if (key == "swish") return z * sigmoid(z);
  if (key == "hard_tanh") return z.v <= -1 ? -one : z.v >= 1 ? one : z;
  throw std::logic_error("no plain formula of " + key);
}

inline Jet plain_loss(const nn::LossSpec& loss, const Jets& z, const Dataset& data, Eigen::Index i) {
  const Jet one(1);
  const auto label = [&] { return data.label[static_cast<std::size_t>(i)]; };
  const auto margin = [&] { return Jet(label() == 1 ? 1.0 : -1.0) * z[0]; };
  Jet sum;
  if (loss.key == "mse" || loss.key == "mae" || loss.key == "huber") {
    for (std::size_t k = 0; k < z.size(); ++k) {
      const Jet off = z[k] - Jet(data.y(i, static_cast<Eigen::Index>(k)));
      const double delta = loss.values.empty() ? 1 : loss.values[0];
      if (loss.key == "mse")
        sum = sum + off * off;
      else if (loss.key == "mae")
        sum = sum + abs(off);
      else
        sum = sum + (std::abs(off.v) <= delta ? Jet(0.5) * off * off : Jet(delta) * (abs(off) - Jet(0.5 * delta)));
    }
    return sum;
  }
  if (loss.key == "bce") {
    const Jet p = one / (one + exp(-z[0]));
    return label() == 1 ? -log(p) : -log(one - p);
  }
  if (loss.key == "logistic") return log(one + exp(-margin()));
  if (loss.key == "hinge") return margin().v < 1 ? one - margin() : Jet(0);
  if (loss.key == "squared") return (one - margin()) * (one - margin());
  if (loss.key == "softmax_ce") {
    const double smoothing = loss.values.empty() ? 0 : loss.values[0];
    for (const Jet& zk : z) sum = sum + exp(zk);
    Jet result;
    for (std::size_t k = 0; k < z.size(); ++k) {
      const double share =
          smoothing / static_cast<double>(z.size()) + (static_cast<int>(k) == label() ? 1 - smoothing : 0);
      result = result - Jet(share) * (z[k] - log(sum));
    }
    return result;
  }
  throw std::logic_error("no plain formula of " + loss.key);
}

// W as it is used: with weight or spectral normalization.
inline Jets plain_weights(const nn::LayerSpec& layer, const Jet* w, std::size_t out, std::size_t in, const Jet* g) {
  Jets made(w, w + out * in);
  if (layer.normalization == nn::Normalization::weight)
    for (std::size_t j = 0; j < out; ++j) {
      Jet squares;
      for (std::size_t k = 0; k < in; ++k) squares = squares + w[j * in + k] * w[j * in + k];
      for (std::size_t k = 0; k < in; ++k) made[j * in + k] = g[j] * w[j * in + k] / sqrt(squares);
    }
  if (layer.normalization == nn::Normalization::spectral) {
    // σ² is the greatest eigenvalue of WᵀW, of which enough powers leave nothing else.
    Jets v(in);
    for (std::size_t k = 0; k < in; ++k) v[k] = Jet(1 + 0.1 * static_cast<double>(k));
    Jet sigma;
    for (int turn = 0; turn < 5000; ++turn) {
      Jets u(out), next(in);
      for (std::size_t j = 0; j < out; ++j)
        for (std::size_t k = 0; k < in; ++k) u[j] = u[j] + w[j * in + k] * v[k];
      Jet squares;
      for (std::size_t k = 0; k < in; ++k) {
        for (std::size_t j = 0; j < out; ++j) next[k] = next[k] + w[j * in + k] * u[j];
        squares = squares + next[k] * next[k];
      }
      for (std::size_t k = 0; k < in; ++k) v[k] = next[k] / sqrt(squares);
      sigma = sqrt(sqrt(squares));
    }
    for (Jet& weight : made) weight = weight / sigma;
  }
  return made;
}

// (z − mean)/√(variance + ε) over the jets named by `at`.
template <class At>
void plain_standardize(std::size_t count, At at) {
  const Jet share(1.0 / static_cast<double>(count));
  Jet mean, variance;
  for (std::size_t i = 0; i < count; ++i) mean = mean + share * at(i);
  for (std::size_t i = 0; i < count; ++i) variance = variance + share * (at(i) - mean) * (at(i) - mean);
  for (std::size_t i = 0; i < count; ++i) at(i) = (at(i) - mean) / sqrt(variance + Jet(1e-5));
}

inline std::vector<Jets> plain_outputs(const nn::NetworkSpec& network, const Jets& theta, const Dataset& data) {
  const std::size_t samples = data.size();
  std::vector<Jets> a(samples);
  for (std::size_t s = 0; s < samples; ++s)
    for (Eigen::Index f = 0; f < data.x.cols(); ++f) a[s].push_back(data.x(static_cast<Eigen::Index>(s), f));
  const Jet* next = theta.data();
  for (const nn::LayerSpec& layer : network.layers) {
    const std::size_t in = a[0].size(), pieces = nn::pieces(layer), out = layer.width * pieces;
    const Jet *w = next, *b = w + out * in, *gamma = b + out;
    const bool scaled =
        layer.normalization != nn::Normalization::none && layer.normalization != nn::Normalization::spectral;
    const bool shifted = scaled && layer.normalization != nn::Normalization::weight;
    const Jet *beta = gamma + (scaled ? out : 0), *slope = beta + (shifted ? out : 0);
    next = slope + (layer.activation == "prelu" ? 1 : 0);
    const Jets made = plain_weights(layer, w, out, in, gamma);
    std::vector<Jets> z(samples, Jets(out));
    for (std::size_t s = 0; s < samples; ++s)
      for (std::size_t j = 0; j < out; ++j) {
        z[s][j] = b[j];
        for (std::size_t k = 0; k < in; ++k) z[s][j] = z[s][j] + made[j * in + k] * a[s][k];
      }
    if (layer.normalization == nn::Normalization::batch)
      for (std::size_t j = 0; j < out; ++j) plain_standardize(samples, [&](std::size_t s) -> Jet& { return z[s][j]; });
    if (layer.normalization == nn::Normalization::layer || layer.normalization == nn::Normalization::group) {
      const std::size_t groups = layer.normalization == nn::Normalization::layer ? 1 : layer.groups;
      for (std::size_t s = 0; s < samples; ++s)
        for (std::size_t g = 0; g < groups; ++g)
          plain_standardize(out / groups, [&](std::size_t i) -> Jet& { return z[s][g * (out / groups) + i]; });
    }
    for (std::size_t s = 0; s < samples; ++s) {
      if (shifted)
        for (std::size_t j = 0; j < out; ++j) z[s][j] = gamma[j] * z[s][j] + beta[j];
      Jets made_of(layer.width);
      Jet sum;
      for (std::size_t u = 0; u < layer.width; ++u) {
        if (pieces > 1) {
          made_of[u] = z[s][u * pieces];
          for (std::size_t k = 1; k < pieces; ++k) made_of[u] = greater(made_of[u], z[s][u * pieces + k]);
        } else if (layer.activation == "softmax") {
          made_of[u] = exp(z[s][u]);
          sum = sum + made_of[u];
        } else {
          made_of[u] = plain_activation(layer.activation, z[s][u], layer.activation == "prelu" ? *slope : Jet());
        }
      }
      if (layer.activation == "softmax")
        for (Jet& unit : made_of) unit = unit / sum;
      if (layer.residual)
        for (std::size_t u = 0; u < layer.width; ++u) made_of[u] = made_of[u] + a[s][u];
      a[s] = made_of;
    }
  }
  return a;
}

// L1, L2 and ‖WᵀW − I‖²; the nuclear norm has no formula of this kind.
inline Jet plain_penalty(const nn::NetworkSpec& network, const Jets& theta) {
  Jet sum;
  for (const nn::ParameterBlock& block : nn::layout(network)) {
    if (block.name[0] != 'W') continue;
    const nn::LayerSpec& layer = network.layers[block.layer];
    const Jet* w = theta.data() + block.offset;
    for (std::size_t i = 0; i < block.size(); ++i) sum = sum + Jet(layer.l1) * abs(w[i]) + Jet(layer.l2) * w[i] * w[i];
    for (std::size_t p = 0; p < block.columns && layer.orthogonal > 0; ++p)
      for (std::size_t q = 0; q < block.columns; ++q) {
        Jet entry(p == q ? -1 : 0);
        for (std::size_t j = 0; j < block.rows; ++j)
          entry = entry + w[j * block.columns + p] * w[j * block.columns + q];
        sum = sum + Jet(layer.orthogonal) * entry * entry;
      }
  }
  return sum;
}

inline Jet plain_network(const nn::NetworkSpec& network, const nn::LossSpec& loss, const Dataset& data,
                         const Jets& theta) {
  const std::vector<Jets> z = plain_outputs(network, theta, data);
  Jet sum;
  for (std::size_t s = 0; s < data.size(); ++s) sum = sum + plain_loss(loss, z[s], data, static_cast<Eigen::Index>(s));
  return sum / Jet(static_cast<double>(data.size())) + plain_penalty(network, theta);
}

}  // namespace fallline::test

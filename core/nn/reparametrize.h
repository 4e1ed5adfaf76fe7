// Weight and spectral normalization: what W is made of before it is used, and the gradient by what it was made of.
//
//   weight    Ŵ_j = g_j W_j/‖W_j‖, row by row          Salimans & Kingma 2016
//   spectral  Ŵ = W/σ, σ the largest singular value     Miyato et al. 2018, with σ iterated until it stands
#pragma once

#include <algorithm>
#include <cmath>
#include <vector>

#include "nn/tangent.h"

namespace fallline::nn {

template <class S>
S dot(const S* a, const S* b, std::size_t n, std::size_t step = 1) {
  S sum(0.0);
  for (std::size_t i = 0; i < n; ++i) sum = sum + a[i * step] * b[i];
  return sum;
}

template <class S>
void weight_normalized(const S* w, const S* g, std::size_t out, std::size_t in, S* made) {
  for (std::size_t j = 0; j < out; ++j) {
    const S* row = w + j * in;
    const S factor = g[j] / fast::sqrt(dot(row, row, in));
    for (std::size_t k = 0; k < in; ++k) made[j * in + k] = factor * row[k];
  }
}

// Adds to ∂W and ∂g what ∂Ŵ says.
template <class S>
void weight_normalized_backward(const S* w, const S* g, const S* by_made, std::size_t out, std::size_t in, S* by_w,
                                S* by_g) {
  for (std::size_t j = 0; j < out; ++j) {
    const S *row = w + j * in, *d = by_made + j * in;
    const S inverse = S(1.0) / fast::sqrt(dot(row, row, in));
    const S along = dot(d, row, in) * inverse;
    by_g[j] = by_g[j] + along;
    for (std::size_t k = 0; k < in; ++k)
      by_w[j * in + k] = by_w[j * in + k] + g[j] * inverse * (d[k] - along * inverse * row[k]);
  }
}

template <class S>
struct LargestSingular {
  S sigma;
  std::vector<S> u, v;         // of lengths out and in
  std::vector<double> before;  // v a turn earlier; kept, so that steps allocate nothing
};

template <class S>
void normalize(std::vector<S>& x) {
  const S inverse = S(1.0) / fast::sqrt(dot(x.data(), x.data(), x.size()));
  for (S& xi : x) xi = xi * inverse;
}

// By the power method, with the derivatives of S carried through it: they stand when it does. From a start that no
// singular vector of a matrix anyone has is at right angles to.
template <class S>
void largest_singular(const S* w, std::size_t out, std::size_t in, LargestSingular<S>& top) {
  constexpr int most = 2000;
  top.sigma = S(0.0);
  top.u.resize(out);
  top.v.resize(in);
  top.before.assign(in, 0.0);
  for (std::size_t k = 0; k < in; ++k) top.v[k] = S(1.0 + 0.5 * std::sin(1.0 + 2.3 * static_cast<double>(k)));
  normalize(top.v);
  // Once the vectors stand, their derivatives need as many turns again.
  for (int i = 0, last = most; i < last; ++i) {
    for (std::size_t j = 0; j < out; ++j) top.u[j] = dot(w + j * in, top.v.data(), in);
    if (!(value_of(dot(top.u.data(), top.u.data(), out)) > 0)) break;
    normalize(top.u);
    for (std::size_t k = 0; k < in; ++k) top.v[k] = dot(w + k, top.u.data(), out, in);
    top.sigma = fast::sqrt(dot(top.v.data(), top.v.data(), in));
    normalize(top.v);
    double change = 0;
    for (std::size_t k = 0; k < in; ++k) {
      change = std::max(change, std::abs(value_of(top.v[k]) - top.before[k]));
      top.before[k] = value_of(top.v[k]);
    }
    if (last == most && change <= 1e-15) last = std::min(most, 2 * i + 10);
  }
}

template <class S>
void spectral_normalized(const S* w, std::size_t out, std::size_t in, const LargestSingular<S>& top, S* made) {
  const S inverse = S(1.0) / top.sigma;
  for (std::size_t i = 0; i < out * in; ++i) made[i] = inverse * w[i];
}

// ∂W = (∂Ŵ − ⟨∂Ŵ, Ŵ⟩ u vᵀ)/σ
template <class S>
void spectral_normalized_backward(const S* made, const LargestSingular<S>& top, const S* by_made, std::size_t out,
                                  std::size_t in, S* by_w) {
  const S inverse = S(1.0) / top.sigma, along = dot(by_made, made, out * in);
  for (std::size_t j = 0; j < out; ++j)
    for (std::size_t k = 0; k < in; ++k) {
      S& to = by_w[j * in + k];
      to = to + inverse * (by_made[j * in + k] - along * top.u[j] * top.v[k]);
    }
}

}  // namespace fallline::nn

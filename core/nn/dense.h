// Dense: the three products of a layer, forward and backward.
//
//   z [out × n]  = W a + b       out, in: units; n: samples, in packs of lanes
//   d [in × n]   = Wᵀ δ
//   ∂W [out × in] += δ aᵀ,  ∂b [out] += Σ δ
//
// Samples lie along the lanes, so that no width needs to be known or rounded up, and all that is done element by
// element runs at full speed. Only ∂W sums over lanes, a register's worth of weights at a time.
#pragma once

#include <algorithm>
#include <array>
#include <utility>

#include "nn/tangent.h"

namespace fallline::nn {

// How many results are in the making at once: as many as registers hold.
template <class T>
struct Tile;
template <>
struct Tile<Pack> {
#ifdef __AVX512F__
  static constexpr std::size_t rows = 4, columns = 4;
#else
  static constexpr std::size_t rows = 3, columns = 4;
#endif
};
template <>
struct Tile<Tangent<Pack, 1>> {
  static constexpr std::size_t rows = 3, columns = 2;
};
template <>
struct Tile<Tangent<Pack, 4>> {
  static constexpr std::size_t rows = 3, columns = 1;
};

// Rows of T, `stride` apart.
template <class T>
struct Rows {
  T* data;
  std::size_t stride;
  T* operator[](std::size_t row) const { return data + row * stride; }
};

// A matrix of weights, or its transpose.
template <class T>
struct Weights {
  const Scalar<T>* data;
  std::size_t row_step, column_step;
  const Scalar<T>& operator()(std::size_t row, std::size_t column) const {
    return data[row * row_step + column * column_step];
  }
};

namespace detail {

template <class T, std::size_t R, std::size_t C>
[[gnu::always_inline]] inline void product_tile(const Weights<T>& w, std::size_t row, std::size_t in, Rows<const T> a,
                                                std::size_t column, const Scalar<T>* start, Rows<T> z) {
  T sum[R][C];
  for (std::size_t r = 0; r < R; ++r)
    for (std::size_t c = 0; c < C; ++c) sum[r][c] = start ? T(start[row + r]) : T(0.0);
  for (std::size_t k = 0; k < in; ++k) {
    const T* from = a[k] + column;
    for (std::size_t r = 0; r < R; ++r) {
      const Scalar<T>& weight = w(row + r, k);
      for (std::size_t c = 0; c < C; ++c) sum[r][c] = multiply_add(weight, from[c], sum[r][c]);
    }
  }
  for (std::size_t r = 0; r < R; ++r)
    for (std::size_t c = 0; c < C; ++c) z[row + r][column + c] = sum[r][c];
}

template <class T, std::size_t R>
[[gnu::always_inline]] inline void product_rows(const Weights<T>& w, std::size_t row, std::size_t in, Rows<const T> a,
                                                std::size_t n, const Scalar<T>* start, Rows<T> z) {
  constexpr std::size_t C = Tile<T>::columns;
  std::size_t column = 0;
  for (; column + C <= n; column += C) product_tile<T, R, C>(w, row, in, a, column, start, z);
  if constexpr (C >= 4)
    for (; column + 2 <= n; column += 2) product_tile<T, R, 2>(w, row, in, a, column, start, z);
  for (; column < n; ++column) product_tile<T, R, 1>(w, row, in, a, column, start, z);
}

}  // namespace detail

// z = W a + start, n packs each. `start` is one number a row of W, or null for none. z is not a.
template <class T>
void product(const Weights<T>& w, std::size_t out, std::size_t in, Rows<const T> a, std::size_t n,
             const Scalar<T>* start, Rows<T> z) {
  constexpr std::size_t R = Tile<T>::rows;
  std::size_t row = 0;
  for (; row + R <= out; row += R) detail::product_rows<T, R>(w, row, in, a, n, start, z);
  for (; row < out; ++row) detail::product_rows<T, 1>(w, row, in, a, n, start, z);
}

namespace detail {

// Of lanes [0, 2s) of a, then of b: sums of neighbours s apart, those of a first, in each stretch of 2s lanes.
template <std::size_t s, std::size_t... I>
Pack::Vector fold(Pack::Vector a, Pack::Vector b, std::index_sequence<I...>) {
  constexpr std::size_t lanes = Pack::lanes;
  constexpr auto from = [](std::size_t i, bool second) {
    const std::size_t within = i % (2 * s), stretch = i - within;
    const std::size_t lane = stretch + within % s + (second ? s : 0);
    return within < s ? lane : lanes + lane;
  };
  return __builtin_shufflevector(a, b, static_cast<int>(from(I, false))...) +
         __builtin_shufflevector(a, b, static_cast<int>(from(I, true))...);
}

template <std::size_t s>
void fold_all(Pack* sums) {
  constexpr std::size_t left = Pack::lanes / s / 2;
  for (std::size_t i = 0; i < left; ++i)
    sums[i] = fold<s>(sums[2 * i].v, sums[2 * i + 1].v, std::make_index_sequence<Pack::lanes>{});
  if constexpr (2 * s < Pack::lanes) fold_all<2 * s>(sums);
}

// Adds to to[i] the sum over the lanes of sums[i], for as many as a register has lanes.
inline void add_lane_sums(Pack* sums, double* to) {
  fold_all<1>(sums);
  (Pack::load(to) + sums[0]).store(to);
}
template <int K>
void add_lane_sums(Tangent<Pack, K>* sums, Tangent<double, K>* to) {
  for (std::size_t i = 0; i < Pack::lanes; ++i) to[i] = to[i] + lane_sum(sums[i]);
}

}  // namespace detail

// Adds δ aᵀ to ∂W, and the sums of δ to ∂b.
template <class T>
void add_weight_gradient(Rows<const T> delta, std::size_t out, Rows<const T> a, std::size_t in, std::size_t n,
                         Scalar<T>* by_weights, Scalar<T>* by_bias) {
  constexpr std::size_t lanes = Pack::lanes;
  for (std::size_t j = 0; j < out; ++j) {
    std::size_t k = 0;
    for (; k + lanes <= in; k += lanes) {
      T sums[lanes];
      for (std::size_t i = 0; i < lanes; ++i) sums[i] = T(0.0);
      for (std::size_t p = 0; p < n; ++p) {
        const T& d = delta[j][p];
        for (std::size_t i = 0; i < lanes; ++i) sums[i] = multiply_add(d, a[k + i][p], sums[i]);
      }
      detail::add_lane_sums(sums, by_weights + j * in + k);
    }
    for (; k < in; ++k) {
      T sum(0.0);
      for (std::size_t p = 0; p < n; ++p) sum = multiply_add(delta[j][p], a[k][p], sum);
      by_weights[j * in + k] = by_weights[j * in + k] + lane_sum(sum);
    }
    T sum(0.0);
    for (std::size_t p = 0; p < n; ++p) sum = sum + delta[j][p];
    by_bias[j] = by_bias[j] + lane_sum(sum);
  }
}

}  // namespace fallline::nn

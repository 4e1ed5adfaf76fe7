// Dense: the three products of a layer, forward and backward.
//
//   z [out × n]  = W a + b       out, in: units; n: samples, in packs of lanes
//   d [in × n]   = Wᵀ δ
//   ∂W [out × in] += δ aᵀ,  ∂b [out] += Σ δ
//
// Samples lie along the lanes, so that no width needs to be known or rounded up, and all that is done element by
// element runs at full speed. Only ∂W sums over samples: there the units lie along the lanes.
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
struct Tile<Singles> : Tile<Pack> {};
template <>
struct Tile<Tangent<Pack, 1>> {
  static constexpr std::size_t rows = 3, columns = 2;
};
template <>
struct Tile<Tangent<Pack, 4>> {
  static constexpr std::size_t rows = 3, columns = 1;
};

// The same of ∂W.
template <class T>
struct WeightTile;
template <>
struct WeightTile<Tangent<Pack, 1>> {
  static constexpr std::size_t rows = 4, columns = 1;
};
template <>
struct WeightTile<Tangent<Pack, 4>> {
  static constexpr std::size_t rows = 2, columns = 1;
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
// ∂W of R units and in whole packs: sums over the lanes, a register's worth at a time.
template <std::size_t R>
[[gnu::always_inline]] inline void summed_tile(Rows<const Pack> delta, std::size_t row, Rows<const Pack> a,
                                               std::size_t k, std::size_t in, std::size_t n, double* by_weights) {
  Pack sums[R][Pack::lanes];
  for (std::size_t r = 0; r < R; ++r)
    for (std::size_t i = 0; i < Pack::lanes; ++i) sums[r][i] = Pack(0.0);
  for (std::size_t p = 0; p < n; ++p)
    for (std::size_t i = 0; i < Pack::lanes; ++i) {
      const Pack unit = a[k + i][p];
      for (std::size_t r = 0; r < R; ++r) sums[r][i] = multiply_add(delta[row + r][p], unit, sums[r][i]);
    }
  for (std::size_t r = 0; r < R; ++r) add_lane_sums(sums[r], by_weights + (row + r) * in + k);
}

// Lane i of row j becomes lane j of row i.
template <std::size_t s, std::size_t... I>
void exchange(Pack& x, Pack& y, std::index_sequence<I...>) {
  constexpr std::size_t lanes = Pack::lanes;
  const Pack::Vector a = x.v, b = y.v;
  x = __builtin_shufflevector(a, b, static_cast<int>(I & s ? lanes + I - s : I)...);
  y = __builtin_shufflevector(a, b, static_cast<int>(I & s ? lanes + I : I + s)...);
}
template <std::size_t s = 1>
void transpose(std::array<Pack, Pack::lanes>& rows) {
  for (std::size_t i = 0; i < Pack::lanes; ++i)
    if (!(i & s)) exchange<s>(rows[i], rows[i + s], std::make_index_sequence<Pack::lanes>{});
  if constexpr (2 * s < Pack::lanes) transpose<2 * s>(rows);
}

// T as its packs: the value, then the derivatives.
template <class T>
inline constexpr std::size_t components = sizeof(T) / sizeof(Pack);
template <class T>
const Pack& component(const T& t, std::size_t c) {
  return reinterpret_cast<const Pack*>(&t)[c];
}
template <class T>
Pack& component(T& t, std::size_t c) {
  return reinterpret_cast<Pack*>(&t)[c];
}

// One sample of a pack, in all lanes.
template <class T>
[[gnu::always_inline]] inline T one_sample(const T& t, std::size_t lane) {
  T all;
  for (std::size_t c = 0; c < components<T>; ++c)
    component(all, c) = Pack(reinterpret_cast<const double*>(&component(t, c))[lane]);
  return all;
}

// Adds what lies in the lanes to `count` numbers that follow each other.
template <int K>
void add_lanes(const Tangent<Pack, K>& sum, Tangent<double, K>* to, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    to[i].v += sum.v.v[i];
    for (std::size_t k = 0; k < K; ++k) to[i].d[k] += sum.d[k].v[i];
  }
}

template <class T, std::size_t R, std::size_t C>
[[gnu::always_inline]] inline void weight_tile(Rows<const T> delta, std::size_t row, const T* turned,
                                               std::size_t of_packs, std::size_t column, std::size_t in, std::size_t n,
                                               Scalar<T>* by_weights) {
  T sum[R][C];
  for (std::size_t r = 0; r < R; ++r)
    for (std::size_t c = 0; c < C; ++c) sum[r][c] = T(0.0);
  for (std::size_t p = 0; p < n; ++p)
    for (std::size_t lane = 0; lane < Pack::lanes; ++lane) {
      const T* units = turned + (p * Pack::lanes + lane) * of_packs + column;
      for (std::size_t r = 0; r < R; ++r) {
        const T d = one_sample(delta[row + r][p], lane);
        for (std::size_t c = 0; c < C; ++c) sum[r][c] = multiply_add(d, units[c], sum[r][c]);
      }
    }
  for (std::size_t r = 0; r < R; ++r)
    for (std::size_t c = 0; c < C; ++c) {
      const std::size_t first = (column + c) * Pack::lanes;
      add_lanes(sum[r][c], by_weights + (row + r) * in + first, std::min(Pack::lanes, in - first));
    }
}

template <class T, std::size_t R>
[[gnu::always_inline]] inline void weight_rows(Rows<const T> delta, std::size_t row, const T* turned,
                                               std::size_t of_packs, std::size_t in, std::size_t n,
                                               Scalar<T>* by_weights) {
  constexpr std::size_t C = WeightTile<T>::columns;
  std::size_t column = 0;
  for (; column + C <= of_packs; column += C)
    weight_tile<T, R, C>(delta, row, turned, of_packs, column, in, n, by_weights);
  for (; column < of_packs; ++column) weight_tile<T, R, 1>(delta, row, turned, of_packs, column, in, n, by_weights);
}

}  // namespace detail

// Room that add_weight_gradient() takes for `in` units and n packs.
template <class T>
std::size_t turned_size(std::size_t in, std::size_t n) {
  return std::is_same_v<T, Pack> ? 0 : (in + Pack::lanes - 1) / Pack::lanes * Pack::lanes * n;
}

namespace detail {

// Adds to to[j step] the sum over the lanes of δ_j a, or of δ_j alone: of as many units at a time as there are lanes.
template <bool times_a>
void add_row_sums(Rows<const Pack> delta, std::size_t out, const Pack* a, std::size_t n, double* to, std::size_t step) {
  constexpr std::size_t lanes = Pack::lanes;
  for (std::size_t row = 0; row < out; row += lanes) {
    std::array<Pack, lanes> sums;
    sums.fill(Pack(0.0));
    for (std::size_t p = 0; p < n; ++p)
      for (std::size_t i = 0; i < lanes; ++i) {
        const Pack d = delta[std::min(row + i, out - 1)][p];
        sums[i] = times_a ? multiply_add(d, a[p], sums[i]) : sums[i] + d;
      }
    std::array<double, lanes> totals{};
    add_lane_sums(sums.data(), totals.data());
    for (std::size_t i = 0; i < std::min(lanes, out - row); ++i) to[(row + i) * step] += totals[i];
  }
}

inline void add_weights(Rows<const Pack> delta, std::size_t out, Rows<const Pack> a, std::size_t in, std::size_t n,
                        Pack*, double* by_weights) {
  std::size_t row = 0;
  const std::size_t whole = in - in % Pack::lanes;
  for (; row + 2 <= out; row += 2)
    for (std::size_t k = 0; k < whole; k += Pack::lanes) summed_tile<2>(delta, row, a, k, in, n, by_weights);
  for (; row < out; ++row)
    for (std::size_t k = 0; k < whole; k += Pack::lanes) summed_tile<1>(delta, row, a, k, in, n, by_weights);
  for (std::size_t k = whole; k < in; ++k) add_row_sums<true>(delta, out, a[k], n, by_weights + k, in);
}

// In `turned` a is laid with its units along the lanes, so that no sum over lanes is needed: of tangents there would be
// many.
template <class T>
void add_weights(Rows<const T> delta, std::size_t out, Rows<const T> a, std::size_t in, std::size_t n, T* turned,
                 Scalar<T>* by_weights) {
  constexpr std::size_t lanes = Pack::lanes, R = WeightTile<T>::rows;
  const std::size_t of_packs = (in + lanes - 1) / lanes;
  for (std::size_t column = 0; column < of_packs; ++column)
    for (std::size_t p = 0; p < n; ++p)
      for (std::size_t c = 0; c < components<T>; ++c) {
        std::array<Pack, lanes> rows;
        for (std::size_t i = 0; i < lanes; ++i) {
          const std::size_t unit = column * lanes + i;
          rows[i] = unit < in ? component(a[unit][p], c) : Pack(0.0);
        }
        transpose(rows);
        for (std::size_t i = 0; i < lanes; ++i) component(turned[(p * lanes + i) * of_packs + column], c) = rows[i];
      }
  std::size_t row = 0;
  for (; row + R <= out; row += R) weight_rows<T, R>(delta, row, turned, of_packs, in, n, by_weights);
  for (; row < out; ++row) weight_rows<T, 1>(delta, row, turned, of_packs, in, n, by_weights);
}

}  // namespace detail

// Adds δ aᵀ to ∂W, and the sums of δ to ∂b.
template <class T>
void add_weight_gradient(Rows<const T> delta, std::size_t out, Rows<const T> a, std::size_t in, std::size_t n,
                         T* turned, Scalar<T>* by_weights, Scalar<T>* by_bias) {
  detail::add_weights(delta, out, a, in, n, turned, by_weights);
  if constexpr (std::is_same_v<T, Pack>) {
    detail::add_row_sums<false>(delta, out, nullptr, n, by_bias, 1);
  } else {
    for (std::size_t j = 0; j < out; ++j) {
      T sum(0.0);
      for (std::size_t p = 0; p < n; ++p) sum = sum + delta[j][p];
      by_bias[j] = by_bias[j] + lane_sum(sum);
    }
  }
}

}  // namespace fallline::nn

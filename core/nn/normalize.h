// Batch, layer and group normalization of rows z [units × n], forward and backward.
//
//   ẑ = (z − m)/√(v + ε),  y = γ ẑ + β        ε = 1e-5, v without Bessel's correction
//
// m and v are means over the samples of the batch for each unit (Ioffe & Szegedy 2015), or for each sample over the
// units of its group (Wu & He 2018), of which layer normalization (Ba, Kiros & Hinton 2016) is the one with one group.
#pragma once

#include "nn/dense.h"

namespace fallline::nn {

inline constexpr double normalization_epsilon = 1e-5;
inline constexpr double running_share = 0.1;  // of the newest batch in the running averages

// Of one unit over samples with these weights, which sum to 1 over the batch.
template <class T>
struct BatchMoments {
  Scalar<T> mean, variance;
};

template <class T>
BatchMoments<T> batch_moments(const T* z, const Pack* weights, std::size_t n) {
  T sum(0.0), squares(0.0);
  for (std::size_t p = 0; p < n; ++p) sum = sum + constant<T>(weights[p]) * z[p];
  const Scalar<T> mean = lane_sum(sum);
  for (std::size_t p = 0; p < n; ++p) {
    const T off = z[p] - T(mean);
    squares = squares + constant<T>(weights[p]) * off * off;
  }
  return {mean, lane_sum(squares)};
}

// z becomes ẑ; returns 1/√(v + ε).
template <class T>
Scalar<T> standardize_unit(const BatchMoments<T>& moments, T* z, std::size_t n) {
  const Scalar<T> inverse = Scalar<T>(1.0) / fast::sqrt(moments.variance + Scalar<T>(normalization_epsilon));
  for (std::size_t p = 0; p < n; ++p) z[p] = (z[p] - T(moments.mean)) * T(inverse);
  return inverse;
}

// d: of ∂L/∂ẑ made ∂L/∂z.
template <class T>
void batch_backward(const T* standardized, const Scalar<T>& inverse, const Pack* weights, T* d, std::size_t n) {
  T sum(0.0), along(0.0);
  for (std::size_t p = 0; p < n; ++p) {
    sum = sum + d[p];
    along = along + d[p] * standardized[p];
  }
  const T mean = T(lane_sum(sum)), slope = T(lane_sum(along)), factor = T(inverse);
  for (std::size_t p = 0; p < n; ++p)
    d[p] = factor * (d[p] - constant<T>(weights[p]) * (mean + standardized[p] * slope));
}

// The units [first, last) of all samples, pack by pack: z becomes ẑ, and `inverse` 1/√(v + ε).
template <class T>
void standardize_samples(Rows<T> z, std::size_t first, std::size_t last, std::size_t n, T* inverse) {
  const T share(1.0 / static_cast<double>(last - first));
  for (std::size_t p = 0; p < n; ++p) {
    T mean(0.0), variance(0.0);
    for (std::size_t i = first; i < last; ++i) mean = mean + z[i][p];
    mean = mean * share;
    for (std::size_t i = first; i < last; ++i) {
      z[i][p] = z[i][p] - mean;
      variance = variance + z[i][p] * z[i][p];
    }
    inverse[p] = T(1.0) / fast::sqrt(variance * share + T(normalization_epsilon));
    for (std::size_t i = first; i < last; ++i) z[i][p] = z[i][p] * inverse[p];
  }
}

template <class T>
void samples_backward(Rows<const T> standardized, const T* inverse, std::size_t first, std::size_t last, std::size_t n,
                      Rows<T> d) {
  const T share(1.0 / static_cast<double>(last - first));
  for (std::size_t p = 0; p < n; ++p) {
    T sum(0.0), along(0.0);
    for (std::size_t i = first; i < last; ++i) {
      sum = sum + d[i][p];
      along = along + d[i][p] * standardized[i][p];
    }
    for (std::size_t i = first; i < last; ++i)
      d[i][p] = inverse[p] * (d[i][p] - share * (sum + standardized[i][p] * along));
  }
}

}  // namespace fallline::nn

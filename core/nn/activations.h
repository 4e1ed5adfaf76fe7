// Activations: what a layer does to z, element by element, with its slope beside it.
//
// Each is written once, for the number T of tangent.h, as
//   template <class T> Slope<T> operator()(const T& z) const        a = σ(z) and σ'(z), both functions of T
// so that a derivative of σ'(z) along a direction comes out of the same line. At a kink the slope is the one stated in
// `kink`.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "math/parameter.h"
#include "nn/tangent.h"

namespace fallline::nn {

template <class T>
struct Slope {
  T a, slope;
};

// σ on rows of numbers. `learned` is the slope that is trained, of those that have one, else not looked at.
template <class T>
struct ActivationRows {
  // a = σ(z) for n numbers; may write over z.
  void (*value)(std::span<const double> values, const Scalar<T>& learned, const T* z, T* a, std::size_t n);
  // The same with σ'(z).
  void (*value_and_slope)(std::span<const double> values, const Scalar<T>& learned, const T* z, T* a, T* slope,
                          std::size_t n);
  // ∂σ(z)/∂(learned); null where nothing is learned.
  void (*by_learned)(const T* z, T* out, std::size_t n);
};

struct ActivationInfo {
  std::string_view key, label;
  std::string_view formula;  // as text
  std::string_view source;
  std::string_view kink;  // the convention where there is no derivative; empty where there is one everywhere
  std::span<const Parameter> parameters;
  bool learned = false;  // has one trained number a layer, whose start is its only parameter: prelu
  bool smooth = true;    // twice differentiable everywhere
  bool jumps = false;    // not even continuous
  // Those two are not element by element: the network does them itself, and they have no rows.
  bool whole_layer = false;  // softmax: over the units of a sample
  bool pieces = false;       // maxout: the greatest of k linear pieces, `pieces` of them, the only parameter

  ActivationRows<Pack> rows;
  ActivationRows<Tangent<Pack, 1>> rows_1;
  ActivationRows<Tangent<Pack, 4>> rows_4;
  ActivationRows<Singles> rows_single;

  template <class T>
  const ActivationRows<T>& rows_of() const {
    if constexpr (std::is_same_v<T, Pack>)
      return rows;
    else if constexpr (std::is_same_v<T, Tangent<Pack, 1>>)
      return rows_1;
    else if constexpr (std::is_same_v<T, Singles>)
      return rows_single;
    else
      return rows_4;
  }
};

// linear, step, sign, hard_sigmoid, sigmoid, tanh, relu, leaky_relu, prelu, elu, selu, gelu_tanh, gelu_erf, relu6,
// softplus, swish, hard_tanh, maxout, softmax
std::span<const ActivationInfo> activations();
const ActivationInfo* find_activation(std::string_view key);
std::vector<std::string_view> activation_keys();

}  // namespace fallline::nn

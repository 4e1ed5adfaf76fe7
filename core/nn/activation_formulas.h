// The formulas of the activations, each for any number T of tangent.h: σ(z) and σ'(z), as activations.h has it.
// Those with parameters are made from their values.
//
// Not a number stays one: where pieces are chosen by sign, z − z stands for the 0 of the last one.
#pragma once

#include <span>

#include "nn/activations.h"

namespace fallline::nn::sigma {

using Values = std::span<const double>;

template <class T>
T one_if_positive(const T& z) {
  return where_positive(z, T(1.0), T(0.0));
}

// max(0, z), of slope 0 at 0.
template <class T>
T positive_part(const T& z) {
  return where_positive(z, z, where_positive(-z, T(0.0), z - z));
}

struct Linear {
  template <class T>
  Slope<T> operator()(const T& z) const {
    return {z, T(1.0)};
  }
};

struct Step {
  template <class T>
  Slope<T> operator()(const T& z) const {
    return {where_positive(z, T(1.0), where_positive(-z, T(0.0), 0.5 + (z - z))), T(0.0)};
  }
};

struct Sign {
  template <class T>
  Slope<T> operator()(const T& z) const {
    return {where_positive(z, T(1.0), where_positive(-z, T(-1.0), z - z)), T(0.0)};
  }
};

// z within [low, high], of slope 0 at both ends.
struct Clip {
  double low, high;
  template <class T>
  Slope<T> operator()(const T& z) const {
    const T above = z - low, below = high - z;
    return {where_positive(above, where_positive(below, z, T(high)), where_positive(-above, T(low), low + (z - z))),
            where_positive(above, one_if_positive(below), T(0.0))};
  }
};
struct HardTanh : Clip {
  HardTanh() : Clip{-1, 1} {}
};
struct Relu6 : Clip {
  Relu6() : Clip{0, 6} {}
};
struct HardSigmoid {
  template <class T>
  Slope<T> operator()(const T& z) const {
    return Clip{0, 1}(z + 0.5);
  }
};

struct Sigmoid {
  template <class T>
  Slope<T> operator()(const T& z) const {
    const T s = fast::sigmoid(z);
    return {s, s * (1.0 - s)};
  }
};

struct Tanh {
  template <class T>
  Slope<T> operator()(const T& z) const {
    const T t = fast::tanh(z);
    return {t, 1.0 - t * t};
  }
};

struct Relu {
  template <class T>
  Slope<T> operator()(const T& z) const {
    return {positive_part(z), one_if_positive(z)};
  }
};

// Of slope s below 0 and at 0; a number, or one that is learned and has derivatives itself.
template <class S>
struct Leaky {
  S s;
  template <class T>
  Slope<T> operator()(const T& z) const {
    return {where_positive(z, z, s * z), where_positive(z, T(1.0), T(s))};
  }
};
struct LeakyRelu : Leaky<double> {
  explicit LeakyRelu(Values v) : Leaky<double>{v[0]} {}
};

// λ z above 0, λ α (eᶻ − 1) below.
struct Elu {
  double alpha, lambda = 1;
  explicit Elu(Values v) : alpha(v[0]) {}
  Elu(double alpha_value, double lambda_value) : alpha(alpha_value), lambda(lambda_value) {}
  template <class T>
  Slope<T> operator()(const T& z) const {
    const T below = (lambda * alpha) * fast::expm1(z);
    return {where_positive(z, lambda * z, below), where_positive(z, T(lambda), below + lambda * alpha)};
  }
};
struct Selu : Elu {
  Selu() : Elu(1.6732632423543772, 1.0507009873554805) {}
};

// Φ and φ, the normal distribution and its density.
struct GeluErf {
  template <class T>
  Slope<T> operator()(const T& z) const {
    const T share = 0.5 * (1.0 + fast::erf(0.7071067811865476 * z));
    const T density = 0.3989422804014327 * fast::exp(-0.5 * (z * z));
    return {z * share, share + z * density};
  }
};

// z σ(u), where ½(1 + tanh(u/2)) is σ(u).
template <class T>
Slope<T> gated(const T& z, const T& u, const T& u_slope) {
  const T s = fast::sigmoid(u), a = z * s;
  return {a, s + a * (1.0 - s) * u_slope};
}
struct GeluTanh {
  template <class T>
  Slope<T> operator()(const T& z) const {
    constexpr double twice_root_2_over_pi = 1.5957691216057308, cubic = 0.044715;
    const T z2 = z * z;
    return gated(z, twice_root_2_over_pi * (z * (1.0 + cubic * z2)), twice_root_2_over_pi * (1.0 + (3 * cubic) * z2));
  }
};
struct Swish {
  double beta;
  explicit Swish(Values v) : beta(v[0]) {}
  template <class T>
  Slope<T> operator()(const T& z) const {
    return gated(z, beta * z, T(beta));
  }
};

struct Softplus {
  template <class T>
  Slope<T> operator()(const T& z) const {
    return {fast::softplus(z), fast::sigmoid(z)};
  }
};

}  // namespace fallline::nn::sigma

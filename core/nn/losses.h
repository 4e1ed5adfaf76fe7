// Losses: ℓ(z, target) of one sample's outputs z, with ∂ℓ/∂z beside it. The loss of a network is the mean over the
// samples, and the regularizers' terms.
//
// Each is written once, for the number T of tangent.h, whose lanes are samples.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "math/parameter.h"
#include "nn/tangent.h"

namespace fallline::nn {

enum class Target {
  real,    // as many numbers as outputs
  binary,  // 0 or 1, one output
  sign,    // −1 or 1, one output
  one_of,  // a class, one output each
};

// Of one pack of samples: z and targets are unit after unit. Returns ℓ; with `slope`, writes ∂ℓ/∂z there, unit after
// unit. `targets` holds, for `real`, as many packs as outputs; for `binary` and `sign` one pack of 0 or 1, or what lies
// between (the label: `sign` makes ŷ = 2y − 1 of it); for `one_of` one pack of class numbers.
template <class T>
using LossOfPack = T (*)(std::span<const double> values, const T* z, const PackOf<T>* targets, T* slope,
                         std::size_t outputs);

struct LossInfo {
  std::string_view key, label;
  std::string_view formula, source;
  std::string_view kink;  // the convention where there is no derivative; empty where there is one everywhere
  std::span<const Parameter> parameters;
  Target target;
  bool smooth = true;  // twice differentiable everywhere

  LossOfPack<Pack> of_pack;
  LossOfPack<Tangent<Pack, 1>> of_pack_1;
  LossOfPack<Tangent<Pack, 4>> of_pack_4;
  LossOfPack<Singles> of_singles;
  template <class T>
  LossOfPack<T> of() const {
    if constexpr (std::is_same_v<T, Pack>)
      return of_pack;
    else if constexpr (std::is_same_v<T, Tangent<Pack, 1>>)
      return of_pack_1;
    else if constexpr (std::is_same_v<T, Singles>)
      return of_singles;
    else
      return of_pack_4;
  }
};

// mse (Σ_outputs (z − t)²), mae, huber (δ), bce (binary cross-entropy on the logit; label smoothing ε), softmax_ce
// (label smoothing ε), hinge, squared (1 − ŷz)², logistic
std::span<const LossInfo> losses();
const LossInfo* find_loss(std::string_view key);
std::vector<std::string_view> loss_keys();

}  // namespace fallline::nn

// Parts that add noise to the step. The draws are a function of their seed and the step's number alone, and not those
// of the noise of the gradients or of the mini-batches: they are from streams of their own.
#pragma once

#include "math/random.h"
#include "optim/transforms.h"

namespace fallline::optim {

inline Random step_noise(double seed, std::int64_t t) {
  return Random(static_cast<std::uint64_t>(seed), (std::uint64_t{1} << 62) + static_cast<std::uint64_t>(t));
}

// u + σ√(2η) z, z standard normal: Langevin dynamics of −∇L at the temperature σ². Welling & Teh 2011, where σ is 1, L
// the negative log posterior, and their ε is 2η.
struct LangevinNoise {
  static constexpr std::string_view key = "langevin_noise";
  static constexpr std::string_view label = "with noise";
  double sigma, seed;
  static constexpr std::tuple options{&LangevinNoise::sigma, &LangevinNoise::seed};
  template <class V>
  using State = Nothing;
  template <class V>
  void apply(Nothing&, Step<V>& s) const {
    V z = zero_like(s.update);
    step_noise(seed, s.t).normal(view(z));
    s.update += sigma * std::sqrt(2 * s.eta) * z;
  }
};

// u + ξ, uniform in a ball of radius σ, where ‖g‖ ≤ `threshold` and the last ξ is at least `every` steps ago. Jin et
// al. 2017, alg. 1 and 2: the step of the small gradient is taken first, so that the next gradient is that at the point
// which was thrown off, as it is there.
struct Perturbation {
  static constexpr std::string_view key = "perturbation";
  static constexpr std::string_view label = "perturbed";
  double sigma, threshold, every, seed;
  static constexpr std::tuple options{&Perturbation::sigma, &Perturbation::threshold, &Perturbation::every,
                                      &Perturbation::seed};
  template <class V>
  struct State {
    std::int64_t last = 0;  // the step of the last ξ
    explicit State(const V&) {}
  };
  template <class V>
  void apply(State<V>& state, Step<V>& s) const {
    if (state.last > 0 && static_cast<double>(s.t - state.last) < every) return;
    if (s.eta == 0 || !(s.gradient.matrix().stableNorm() <= threshold)) return;
    state.last = s.t;
    Random random = step_noise(seed, s.t);
    V direction = zero_like(s.update);
    random.normal(view(direction));
    const double radius = sigma * std::pow(random.uniform(), 1 / static_cast<double>(direction.size()));
    s.update += radius / direction.matrix().norm() * direction;
  }
};

}  // namespace fallline::optim

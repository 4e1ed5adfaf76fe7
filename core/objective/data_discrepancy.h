// The squared maximum mean discrepancy of two samples, one of them moved by θ, in the Gaussian kernel
// k(a, b) = exp(−‖a − b‖²/(2h²)):
//   L(θ) = mean k(p, p') + mean k(q, q') − 2 mean k(p, q + θ),
// over all pairs (the V-statistic), so that it is 0 where the samples coincide. Source: Gretton, Borgwardt, Rasch,
// Schölkopf & Smola, JMLR 13 (2012), eq. 5. As a mean over the moved sample: ℓⱼ = c − 2 meanᵢ k(pᵢ, qⱼ + θ), c the two
// means that θ does not change, also of a mini-batch.
#pragma once

#include "objective/data_losses.h"
#include "objective/data_model.h"
#include "objective/data_surface.h"

namespace fallline {

class Discrepancy {
 public:
  // The moved sample (label 1) first, as moved_samples() makes them. Bandwidth h > 0.
  Discrepancy(const Samples& samples, double bandwidth);

  std::size_t count() const { return moved_.size(); }
  auto operator()(auto x, auto y) const { return mean(*this, x, y); }
  auto term(auto x, auto y, std::size_t j) const {
    auto sum = kernel(x, y, j, 0);
    for (std::size_t i = 1; i < fixed_.size(); ++i) sum = sum + kernel(x, y, j, i);
    return (-2 / static_cast<double>(fixed_.size())) * sum + constant_;
  }
  Discrepancy restricted(std::span<const std::size_t> samples) const {
    Discrepancy r = *this;
    r.moved_ = subset(moved_, samples);
    return r;
  }

 private:
  // k(pᵢ, qⱼ + θ) = e(u) e(v), e(u) = exp(−u²/2), u = (θ₁ + qⱼ − pᵢ)/h in the first coordinate and v in the second.
  // Each derivative is a product of a function of u and one of v, so that its bounds over a box are exact.
  auto kernel(auto x, auto y, std::size_t j, std::size_t i) const {
    auto u = inverse_ * x + inverse_ * (moved_.x[j] - fixed_.x[i]);
    auto v = inverse_ * y + inverse_ * (moved_.y[j] - fixed_.y[i]);
    if constexpr (!Dual<decltype(u)>)
      return losses::natural_exp(-0.5 * (square(u) + square(v)));
    else
      return kernel_of(u.v, v.v);
  }
  template <Number T>
  auto kernel_of(T u, T v) const {
    const double first = -inverse_, second = inverse_ * inverse_;
    if constexpr (std::same_as<T, Interval>) {
      const Factors a = factors(u), b = factors(v);
      return Dual2{times(a.bump, b.bump),
                   scaled(first, times(b.bump, a.wave)),
                   scaled(first, times(a.bump, b.wave)),
                   scaled(second, times(b.bump, a.hat)),
                   scaled(second, a.wave * b.wave),
                   scaled(second, times(a.bump, b.hat))};
    } else {
      const T k = losses::natural_exp(-0.5 * (square(u) + square(v))), ku = u * k, kv = v * k;
      return Dual2{k, first * ku, first * kv, second * (u * ku - k), second * (u * kv), second * (v * kv - k)};
    }
  }
  // e(u), u e(u) and (u² − 1) e(u), bounded exactly.
  struct Factors {
    Interval bump, wave, hat;
  };
  static Factors factors(Interval u);
  // The product with an interval that holds no negative number.
  static Interval times(Interval positive, Interval a) {
    return {a.lo * (a.lo < 0 ? positive.hi : positive.lo), a.hi * (a.hi < 0 ? positive.lo : positive.hi)};
  }

  Samples moved_, fixed_;
  double inverse_, constant_;
};

}  // namespace fallline

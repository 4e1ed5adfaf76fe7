// SurfaceOf<Formula>: makes a Surface of a formula that is written once, as a function object
//   template <class X, class Y> auto operator()(X x, Y y) const
// for any number type: double, Pack, Interval and second-order dual numbers of each.
#pragma once

#include <algorithm>
#include <array>
#include <memory>

#include "math/dual2.h"
#include "math/pack.h"
#include "objective/surface.h"

namespace fallline {

template <class Formula>
class SurfaceOf final : public Surface {
 public:
  // A formula with kinks says itself how it is taken apart, in `KinkSum kinks() const`.
  explicit SurfaceOf(Formula formula) : formula_(formula) {
    if constexpr (requires { formula.kinks(); }) kinks_ = std::make_unique<const KinkSum>(formula.kinks());
  }

  const KinkSum* kinks() const override { return kinks_.get(); }

  // By way of the derivatives, which cost nothing where they are not used, so that it is the same number to the last
  // bit.
  [[gnu::flatten]] double value(ConstVector theta, const Batch&) const override { return at(theta[0], theta[1]).v; }

  double value_and_gradient(ConstVector theta, Vector gradient, const Batch& batch) const override {
    double value;
    const Pair g = SurfaceOf::gradient_at(theta[0], theta[1], value, batch);
    gradient[0] = g[0], gradient[1] = g[1];
    return value;
  }
  // Not inlined there: the same instructions give the same digits.
  [[gnu::flatten, gnu::noinline]] Pair gradient_at(double x, double y, double& value, const Batch&) const override {
    const auto d = at(x, y);
    value = d.v;
    return Pair{part<double>(d.x), part<double>(d.y)};
  }

  [[gnu::flatten]] Derivatives<double> derivatives(Point p) const override { return all(p.x, p.y); }
  Derivatives<Interval> derivatives(Interval x, Interval y) const override { return all(x, y); }

  void derivatives(std::span<const double> x, std::span<const double> y, const DerivativeRows& out) const override {
    const std::size_t n = x.size(), whole = n - n % Pack::lanes;
    whole_packs(x.data(), y.data(), whole, out);
    if (whole < n) last_pack(x.subspan(whole), y.subspan(whole), whole, out);
  }

 private:
  template <Number T>
  auto at(T x, T y) const {
    return formula_(variable_x(x), variable_y(y));
  }
  template <Number T>
  Derivatives<T> all(T x, T y) const {
    const auto d = at(x, y);
    return {d.v, part<T>(d.x), part<T>(d.y), part<T>(d.xx), part<T>(d.xy), part<T>(d.yy)};
  }

  // `count` is a multiple of Pack::lanes.
  [[gnu::flatten]] void whole_packs(const double* x, const double* y, std::size_t count,
                                    const DerivativeRows& out) const {
    const DerivativeRows to = out;
    const auto each = [&](auto visit) {
      for (std::size_t i = 0; i < count; i += Pack::lanes) visit(Pack::load(x + i), Pack::load(y + i), i);
    };
    if (to.xx)
      each([&](Pack a, Pack b, std::size_t i) {
        const auto d = all(a, b);
        if (to.value) d.value.store(to.value + i);
        if (to.x) d.x.store(to.x + i), d.y.store(to.y + i);
        d.xx.store(to.xx + i), d.xy.store(to.xy + i), d.yy.store(to.yy + i);
      });
    else if (to.x)
      each([&](Pack a, Pack b, std::size_t i) {
        const auto d = at(a, b);
        if (to.value) d.v.store(to.value + i);
        part<Pack>(d.x).store(to.x + i), part<Pack>(d.y).store(to.y + i);
      });
    else
      each([&](Pack a, Pack b, std::size_t i) { formula_(a, b).store(to.value + i); });
  }

  // Fewer points than a Pack holds: through copies that are filled up with the first of them.
  void last_pack(std::span<const double> x, std::span<const double> y, std::size_t at,
                 const DerivativeRows& out) const {
    using Copy = std::array<double, Pack::lanes>;
    Copy from_x, from_y;
    from_x.fill(x[0]);
    from_y.fill(y[0]);
    std::copy(x.begin(), x.end(), from_x.begin());
    std::copy(y.begin(), y.end(), from_y.begin());
    std::array<Copy, 6> results;
    const std::array to{out.value, out.x, out.y, out.xx, out.xy, out.yy};
    std::array<double*, 6> copies{};
    for (std::size_t k = 0; k < 6; ++k)
      if (to[k]) copies[k] = results[k].data();
    const auto [value, gx, gy, xx, xy, yy] = copies;
    whole_packs(from_x.data(), from_y.data(), Pack::lanes, {value, gx, gy, xx, xy, yy});
    for (std::size_t k = 0; k < 6; ++k)
      if (to[k]) std::copy_n(results[k].begin(), x.size(), to[k] + at);
  }

  Formula formula_;
  std::unique_ptr<const KinkSum> kinks_;
};

}  // namespace fallline

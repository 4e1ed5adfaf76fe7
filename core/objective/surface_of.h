// SurfaceOf<Formula>: makes a Surface of a formula that is written once, as a function object
//   template <class X, class Y> auto operator()(X x, Y y) const
// for any number type: double, Pack, Interval and second-order dual numbers of each.
#pragma once

#include <algorithm>
#include <array>

#include "math/dual2.h"
#include "math/pack.h"
#include "objective/surface.h"

namespace fallline {

template <class Formula>
class SurfaceOf final : public Surface {
 public:
  explicit SurfaceOf(Formula formula) : formula_(formula) {}

  double value(ConstVector theta, const Batch&) const override { return formula_(theta[0], theta[1]); }

  double value_and_gradient(ConstVector theta, Vector gradient, const Batch&) const override {
    const auto d = at(theta[0], theta[1]);
    gradient[0] = part<double>(d.x);
    gradient[1] = part<double>(d.y);
    return d.v;
  }

  Derivatives<double> derivatives(Point p) const override { return all(p.x, p.y); }
  Derivatives<Interval> derivatives(Interval x, Interval y) const override { return all(x, y); }

  void derivatives(std::span<const double> x, std::span<const double> y, const DerivativeRows& out) const override {
    if (out.xx)
      rows(x, y, [&](Pack a, Pack b, std::size_t i, auto store) {
        const auto d = all(a, b);
        if (out.value) store(d.value, out.value + i);
        if (out.x) store(d.x, out.x + i), store(d.y, out.y + i);
        store(d.xx, out.xx + i), store(d.xy, out.xy + i), store(d.yy, out.yy + i);
      });
    else if (out.x)
      rows(x, y, [&](Pack a, Pack b, std::size_t i, auto store) {
        const auto d = at(a, b);
        if (out.value) store(d.v, out.value + i);
        store(part<Pack>(d.x), out.x + i), store(part<Pack>(d.y), out.y + i);
      });
    else
      rows(x, y, [&](Pack a, Pack b, std::size_t i, auto store) { store(formula_(a, b), out.value + i); });
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

  // visit(x, y, i, store) for every Pack of the rows; the last, partial one goes through a copy.
  template <class Visit>
  static void rows(std::span<const double> x, std::span<const double> y, Visit visit) {
    const std::size_t n = x.size(), whole = n - n % Pack::lanes;
    for (std::size_t i = 0; i < whole; i += Pack::lanes)
      visit(Pack::load(&x[i]), Pack::load(&y[i]), i, [](Pack p, double* to) { p.store(to); });
    if (whole == n) return;
    std::array<double, Pack::lanes> tail_x, tail_y;
    tail_x.fill(x[whole]);
    tail_y.fill(y[whole]);
    std::copy(x.begin() + static_cast<std::ptrdiff_t>(whole), x.end(), tail_x.begin());
    std::copy(y.begin() + static_cast<std::ptrdiff_t>(whole), y.end(), tail_y.begin());
    visit(Pack::load(tail_x.data()), Pack::load(tail_y.data()), whole, [count = n - whole](Pack p, double* to) {
      for (std::size_t k = 0; k < count; ++k) to[k] = p.v[k];
    });
  }

  Formula formula_;
};

}  // namespace fallline

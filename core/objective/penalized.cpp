#include "objective/penalized.h"

#include <cmath>
#include <utility>

#include "objective/kinks.h"

namespace fallline {
namespace {

double sign(double t) { return t > 0 ? 1 : t < 0 ? -1 : 0; }

class Penalized final : public Surface {
 public:
  Penalized(std::shared_ptr<const Surface> surface, double l1, double l2)
      : surface_(std::move(surface)), l1_(l1), l2_(l2) {
    if (l1 > 0) smooth_ = penalized(surface_, 0, l2);
    const KinkSum* inner = surface_->kinks();
    if (inner) kinks_ = {penalized(inner->smooth, 0, l2), inner->kinks};
    if (l1 > 0) {
      if (!inner) kinks_.smooth = smooth_;
      for (Kink& kink : kinks_on_axes(l1)) kinks_.kinks.push_back(std::move(kink));
    }
  }

  std::size_t sample_count() const override { return surface_->sample_count(); }
  const DataModel* data() const override { return surface_->data(); }
  std::shared_ptr<const Surface> restricted(std::span<const std::size_t> samples) const override {
    auto part = surface_->restricted(samples);
    return part ? penalized(std::move(part), l1_, l2_) : nullptr;
  }
  double l1() const override { return l1_; }
  const Objective& smooth() const override { return smooth_ ? *smooth_ : *this; }
  const KinkSum* kinks() const override { return kinks_.kinks.empty() ? nullptr : &kinks_; }

  double value(ConstVector theta, const Batch& batch) const override {
    return surface_->value(theta, batch) + term(theta[0]) + term(theta[1]);
  }
  double value_and_gradient(ConstVector theta, Vector gradient, const Batch& batch) const override {
    const double value = surface_->value_and_gradient(theta, gradient, batch);
    for (std::size_t i = 0; i < 2; ++i) gradient[i] += slope(theta[i]);
    return value + term(theta[0]) + term(theta[1]);
  }
  void hessian_vector(ConstVector theta, ConstVector v, Vector product, const Batch& batch) const override {
    surface_->hessian_vector(theta, v, product, batch);
    for (std::size_t i = 0; i < 2; ++i) product[i] += 2 * l2_ * v[i];
  }

  Derivatives<double> derivatives(Point p) const override {
    auto d = surface_->derivatives(p);
    d.value += term(p.x) + term(p.y);
    d.x += slope(p.x), d.y += slope(p.y);
    d.xx += 2 * l2_, d.yy += 2 * l2_;
    return d;
  }
  Derivatives<Interval> derivatives(Interval x, Interval y) const override {
    auto d = surface_->derivatives(x, y);
    d.value = d.value + term(x) + term(y);
    d.x = d.x + slope(x), d.y = d.y + slope(y);
    d.xx = d.xx + curvature(x), d.yy = d.yy + curvature(y);
    return d;
  }
  void derivatives(std::span<const double> x, std::span<const double> y, const DerivativeRows& out) const override {
    surface_->derivatives(x, y, out);
    for (std::size_t i = 0; i < x.size(); ++i) {
      if (out.value) out.value[i] += term(x[i]) + term(y[i]);
      if (out.x) out.x[i] += slope(x[i]), out.y[i] += slope(y[i]);
      if (out.xx) out.xx[i] += 2 * l2_, out.yy[i] += 2 * l2_;
    }
  }

 private:
  double term(double t) const { return l1_ * std::abs(t) + l2_ * t * t; }
  Interval term(Interval t) const { return l1_ * abs(t) + l2_ * square(t); }
  double slope(double t) const { return l1_ * sign(t) + 2 * l2_ * t; }
  Interval slope(Interval t) const { return l1_ * sign(t) + (2 * l2_) * t; }
  // Across the corner at 0 the slope jumps: no bound holds there.
  Interval curvature(Interval t) const { return {2 * l2_, l1_ > 0 && t.contains(0) ? HUGE_VAL : 2 * l2_}; }

  std::shared_ptr<const Surface> surface_;
  double l1_, l2_;
  std::shared_ptr<const Surface> smooth_;  // without the first term, where there is one
  KinkSum kinks_;                          // those of the surface and of the first term
};

}  // namespace

std::shared_ptr<const Surface> penalized(std::shared_ptr<const Surface> surface, double l1, double l2) {
  if (l1 == 0 && l2 == 0) return surface;
  return std::make_shared<Penalized>(std::move(surface), l1, l2);
}

}  // namespace fallline

// DataSurface<Terms>: the surface of a model with two parameters, L(θ) = (1/N) Σ ℓᵢ(θ), the mean over N samples or over
// those of a mini-batch.
//
// Terms, written for any number type and for dual numbers like a formula of SurfaceOf:
//   auto term(x, y, i) const                 ℓᵢ
//   auto operator()(x, y) const              their mean, by the loop mean() or in closed form
//   Terms restricted(samples) const          the same of these samples alone
//   std::size_t count() const                N, at least 1
#pragma once

#include "objective/data_losses.h"
#include "objective/data_model.h"
#include "objective/kinks.h"
#include "objective/surface_of.h"

namespace fallline {

// Where the named samples have their mean; `at(k)` is the k-th of `count` ≥ 1.
template <class Terms, class At>
auto mean(const Terms& terms, auto x, auto y, std::size_t count, At at) {
  auto sum = terms.term(x, y, at(0));
  for (std::size_t k = 1; k < count; ++k) sum = sum + terms.term(x, y, at(k));
  return (1 / static_cast<double>(count)) * sum;
}
template <class Terms>
auto mean(const Terms& terms, auto x, auto y) {
  return mean(terms, x, y, terms.count(), [](std::size_t k) { return k; });
}

// ℓᵢ = loss(θ₁ firstᵢ + θ₂ secondᵢ, targetᵢ)
template <class Loss>
struct LinearTerms {
  std::vector<double> first, second, target;

  std::size_t count() const { return target.size(); }
  auto operator()(auto x, auto y) const { return mean(*this, x, y); }
  auto term(auto x, auto y, std::size_t i) const {
    auto z = first[i] * x + second[i] * y;
    if constexpr (Dual<decltype(z)>) {
      const auto s = Loss::at(z.v, target[i]);
      return chain_rule(z, s.value, s.first, s.second);
    } else {
      return Loss::at(z, target[i]).value;
    }
  }
  // Of the absolute error: a kink where a sample is met.
  KinkSum kinks() const requires requires { Loss::has_kink; }
  {
    KinkSum sum{affine_form(0, 0), {}};
    for (std::size_t i = 0; i < count(); ++i)
      sum.kinks.push_back({1 / static_cast<double>(count()), affine_form(first[i], second[i], -target[i])});
    return sum;
  }
  LinearTerms restricted(std::span<const std::size_t> samples) const {
    LinearTerms r;
    for (const std::size_t i : samples) {
      r.first.push_back(first[i]);
      r.second.push_back(second[i]);
      r.target.push_back(target[i]);
    }
    return r;
  }
};

// (w x + b − y)², whose mean is σ²(w − ŵ)² + (b + x̄ w − ȳ)² + a rest, σ² the variance of x: squares lose no digits, and
// their bounds are exact.
class LeastSquares {
 public:
  explicit LeastSquares(const Samples& samples);

  std::size_t count() const { return samples_.size(); }
  auto operator()(auto w, auto b) const {
    return variance_ * square(w - slope_) + (square(b + mean_x_ * w - mean_y_) + rest_);
  }
  auto term(auto w, auto b, std::size_t i) const { return square(samples_.x[i] * w + b - samples_.y[i]); }
  LeastSquares restricted(std::span<const std::size_t> samples) const {
    return LeastSquares(subset(samples_, samples));
  }

 private:
  Samples samples_;
  double mean_x_ = 0, mean_y_ = 0, variance_ = 0, slope_ = 0, rest_ = 0;
};

// (w₂ w₁ x − y)², whose mean is σ²(w₁ w₂ − ŵ)² + a rest, σ² the mean of x².
class LinearChain {
 public:
  explicit LinearChain(const Samples& samples);

  std::size_t count() const { return samples_.size(); }
  auto operator()(auto w1, auto w2) const { return power_ * square(w1 * w2 - slope_) + rest_; }
  auto term(auto w1, auto w2, std::size_t i) const { return square(samples_.x[i] * (w1 * w2) - samples_.y[i]); }
  LinearChain restricted(std::span<const std::size_t> samples) const { return LinearChain(subset(samples_, samples)); }

 private:
  Samples samples_;
  double power_ = 0, slope_ = 0, rest_ = 0;
};

template <class Terms>
class DataSurface final : public Surface {
 public:
  // The first `terms.count()` of the model's samples are those of the terms.
  DataSurface(DataModel model, Terms terms) : model_(std::move(model)), terms_(terms), all_(std::move(terms)) {}

  std::size_t sample_count() const override { return terms_.count(); }
  const DataModel* data() const override { return &model_; }
  const KinkSum* kinks() const override { return all_.kinks(); }
  std::shared_ptr<const Surface> restricted(std::span<const std::size_t> samples) const override {
    std::vector<std::size_t> named(samples.begin(), samples.end());
    for (std::size_t i = terms_.count(); i < model_.samples.size(); ++i) named.push_back(i);
    DataModel model = model_;
    model.samples = subset(model_.samples, named);
    return std::make_shared<DataSurface>(std::move(model), terms_.restricted(samples));
  }

  double value(ConstVector theta, const Batch& batch) const override {
    return batch.samples.empty() ? all_.value(theta, batch) : over(theta, batch).v;
  }
  double value_and_gradient(ConstVector theta, Vector gradient, const Batch& batch) const override {
    if (batch.samples.empty()) return all_.value_and_gradient(theta, gradient, batch);
    const auto d = over(theta, batch);
    gradient[0] = part<double>(d.x);
    gradient[1] = part<double>(d.y);
    return d.v;
  }
  void hessian_vector(ConstVector theta, ConstVector v, Vector product, const Batch& batch) const override {
    if (batch.samples.empty()) return all_.hessian_vector(theta, v, product, batch);
    const auto d = over(theta, batch);
    product[0] = part<double>(d.xx) * v[0] + part<double>(d.xy) * v[1];
    product[1] = part<double>(d.xy) * v[0] + part<double>(d.yy) * v[1];
  }
  void values(const Eigen::MatrixXd& points, Vector values, const Batch& batch) const override {
    batch.samples.empty() ? all_.values(points, values, batch) : Objective::values(points, values, batch);
  }

  Derivatives<double> derivatives(Point p) const override { return all_.derivatives(p); }
  Derivatives<Interval> derivatives(Interval x, Interval y) const override { return all_.derivatives(x, y); }
  void derivatives(std::span<const double> x, std::span<const double> y, const DerivativeRows& out) const override {
    all_.derivatives(x, y, out);
  }

 private:
  // One function for all callers, so that they get the same numbers to the last bit.
  [[gnu::noinline]] auto over(ConstVector theta, const Batch& batch) const {
    return mean(terms_, variable_x(theta[0]), variable_y(theta[1]), batch.samples.size(),
                [&](std::size_t k) { return batch.samples[k]; });
  }

  DataModel model_;
  Terms terms_;
  SurfaceOf<Terms> all_;
};

}  // namespace fallline

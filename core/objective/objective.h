// Objective: what is optimized. θ ↦ L(θ), ∇L(θ), H(θ)v, for n parameters; a 2-D test function and a network alike.
//
// Shapes: θ, gradients and vectors are contiguous, of `dimension()` numbers. Calls are const and may come from several
// threads at once. Values that do not exist come back as NaN or ±∞; nothing throws.
#pragma once

#include <Eigen/Core>
#include <cstddef>
#include <span>

namespace fallline {

using ConstVector = std::span<const double>;
using Vector = std::span<double>;

// The samples that a mean is taken over; none named means all. Functions without data ignore it.
struct Batch {
  std::span<const std::size_t> samples;
};

class Objective {
 public:
  virtual ~Objective() = default;

  virtual std::size_t dimension() const = 0;
  virtual std::size_t sample_count() const { return 0; }  // 0: no data behind it

  // L(θ), with ∇L(θ) written to `gradient`.
  virtual double value_and_gradient(ConstVector theta, Vector gradient, const Batch& batch) const = 0;
  virtual double value(ConstVector theta, const Batch& batch) const = 0;

  // H(θ)v, written to `product`.
  virtual void hessian_vector(ConstVector theta, ConstVector v, Vector product, const Batch& batch) const = 0;

  // The dense Hessian, symmetric: n products with unit vectors unless an objective knows better.
  virtual Eigen::MatrixXd hessian(ConstVector theta, const Batch& batch) const;

  // λ of a term λ‖θ‖₁ in L, and L without that term: what proximal methods keep apart.
  virtual double l1() const { return 0; }
  virtual const Objective& smooth() const { return *this; }

  // L at every column of `points` (n × m), into `values` (m).
  virtual void values(const Eigen::MatrixXd& points, Vector values, const Batch& batch) const;
};

}  // namespace fallline

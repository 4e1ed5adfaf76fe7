// Objective: what is optimized. θ ↦ L(θ), ∇L(θ), H(θ)v, for n parameters; a 2-D test function and a network alike.
//
// Shapes: θ, gradients and vectors are contiguous, of `dimension()` numbers. Calls are const and may come from several
// threads at once. Values that do not exist come back as NaN or ±∞; nothing throws.
#pragma once

#include <Eigen/Core>
#include <cstddef>
#include <cstdint>
#include <span>

namespace fallline {

using ConstVector = std::span<const double>;
using Vector = std::span<double>;

// The samples that a mean is taken over; none named means all. Functions without data ignore it.
struct Batch {
  std::span<const std::size_t> samples = {};
  // Of training, from 1: what is drawn at random then (dropout, noise on the inputs) is a function of it and the
  // objective's seed, and `memory` is brought up to date. 0: nothing is drawn or changed.
  std::int64_t step = 0;
  // Objective::memory_size() numbers, which testing goes by: running averages. Empty: the batch's own are taken.
  std::span<double> memory = {};
};

// Two numbers that travel in one register.
typedef double Pair __attribute__((vector_size(2 * sizeof(double))));

class Objective {
 public:
  virtual ~Objective() = default;

  virtual std::size_t dimension() const = 0;
  virtual std::size_t sample_count() const { return 0; }  // 0: no data behind it

  // L(θ), with ∇L(θ) written to `gradient`.
  virtual double value_and_gradient(ConstVector theta, Vector gradient, const Batch& batch) const = 0;
  virtual double value(ConstVector theta, const Batch& batch) const = 0;
  // The same for two parameters: returns ∇L(x, y). A racer's next step waits for it, and here for no memory.
  virtual Pair gradient_at(double x, double y, double& value, const Batch& batch) const;

  // H(θ)v, written to `product`.
  virtual void hessian_vector(ConstVector theta, ConstVector v, Vector product, const Batch& batch) const = 0;

  // The dense Hessian, symmetric: n products with unit vectors unless an objective knows better.
  virtual Eigen::MatrixXd hessian(ConstVector theta, const Batch& batch) const;

  // H(θ) times every column of `v` (n × m), to the columns of `products`.
  virtual void hessian_vectors(ConstVector theta, const Eigen::MatrixXd& v, Eigen::MatrixXd& products,
                               const Batch& batch) const;

  // How many numbers the steps of training leave behind beside θ: running averages.
  virtual std::size_t memory_size() const { return 0; }
  // Those before the first step, written to `memory`.
  virtual void initial_memory(Vector) const {}

  // λ of a term λ‖θ‖₁ in L, and L without that term: what proximal methods keep apart.
  virtual double l1() const { return 0; }
  virtual const Objective& smooth() const { return *this; }

  // L at every column of `points` (n × m), into `values` (m).
  virtual void values(const Eigen::MatrixXd& points, Vector values, const Batch& batch) const;
};

}  // namespace fallline

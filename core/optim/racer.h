// Racer: one optimizer on its way over an objective. Everything it remembers is inside and copyable: clone() is a
// checkpoint, and going on from a clone repeats every number bit for bit.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "objective/objective.h"
#include "optim/problem.h"

namespace fallline {

// How the gradients of the steps are sampled: from mini-batches of `batch_size` samples (0, or as many as there are:
// all), with σ times a standard normal draw added. Both depend on the seed and the step alone.
struct Sampling {
  double sigma = 0;
  std::uint64_t seed = 0;
  std::size_t batch_size = 0;
  // Whether every point reached is evaluated on all samples. If not, a step costs no more than its own gradient, and
  // loss and gradient are those that the last step was made with, of its mini-batch.
  bool whole = true;
  friend bool operator==(const Sampling&, const Sampling&) = default;
};

// Where advance() puts one number a step taken; a null pointer leaves it out. x and y only for two parameters.
struct TraceRows {
  double *x = nullptr, *y = nullptr;
  double *loss = nullptr, *gradient_norm = nullptr;
};

// The update after one part of the chain, in the step that would come next.
struct PartOfStep {
  std::string_view label;
  std::vector<double> vector;
};

struct NextStep {
  std::vector<PartOfStep> parts;          // the gradient, then the update after each part; the last is what θ moves by
  std::vector<optim::TrialPoint> trials;  // of a line search
};

class Racer {
 public:
  virtual ~Racer() = default;
  virtual std::unique_ptr<Racer> clone() const = 0;

  // At θ, as if `taken` steps had led there, with nothing remembered.
  virtual void place(const Objective& objective, ConstVector theta, std::int64_t taken = 0) = 0;
  // The same point and memory, another objective or other options from here on.
  virtual void reconsider(const Objective& objective) = 0;
  // At another θ, with all that it remembers, as when a hand moves a weight.
  virtual void move_to(const Objective& objective, ConstVector theta) = 0;
  // In the order that the racer was made with: of the method, then of each block.
  virtual void set_options(std::span<const double> values) = 0;

  // Takes up to `steps` steps and writes a row for each point reached. Returns how many were taken: fewer only when the
  // next point, its loss or its gradient would not be finite; the racer then stays where it was, and stands: finite()
  // is false. Where not all is evaluated at each point, it stays at the first point whose loss is not finite.
  virtual std::size_t advance(const Objective& objective, const Sampling& sampling, std::size_t steps,
                              const TraceRows& rows) = 0;

  virtual NextStep next_step(const Objective& objective, const Sampling& sampling) const = 0;

  // The point shown: where the last step went, or what a part reports in its place. All below is of this point.
  virtual ConstVector theta() const = 0;
  virtual ConstVector gradient() const = 0;  // of all samples, without noise
  virtual double loss() const = 0;
  virtual double gradient_norm() const = 0;
  virtual std::int64_t steps_taken() const = 0;
  virtual double learning_rate()
      const = 0;                    // that the last step was made with, what schedules make of it included; NaN before
  virtual bool finite() const = 0;  // can go on
  // What the steps have left behind beside θ: Objective::memory_size() numbers.
  virtual ConstVector memory() const = 0;
};

}  // namespace fallline

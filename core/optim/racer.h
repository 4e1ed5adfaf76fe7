// Racer: one optimizer on its way over an objective. Everything it remembers is inside and copyable: clone() is a
// checkpoint, and going on from a clone repeats every number bit for bit.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "objective/objective.h"

namespace fallline {

// Noise added to each gradient: σ times a standard normal draw that depends on the seed and the step alone.
struct GradientNoise {
  double sigma = 0;
  std::uint64_t seed = 0;
  friend bool operator==(const GradientNoise&, const GradientNoise&) = default;
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

class Racer {
 public:
  virtual ~Racer() = default;
  virtual std::unique_ptr<Racer> clone() const = 0;

  // Back to step 0 at θ, with nothing remembered.
  virtual void place(const Objective& objective, ConstVector theta) = 0;
  // The same point and memory, another objective or other options from here on.
  virtual void reconsider(const Objective& objective) = 0;
  virtual void set_options(std::span<const double> values) = 0;

  // Takes up to `steps` steps and writes a row for each point reached. Returns how many were taken: fewer only when the
  // next point, its loss or its gradient would not be finite; the racer then stays where it was, and stands: finite()
  // is false.
  virtual std::size_t advance(const Objective& objective, const GradientNoise& noise, std::size_t steps,
                              const TraceRows& rows) = 0;

  virtual std::vector<PartOfStep> next_step(const Objective& objective, const GradientNoise& noise) const = 0;

  virtual ConstVector theta() const = 0;
  virtual ConstVector gradient() const = 0;  // at θ, without noise
  virtual double loss() const = 0;
  virtual double gradient_norm() const = 0;
  virtual std::int64_t steps_taken() const = 0;
  virtual bool finite() const = 0;  // can go on
};

}  // namespace fallline

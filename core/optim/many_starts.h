// ManyStarts: one optimizer over a surface from many starts at once, each on the path that a racer of its own would
// take from there, to rounding. Chains whose parts all work element by element go at vector speed, a bundle of starts
// in one array; others go by a racer a start.
#pragma once

#include <cstdint>
#include <memory>
#include <span>

#include "objective/surface.h"
#include "optim/recipes.h"

namespace fallline {

class ManyStarts {
 public:
  virtual ~ManyStarts() = default;

  // Back to step 0, at these starts, with nothing remembered. Needs as many x as y.
  virtual void place(std::span<const double> x, std::span<const double> y) = 0;

  // A start whose next point, its loss or its gradient would not be finite is out from there on; the others go on as if
  // it were not there.
  virtual void advance(std::size_t steps) = 0;

  virtual bool bundled() const = 0;  // at vector speed
  virtual std::size_t count() const = 0;

  // Of start i: where it is, and the loss there; NaN once it is out.
  virtual bool finite(std::size_t i) const = 0;
  virtual Point at(std::size_t i) const = 0;
  virtual double loss(std::size_t i) const = 0;
};

// The surface is kept as a reference. Arguments as of make_racer(); the noise of a step is the same for all starts.
std::unique_ptr<ManyStarts> make_many_starts(const Surface& surface, const Sampling& sampling,
                                             const OptimizerInfo& method, std::span<const double> values,
                                             std::span<const BlockSpec> blocks);

}  // namespace fallline

// Bounds: what nodes of a graph can be over a box.
#pragma once

#include <span>
#include <vector>

#include "math/interval.h"
#include "objective/formula_derivatives.h"

namespace fallline::formula {

class Bounds {
 public:
  // `nodes` of the graph, differentiated for Purpose::bounds.
  Bounds(const Graph& graph, const SixNodes& nodes);

  // What L and its derivatives can be where all of them are finite; none() for all six where they nowhere are. Where a
  // part of the box is outside the domain of a logarithm, a root or the like, the second derivatives may be anything:
  // no theorem leads from a point of the box to another, there may be a hole between them.
  std::array<Interval, 6> over(Interval x, Interval y) const;

 private:
  bool run(Interval x, Interval y, Interval* results, bool& holes) const;

  std::vector<Node> nodes_;    // only those that are needed; their operands are places in this list
  std::array<Id, 6> results_;  // places
  bool hole_everywhere_ = false;
};

}  // namespace fallline::formula

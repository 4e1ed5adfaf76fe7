// Uprights: the columns that dense curves fill, and what they hide of the curves below them.
#pragma once

#include <cstdint>
#include <vector>

#include "app/plot/axis.h"
#include "app/plot/trace.h"

namespace fallline::plot {

class Uprights {
 public:
  explicit Uprights(const Axis& x);

  // What can be seen of a curve below: of its uprights the ends that stick out, and all else that does not lie on a
  // column that is filled there.
  Trace leave_of(const Trace& trace) const;
  // A colour that lets through what is below hides nothing.
  void add(const Trace& trace, std::uint32_t colour);

 private:
  struct Stretch {
    float low = 1, high = 0;  // empty
    bool contains(float y) const { return y >= low && y <= high; }
  };
  // The column's, or an empty one outside the plot.
  Stretch at(float x) const;

  float start_;
  std::vector<Stretch> columns_;
};

}  // namespace fallline::plot

// StepCurve: numbers at some steps of a run as a curve over all of them, straight between neighbours.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace fallline {

class StepCurve {
 public:
  // Steps ascend. A number that is not finite is left out.
  void add(std::int64_t step, double value);

  bool empty() const { return points_.empty(); }
  std::int64_t first() const { return points_.front().step; }  // step; not of an empty curve, as below
  std::int64_t last() const { return points_.back().step; }

  // NaN before the first step and after the last.
  double at(double step) const;
  // Smallest and largest number over first ≤ step ≤ last, NaN where there is none: in the time of a search for the ends
  // and a look at each number between them.
  std::pair<double, double> extent(double first, double last) const;

 private:
  struct Point {
    std::int64_t step;
    double value;
  };
  std::vector<Point>::const_iterator from(double step) const;  // the first point there or behind
  std::vector<Point> points_;
};

}  // namespace fallline

// Lines with fewer points that look the same.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "app/export/svg.h"

namespace fallline::exporting {

// Leaves out points of a line so that none was farther than `tolerance` from the new one (Douglas & Peucker 1973).
std::vector<Point> simplified(std::span<const Point> points, double tolerance);

// Collects a path in pixels, however many points it has, as the few lines that show it in a picture: nothing outside,
// and of what lies on itself at half a pixel, only the first. So its size is bounded by the picture's.
class PathCollector {
 public:
  explicit PathCollector(const Box& picture);

  // A point that is not finite breaks the path.
  void add(Point p);

  std::vector<std::vector<Point>> take() &&;

 private:
  bool outside(Point a, Point b) const;
  bool covers_something_new(Point a, Point b);

  Box picture_;
  std::size_t columns_, rows_;  // of half pixels
  std::vector<bool> covered_;
  std::vector<std::vector<Point>> lines_;
  Point last_{};
  bool down_ = false, drawing_ = false;  // there is a last point; and the last line ends there
};

}  // namespace fallline::exporting

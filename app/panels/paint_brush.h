// Brush: what a hand does to a grey image with one stroke.
#pragma once

#include <vector>

#include "objective/grey_image.h"
#include "objective/surface.h"

namespace fallline {

enum class BrushKind { lower, raise, smooth };

struct Brush {
  BrushKind kind = BrushKind::lower;
  double radius = 7;      // pixels of the image: two standard deviations of its Gaussian
  double strength = 0.4;  // share of the way from black to white; of smoothing, how much of it
};

// A point of the plane in pixels of the image: columns from its left edge, rows down from its top.
Point to_pixels(const GreyImage& image, Point at);

// A brush on its way over an image. It covers each pixel as much as it came near to it, however often and fast: a
// stroke is as deep as the brush is strong, and a second one goes deeper.
class Stroke {
 public:
  // `at`, as all positions: in pixels of the image.
  Stroke(const GreyImage& image, const Brush& brush, Point at);

  void move_to(Point at);
  GreyImage image() const;  // as painted so far

 private:
  GreyImage before_;
  Brush brush_;
  std::vector<double> smoothed_;  // what the brush for it leads to
  std::vector<double> cover_;     // from 0 to 1, of each pixel
  Point at_;
};

GreyImage inverted(const GreyImage& image);

}  // namespace fallline

// HeightMap: how a loss becomes a height and a colour, both from 0 to 1. Linear, or logarithmic in the distance to the
// lowest value, so that a narrow deep valley can be read beside a high wall.
#pragma once

#include <vector>

#include "landscape/grid.h"

namespace fallline {

class HeightMap {
 public:
  HeightMap() = default;
  // Fitted to the finite values of a grid; with none, to [0, 1]. `logarithmic` spreads the lowest part:
  // h = log(1 + (L − low)/s)/log(1 + (high − low)/s), s a thousandth of the range.
  HeightMap(const Grid& grid, bool logarithmic);

  double low() const { return low_; }
  double high() const { return high_; }
  double operator()(double loss) const;            // in [0, 1], NaN for what is not finite
  double loss_at(double height) const;             // the inverse
  std::vector<float> map(const Grid& grid) const;  // of every sample, at vector speed

 private:
  double low_ = 0, high_ = 1;
  double softening_ = 0;  // s, 0 for linear
  double factor_ = 1;     // 1/(high − low), or 1/log(1 + (high − low)/s)
};

}  // namespace fallline

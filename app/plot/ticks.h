#pragma once

#include <string>
#include <vector>

#include "app/plot/range.h"

namespace fallline::plot {

struct Tick {
  double value = 0.0;
  std::string label;
};

struct Ticks {
  std::vector<Tick> major;    // increasing, inside the range
  std::vector<double> minor;  // grid lines without a label, increasing
};

// Multiples of 1, 2 or 5 times a power of ten: at most `most` + 1 of them, most >= 1. With `whole` the step is at least
// 1 and large numbers are written as 20k, 1.5M.
Ticks linear_ticks(Range range, int most, bool whole);

// Powers of ten ("1e-5"), every so many that at most `most` + 1 remain; between few decades also 2 and 5 times them;
// inside one decade, linear ticks.
Ticks log_ticks(Range range, int most);

}  // namespace fallline::plot

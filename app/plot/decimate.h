#pragma once

#include <functional>

#include "app/plot/axis.h"
#include "app/plot/series.h"

namespace fallline::plot {

// Takes the points of unbroken runs one by one, in pixels; `begins`: the first of its run.
using Visit = std::function<void(float x, float y, bool begins)>;

// The points that draw a series on these axes. While there are at most two steps to a pixel column every value is
// taken; beyond that each column gives its first, smallest, largest and last value, which draw the same pixels as all
// of them would: no peak is lost. Then value() and extent() are called at most 2 and 1 times for a column.
// Values that are not finite end a run; on a log scale values <= 0 lie on the bottom edge.
void decimate(const Series& series, const Axis& x, const Axis& y, const Visit& visit);

}  // namespace fallline::plot

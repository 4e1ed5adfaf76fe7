#pragma once

#include <optional>
#include <span>

#include "app/plot/range.h"
#include "app/plot/series.h"

namespace fallline::plot {

// All steps of the shown series, or nothing if they have none.
std::optional<Range> step_range(std::span<const Series> series);

// The values of the shown series among the steps in view, with a little room; nothing if no value is finite.
//
// On a log scale only positive values count, and the bottom is at least 1e-16 times the largest first value: below
// that a loss is rounding. Values at or below zero are drawn on the bottom edge.
std::optional<Range> value_range(std::span<const Series> series, Range steps, AxisScale scale);

}  // namespace fallline::plot

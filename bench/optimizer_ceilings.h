// What each optimizer costs on Rosenbrock's function when nothing but its arithmetic is done: plain doubles, the
// gradient in closed form, everything in one loop.
#pragma once

#include <span>
#include <string_view>

#include "objective/surface.h"
#include "optim/racer.h"

namespace fallline::bench {

struct OptimizerCeiling {
  std::string_view key;  // of optimizers()
  double learning_rate;  // at which a few thousand steps on Rosenbrock's function look as they do in a lesson
  // `steps` steps from p on; `values` in the order of the optimizer's parameters. Returns where they end.
  Point (*run)(std::span<const double> values, Point p, std::size_t steps);
  // The same, with rows of x, y, loss and gradient norm.
  Point (*run_with_rows)(std::span<const double> values, Point p, std::size_t steps, const TraceRows& rows);
};

std::span<const OptimizerCeiling> optimizer_ceilings();

}  // namespace fallline::bench

// RunOptions: what one run of an optimizer on a surface is made of, as `trace` and `basins` take it.
#pragma once

#include "app/cli/options.h"

namespace fallline::cli {

struct RunOptions {
  std::string surface, optimizer, steps, noise, batch_size, l1, l2, seed;
  std::vector<std::string> parameters, settings, blocks;
};

void add_run_options(CLI::App& command, RunOptions& options);

// The experiment with one racer. What is not given is as the surface has it. Throws UsageError.
Experiment read_run(const RunOptions& options);

// Throws UsageError unless the experiment can be run; `e` is of read_run(), with more set.
void refuse_run(const Experiment& e);

}  // namespace fallline::cli

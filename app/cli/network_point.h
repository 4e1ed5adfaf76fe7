// NetworkPoint: where a network is looked at: at the parameters of its file, or where a racer is after some steps.
#pragma once

#include "app/cli/network_options.h"

namespace fallline::cli {

struct PointOptions {
  std::string file, racer, steps;
};

// FILE, --racer and --steps.
void add_point_options(CLI::App& command, PointOptions& options);

struct NetworkPoint {
  training::Setup setup;
  std::vector<double> theta;
  std::int64_t step;

  const nn::NetworkObjective& objective() const { return *setup.parts.training; }
};

// Trains so far. Throws UsageError.
NetworkPoint read_point(const PointOptions& options);

}  // namespace fallline::cli

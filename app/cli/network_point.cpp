#include "app/cli/network_point.h"

#include "app/cli/numbers.h"
#include "app/cli/options.h"

namespace fallline::cli {

void add_point_options(CLI::App& command, PointOptions& options) {
  add_experiment_file(command, options.file);
  add_text(command, "--steps", options.steps, "N", "After so many steps of training; else where training begins");
  add_text(command, "--racer", options.racer, "NAME", "Whose steps; else the first racer's");
}

NetworkPoint read_point(const PointOptions& options) {
  const training::NetworkExperiment e = read_network_experiment(options.file);
  if (!options.racer.empty() && options.steps.empty())
    throw UsageError{"--racer: all begin at the same point; --steps is expected too"};
  const std::int64_t steps =
      options.steps.empty() ? 0 : read_whole<std::int64_t>("--steps", options.steps, 0, training::most_steps);
  NetworkPoint point{set_up(e, options.file), {}, {}, steps};
  point.theta = point.setup.start;
  point.memory.resize(point.objective().memory_size());
  point.objective().initial_memory(point.memory);
  if (options.steps.empty()) return point;

  require_racers(e, options.file);
  training::Trainee walker = trainee(point.setup, find_racer(e, options.racer));
  if (walker.advance(steps) < steps || !walker.can_go_on())
    throw UsageError{fmt::format("--steps: {}; the racer diverges, and stands after {}", steps, walker.reached())};
  point.theta.assign(walker.racer().theta().begin(), walker.racer().theta().end());
  point.memory.assign(walker.racer().memory().begin(), walker.racer().memory().end());
  return point;
}

}  // namespace fallline::cli

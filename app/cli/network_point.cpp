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
  if (options.steps.empty()) {
    training::Setup setup = set_up(e, options.file);
    const std::vector<double> start = setup.start;
    return {std::move(setup), start, 0};
  }
  require_racers(e, options.file);
  const RacerSpec& racer = find_racer(e, options.racer);
  training::Setup setup = set_up(of_racer(e, racer), options.file);
  training::Trainee walker = trainee(setup, racer);
  if (walker.advance(steps) < steps || !walker.can_go_on())
    throw UsageError{fmt::format("--steps: {}; the racer diverges, and stands after {}", steps, walker.reached())};
  const ConstVector theta = walker.racer().theta();
  return {std::move(setup), {theta.begin(), theta.end()}, steps};
}

}  // namespace fallline::cli

#include <limits>
#include <memory>
#include <ostream>

#include "app/cli/commands.h"
#include "app/cli/numbers.h"
#include "app/cli/output.h"
#include "app/cli/usage_error.h"
#include "app/export/values.h"
#include "session/session.h"

namespace fallline::cli {
namespace {

struct TraceOptions {
  std::string surface, optimizer, start, steps, noise, seed, csv;
  std::string batch_size, l1, l2;
  std::vector<std::string> parameters, settings, blocks;
};

Experiment read(const TraceOptions& options) {
  Experiment e = choose_surface(options.surface, options.parameters);

  if (options.optimizer.empty() && options.blocks.empty())
    throw UsageError{"--optimizer is missing; a key of `fallline list optimizers`, or a --block, is expected"};
  const OptimizerInfo* optimizer = options.optimizer.empty() ? &own_chain() : find_optimizer(options.optimizer);
  if (!optimizer) throw UsageError{"--optimizer: " + unknown("optimizer", options.optimizer, optimizer_keys())};
  RacerSpec racer = racer_spec(*optimizer, 0);
  assign("--set", optimizer->key, optimizer->parameters, options.settings, racer.values);
  for (const std::string& text : options.blocks) racer.blocks.push_back(read_block(text));
  e.racers = {racer};

  if (!options.start.empty()) {
    const auto start = read_numbers("--start", options.start, "x,y");
    e.start = {start[0], start[1]};
  }
  if (options.steps.empty())
    throw UsageError{fmt::format("--steps is missing; a whole number from 1 to {} is expected", most_steps)};
  e.steps = read_whole<std::int64_t>("--steps", options.steps, 1, most_steps);
  if (!options.noise.empty()) e.noise = read_number("--noise", options.noise);
  if (!options.l1.empty()) e.l1 = read_number("--l1", options.l1);
  if (!options.l2.empty()) e.l2 = read_number("--l2", options.l2);
  if (!options.batch_size.empty())
    e.batch_size = read_whole<std::size_t>("--batch-size", options.batch_size, 0, most_samples);
  if (!options.seed.empty())
    e.seed = read_whole<std::uint64_t>("--seed", options.seed, 0, std::numeric_limits<std::uint64_t>::max());

  // What is still to be refused is the start, the noise, the terms and where blocks may stand; but for the last, the
  // messages begin with the option's name.
  if (const auto why = refuse_blocks("--block", *optimizer, racer.blocks)) throw UsageError{*why};
  if (const auto why = refuse(e)) throw UsageError{"--" + *why};
  return e;
}

// Steps first … history.size() − 1. The history holds θ exactly but L and ‖∇L‖ for pictures, so these are computed
// again.
void print_rows(Output& csv, const Surface& surface, const HistoryView& history, std::size_t first) {
  for (std::size_t step = first; step < history.size(); ++step) {
    const Point p = history.at(step);
    const auto [loss, gradient_norm] = exporting::values_at(surface, p);
    csv.print("{},{:.17g},{:.17g},{:.17g},{:.17g}\n", step, p.x, p.y, loss, gradient_norm);
  }
}

int trace(const Experiment& experiment, Output& csv, std::ostream& err) {
  constexpr std::int64_t piece = 1 << 16;  // steps computed before they are written
  Session session(experiment);
  csv.print("step,x,y,loss,grad_norm\n");
  std::size_t written = 0;
  for (std::int64_t step = 0;;) {
    step = std::min(step + piece, experiment.steps);
    session.show(step);
    session.compute();
    const auto now = session.snapshot();
    const RacerSnapshot& racer = now->racers[0];
    print_rows(csv, *now->surface, racer.history, written);
    written = racer.history.size();
    const bool stopped = racer.step < step;
    if (!stopped && step < experiment.steps) continue;
    csv.finish();
    if (stopped && racer.standstill) err << "fallline trace: " << racer.standstill->why << '\n';
    return 0;
  }
}

}  // namespace

Command add_trace(CLI::App& app) {
  auto options = std::make_shared<TraceOptions>();
  CLI::App* command = app.add_subcommand("trace", "The path of one optimizer on a surface, as CSV");
  add_text(*command, "--surface", options->surface, "SURFACE",
           "A key of `fallline list surfaces`, or a formula in x and y; needed");
  add_texts(*command, "--param", options->parameters, "NAME=VALUE", "A parameter of the surface; may be repeated");
  add_text(*command, "--optimizer", options->optimizer, "KEY",
           "A key of `fallline list optimizers`; needed, but for blocks alone");
  add_texts(*command, "--set", options->settings, "NAME=VALUE", "A parameter of the optimizer; may be repeated");
  add_texts(*command, "--block", options->blocks, "KEY:NAME=VALUE,…",
            "A block of `fallline list blocks` around the optimizer, or, without one, of the chain; may be repeated");
  add_text(*command, "--start", options->start, "X,Y", "Where the path begins; else the surface's own start");
  add_text(*command, "--steps", options->steps, "N", fmt::format("How many steps, up to {}; needed", most_steps));
  add_text(*command, "--noise", options->noise, "S", "Standard deviation of noise added to each gradient; else 0");
  add_text(*command, "--batch-size", options->batch_size, "N",
           "Samples in a mini-batch, on a surface from data; else all");
  add_text(*command, "--l1", options->l1, "λ", "Adds λ‖θ‖₁ to the loss; else 0");
  add_text(*command, "--l2", options->l2, "λ", "Adds λ‖θ‖² to the loss; else 0");
  add_text(*command, "--seed", options->seed, "K", "Seed of the noise and the mini-batches; else 1");
  add_text(*command, "--csv", options->csv, "FILE", "Write to this file; else to standard output");
  command->footer(
      "Columns: step,x,y,loss,grad_norm for steps 0 to N; grad_norm is without noise. A path that diverges ends "
      "early,\n"
      "and standard error says at which step and why.\n\n"
      "Example: fallline trace --surface rosenbrock --optimizer adam --set lr=0.05 --start -1.2,1 --steps 500");
  return {command, [options](std::ostream& out, std::ostream& err) {
            const Experiment experiment = read(*options);
            Output csv(out, options->csv);
            return trace(experiment, csv, err);
          }};
}

}  // namespace fallline::cli

#include "app/cli/run_options.h"

#include <limits>

#include "app/cli/numbers.h"
#include "app/cli/usage_error.h"

namespace fallline::cli {

void add_run_options(CLI::App& command, RunOptions& options) {
  add_text(command, "--surface", options.surface, "SURFACE",
           "A key of `fallline list surfaces`, a formula in x and y, or a PNG file; needed");
  add_texts(command, "--param", options.parameters, "NAME=VALUE", "A parameter of the surface; may be repeated");
  add_text(command, "--optimizer", options.optimizer, "KEY",
           "A key of `fallline list optimizers`; needed, but for blocks alone");
  add_texts(command, "--set", options.settings, "NAME=VALUE", "A parameter of the optimizer; may be repeated");
  add_texts(command, "--block", options.blocks, "KEY:NAME=VALUE,…",
            "A block of `fallline list blocks` around the optimizer, or, without one, of the chain; may be repeated");
  add_text(command, "--steps", options.steps, "N", fmt::format("How many steps, up to {}; needed", most_steps));
  add_text(command, "--noise", options.noise, "S", "Standard deviation of noise added to each gradient; else 0");
  add_text(command, "--batch-size", options.batch_size, "N",
           "Samples in a mini-batch, on a surface from data; else all");
  add_text(command, "--l1", options.l1, "λ", "Adds λ‖θ‖₁ to the loss; else 0");
  add_text(command, "--l2", options.l2, "λ", "Adds λ‖θ‖² to the loss; else 0");
  add_text(command, "--seed", options.seed, "K", "Seed of the noise and the mini-batches; else 1");
}

Experiment read_run(const RunOptions& options) {
  Experiment e = choose_surface(options.surface, options.parameters);

  if (options.optimizer.empty() && options.blocks.empty())
    throw UsageError{"--optimizer is missing; a key of `fallline list optimizers`, or a --block, is expected"};
  const OptimizerInfo* optimizer = options.optimizer.empty() ? &own_chain() : find_optimizer(options.optimizer);
  if (!optimizer) throw UsageError{"--optimizer: " + unknown("optimizer", options.optimizer, optimizer_keys())};
  RacerSpec racer = racer_spec(*optimizer, 0);
  assign("--set", optimizer->key, optimizer->parameters, options.settings, racer.values);
  for (const std::string& text : options.blocks) racer.blocks.push_back(read_block(text));
  e.racers = {racer};

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
  return e;
}

void refuse_run(const Experiment& e) {
  // What is still to be refused is the start, the noise, the terms and where blocks may stand; but for the last, the
  // messages begin with the option's name.
  if (const auto why = refuse_blocks("--block", info(e.racers[0]), e.racers[0].blocks)) throw UsageError{*why};
  if (const auto why = refuse(e)) throw UsageError{"--" + *why};
}

}  // namespace fallline::cli

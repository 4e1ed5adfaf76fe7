#include <unistd.h>

#include <filesystem>
#include <iostream>
#include <memory>

#include "app/cli/commands.h"
#include "app/cli/network_options.h"
#include "app/cli/numbers.h"
#include "session/weights_file.h"
#include "training/trainer.h"

namespace fallline::cli {
namespace {

using namespace training;

struct TrainOptions {
  std::string file, steps, epochs, every, csv, save;
};

NetworkExperiment read(const TrainOptions& options) {
  NetworkExperiment e = read_network_experiment(options.file);
  if (!options.steps.empty() && !options.epochs.empty())
    throw UsageError{"--steps and --epochs are given; one of them is expected"};
  if (!options.steps.empty()) {
    e.steps = read_whole<std::int64_t>("--steps", options.steps, 1, training::most_steps);
    e.epochs = 0;
  }
  if (!options.epochs.empty()) e.epochs = read_whole<std::int64_t>("--epochs", options.epochs, 1, training::most_steps);
  if (!options.save.empty() && !options.save.ends_with(".json") && !options.save.ends_with(".npz"))
    throw UsageError{fmt::format("--save: \"{}\"; a name that ends in .json or .npz is expected", options.save)};
  require_writable(options.save);
  require_racers(e, options.file);
  return e;
}

// One line that is written over and over, for people who wait.
class Progress {
 public:
  explicit Progress(std::ostream& err) : err_(err), shown_(&err == &std::cerr && isatty(STDERR_FILENO)) {}
  ~Progress() { clear(); }
  void show(const std::string& name, const Watched& seen, std::int64_t steps) {
    if (!shown_) return;
    clear();
    err_ << fmt::format("{}: step {} of {}, loss {:.4g}, accuracy {:.4g}", name, seen.step, steps, seen.training.loss,
                        seen.training.accuracy)
         << std::flush;
  }
  void clear() {
    if (shown_) err_ << "\r\033[K" << std::flush;
  }

 private:
  std::ostream& err_;
  bool shown_;
};

// weights.npz, or weights.adam.npz where there are several racers.
std::string path_for(const std::string& save, const std::string& racer, std::size_t racers) {
  if (racers == 1) return save;
  const std::filesystem::path path(save);
  return (path.parent_path() / (path.stem().string() + "." + racer + path.extension().string())).string();
}

int train(const TrainOptions& options, std::ostream& out, std::ostream& err) {
  const NetworkExperiment e = read(options);
  const std::int64_t every =
      options.every.empty() ? 0 : read_whole<std::int64_t>("--every", options.every, 1, training::most_steps);
  const Setup setup = set_up(e, options.file);
  const std::vector<std::string> names = racer_names(e);
  const std::vector<nn::ParameterBlock> blocks = nn::layout(setup.parts.training->network());
  Output csv(out, options.csv);
  csv.print("racer");
  print_watched_header(csv, setup.parts.training->network().layers.size());
  csv.print("\n");
  for (std::size_t i = 0; i < e.racers.size(); ++i) {
    Progress progress(err);
    const Outcome outcome = training::train(setup, e.racers[i], e.patience, every, [&](const Watched& seen) {
      csv.print("{}", names[i]);
      print(csv, seen);
      csv.print("\n");
      progress.show(names[i], seen, setup.steps);
    });
    progress.clear();
    if (outcome.ending != Ending::finished) err << fmt::format("fallline train: {}: {}\n", names[i], describe(outcome));
    if (options.save.empty()) continue;
    const std::string path = path_for(options.save, names[i], names.size());
    if (const auto why = save_weights(path, blocks, outcome.theta)) throw UsageError{*why};
  }
  csv.finish();
  return 0;
}

}  // namespace

Command add_train(CLI::App& app) {
  auto options = std::make_shared<TrainOptions>();
  CLI::App* command = app.add_subcommand("train", "Train every racer of an experiment with a network");
  add_experiment_file(*command, options->file);
  add_text(*command, "--steps", options->steps, "N", "How many steps; else as the file says");
  add_text(*command, "--epochs", options->epochs, "N", "How many times through the training samples, instead");
  add_text(*command, "--every", options->every, "N", "Steps from one row to the next; else an epoch");
  add_text(*command, "--csv", options->csv, "FILE", "Write to this file; else to standard output");
  add_text(*command, "--save", options->save, "FILE",
           "Write the weights to this file, .json or .npz; of several racers, one file each");
  command->footer(
      "Columns: racer,step,epoch, then what is watched: losses and accuracies of all training, validation and test\n"
      "samples (accuracy is R² where the targets are numbers), the regularizers' part of the loss, the gradient's "
      "norm,\n"
      "the learning rate, the rates |Δθ|/|g| of the parameters, and of each layer mean |gradient|, the last update "
      "over\n"
      "the weights, and the share of dead ReLUs. What does not exist is left empty.\n\n"
      "Example: fallline train spiral.json --epochs 200 --csv curves.csv --save weights.npz");
  return {command, [options](std::ostream& out, std::ostream& err) { return train(*options, out, err); }};
}

}  // namespace fallline::cli

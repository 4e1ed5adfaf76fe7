#include <filesystem>
#include <memory>

#include "app/cli/commands.h"
#include "app/cli/network_options.h"
#include "app/cli/numbers.h"
#include "app/cli/progress.h"
#include "app/cli/train_ensembles.h"
#include "session/weights_file.h"
#include "training/histograms.h"
#include "training/trainer.h"
#include "training/watch_curvature.h"

namespace fallline::cli {
namespace {

using namespace training;

struct TrainOptions {
  std::string file, steps, epochs, every, csv, save, histograms;
  bool spectrum = false;
  EnsembleOptions ensemble;
};

// What tells of one network on its way is not for many.
void refuse_with_ensembles(const TrainOptions& options) {
  if (!options.ensemble.any()) return;
  const std::pair<const char*, bool> given[] = {{"--every", !options.every.empty()},
                                                {"--save", !options.save.empty()},
                                                {"--spectrum", options.spectrum},
                                                {"--histograms", !options.histograms.empty()}};
  for (const auto& [option, is_given] : given)
    if (is_given) throw UsageError{fmt::format("{} is for one network, not with --folds, --starts or --bag", option)};
}

NetworkExperiment read(const TrainOptions& options) {
  refuse_with_ensembles(options);
  NetworkExperiment e = read_network_experiment(options.file);
  if (!options.steps.empty() && !options.epochs.empty())
    throw UsageError{"--steps and --epochs are given; one of them is expected"};
  if (!options.steps.empty()) {
    e.steps = read_whole<std::int64_t>("--steps", options.steps, 1, training::most_steps);
    e.epochs = 0;
  }
  if (!options.epochs.empty()) e.epochs = read_whole<std::int64_t>("--epochs", options.epochs, 1, training::most_steps);
  require_weights_file(options.save);
  require_writable(options.histograms);
  if (!options.histograms.empty() && options.histograms == options.csv)
    throw UsageError{"--csv and --histograms name the same file; two are expected"};
  require_racers(e, options.file);
  return e;
}

// weights.npz, or weights.adam.npz where there are several racers.
std::string path_for(const std::string& save, const std::string& racer, std::size_t racers) {
  if (racers == 1) return save;
  const std::filesystem::path path(save);
  return (path.parent_path() / (path.stem().string() + "." + racer + path.extension().string())).string();
}

// The tables that grow while a racer trains.
class Tables {
 public:
  // `layers`: those of the deepest network.
  Tables(const TrainOptions& options, std::size_t layers, std::ostream& out)
      : layers_(layers), spectrum_(options.spectrum), csv_(out, options.csv) {
    csv_.print("racer");
    print_watched_header(csv_, layers);
    csv_.print("{}\n", spectrum_ ? ",lambda_max,lambda_min,minimum_ratio" : "");
    if (options.histograms.empty()) return;
    histograms_.emplace(out, options.histograms);
    histograms_->print("racer,step,layer,what,low,high,count\n");
  }

  void add(const std::string& name, const nn::NetworkObjective& objective, const Watched& seen, const Racer& racer) {
    csv_.print("{}", name);
    print(csv_, seen, layers_);
    if (spectrum_) {
      const WatchedCurvature c = watch_curvature(objective, racer.theta(), racer.memory());
      for (const double value : {c.lambda_max, c.lambda_min, c.minimum_ratio}) print_cell(csv_, value);
    }
    csv_.print("\n");
    if (!histograms_) return;
    std::size_t layer = 0;
    for (const LayerHistograms& of : layer_histograms(objective, racer.theta(), racer.memory())) {
      ++layer;
      for (const auto& [what, h] :
           {std::pair{"weights", &of.weights}, {"activations", &of.activations}, {"gradients", &of.gradients}})
        for (std::size_t i = 0; i < h->counts.size(); ++i)
          histograms_->print("{},{},{},{},{:.17g},{:.17g},{}\n", name, seen.step, layer, what, h->edge(i),
                             h->edge(i + 1), h->counts[i]);
    }
  }

  void finish() {
    csv_.finish();
    if (histograms_) histograms_->finish();
  }

 private:
  std::size_t layers_;
  bool spectrum_;
  Output csv_;
  std::optional<Output> histograms_;
};

int train(const TrainOptions& options, std::ostream& out, std::ostream& err) {
  const NetworkExperiment e = read(options);
  if (options.ensemble.any()) {
    train_ensembles(options.ensemble, e, options.file, options.csv, out, err);
    return 0;
  }
  const std::int64_t every =
      options.every.empty() ? 0 : read_whole<std::int64_t>("--every", options.every, 1, training::most_steps);
  const std::vector<Setup> setups = set_up_racers(e, options.file);
  const std::vector<std::string> names = training::racer_names(e);
  std::size_t layers = 0;
  for (const Setup& setup : setups) layers = std::max(layers, setup.parts.training->network().layers.size());
  Tables tables(options, layers, out);
  Progress progress(err, options.csv);
  for (std::size_t i = 0; i < setups.size(); ++i) {
    const Setup& setup = setups[i];
    const nn::NetworkObjective& objective = *setup.parts.training;
    const auto see = [&](const Watched& seen, const Racer& racer) {
      tables.add(names[i], objective, seen, racer);
      progress.show(fmt::format("{}: step {} of {}, loss {:.4g}, accuracy {:.4g}", names[i], seen.step, setup.steps,
                                seen.training.loss, seen.training.accuracy));
    };
    const Outcome outcome = training::train(setup, e.racers[i], e.patience, every, see);
    progress.clear();
    if (outcome.ending != Ending::finished) err << fmt::format("fallline train: {}: {}\n", names[i], describe(outcome));
    if (options.save.empty()) continue;
    const std::string path = path_for(options.save, names[i], names.size());
    if (const auto why = save_weights(path, objective.network(), outcome.theta, outcome.memory)) throw UsageError{*why};
  }
  tables.finish();
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
  command->add_flag("--spectrum", options->spectrum,
                    "Watch the Hessian's greatest and least eigenvalue and its minimum ratio too");
  add_text(*command, "--histograms", options->histograms, "FILE",
           "Write histograms of each layer's weights, activations and gradients to this file");
  add_text(*command, "--save", options->save, "FILE",
           "Write the weights to this file, .json or .npz; of several racers, one file each");
  add_ensemble_options(*command, options->ensemble);
  command->footer(
      "Columns: racer,step,epoch, then what is watched: losses and accuracies of all training, validation and test\n"
      "samples (accuracy is R² where the targets are numbers), the regularizers' part of the loss, the gradient's "
      "norm,\n"
      "the learning rate, the rates |Δθ|/|g| of the parameters, and of each layer mean |gradient|, the last update "
      "over\n"
      "the weights, and the share of dead ReLUs. What does not exist is left empty.\n"
      "With --spectrum also lambda_max,lambda_min,minimum_ratio, the last the share of positive eigenvalues: of all\n"
      "eigenvalues up to 2000 parameters, above by Lanczos' method and the spectral density.\n"
      "Histograms: racer,step,layer,what,low,high,count, a row a bin; what is weights, activations or gradients.\n"
      "With --folds, --starts or --bag: "
      "racer,member,ending,step,training_loss,training_accuracy,test_loss,test_accuracy,\n"
      "a row a network, then their mean and deviation; of a bag also how accurate their mean output is, together.\n"
      "The parameters of the file are where folds begin; starts and bags begin by chance.\n\n"
      "Example: fallline train spiral.json --epochs 200 --csv curves.csv --save weights.npz");
  return {command, [options](std::ostream& out, std::ostream& err) { return train(*options, out, err); }};
}

}  // namespace fallline::cli

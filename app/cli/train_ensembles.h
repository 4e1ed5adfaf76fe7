// `fallline train --folds`, `--starts` and `--bag`: each racer trained several times, as one table.
#pragma once

#include "app/cli/network_options.h"

namespace fallline::cli {

struct EnsembleOptions {
  std::string folds, starts, bag;
  bool any() const { return !(folds + starts + bag).empty(); }
};

void add_ensemble_options(CLI::App& command, EnsembleOptions& options);

// Of the experiment in the file at `path`, to a table at `csv` or, if that is empty, to `out`. Throws UsageError.
void train_ensembles(const EnsembleOptions& options, const training::NetworkExperiment& experiment,
                     const std::string& path, const std::string& csv, std::ostream& out, std::ostream& err);

}  // namespace fallline::cli

// What the commands on networks share: the experiment file, and what it is made of.
#pragma once

#include <CLI/CLI.hpp>
#include <string>

#include "app/cli/output.h"
#include "training/trainer.h"

namespace fallline::cli {

// The positional argument FILE, into `path`.
void add_experiment_file(CLI::App& command, std::string& path);

// Throws UsageError for a file that is missing, or wrong.
training::NetworkExperiment read_network_experiment(const std::string& path);

// Ready to run. Throws UsageError, "PATH: …".
training::Setup set_up(const training::NetworkExperiment& experiment, const std::string& path);

// Each racer's, with its own network where it has one.
std::vector<training::Setup> set_up_racers(const training::NetworkExperiment& experiment, const std::string& path);

// Throws UsageError, "PATH: …", if there is no racer.
void require_racers(const training::NetworkExperiment& experiment, const std::string& path);

// The racer of this name, or the first one. Throws UsageError, "--racer: …".
const RacerSpec& find_racer(const training::NetworkExperiment& experiment, const std::string& name);

// The racer at the start.
training::Trainee trainee(const training::Setup& setup, const RacerSpec& racer);

// "finished", "diverged", …
std::string_view name(training::Ending ending);

// Says before the work, not after it, that a file cannot be written. Throws UsageError; an empty path is fine.
void require_writable(const std::string& path);

// The same, and that its name ends in .json or .npz. Throws UsageError, "--save: …".
void require_weights_file(const std::string& path);

// In a table an empty cell where there is no number: the comma before it, and all digits.
void print_cell(Output& csv, double value);

// The columns that training::Watched fills, without those before it: ",step,epoch,loss,…"; those of each layer at the
// end.
void print_watched_header(Output& csv, std::size_t layers);
void print(Output& csv, const training::Watched& seen, std::size_t layers);

}  // namespace fallline::cli

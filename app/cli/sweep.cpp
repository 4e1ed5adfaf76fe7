#include <cmath>
#include <fstream>
#include <memory>
#include <set>

#include "app/cli/commands.h"
#include "app/cli/network_options.h"
#include "app/cli/numbers.h"
#include "app/cli/progress.h"
#include "session/sweep_file.h"
#include "session/whole_file.h"
#include "training/trainer.h"

namespace fallline::cli {
namespace {

using namespace training;

struct SweepOptions {
  std::string file, shard, csv;
};

struct Shard {
  std::size_t index = 0, count = 1;  // every count-th run, from the index-th on
};

Shard read_shard(const std::string& text) {
  if (text.empty()) return {};
  const std::size_t slash = text.find('/');
  const auto index = parse<std::size_t>(text.substr(0, slash));
  const auto count = slash == std::string::npos ? std::nullopt : parse<std::size_t>(text.substr(slash + 1));
  if (!index || !count || *index < 1 || *index > *count)
    throw UsageError{fmt::format("--shard: \"{}\"; two whole numbers i/n with 1 ≤ i ≤ n are expected", text)};
  return {*index - 1, *count};
}

// A cell of a CSV file.
std::string quoted(const std::string& text) {
  if (text.find_first_of(",\"\n") == std::string::npos) return text;
  std::string cell = "\"";
  for (const char c : text) cell += c == '"' ? std::string("\"\"") : std::string(1, c);
  return cell + '"';
}

std::string header_of(const Sweep& sweep) {
  std::string header = "run";
  for (const std::string& place : sweep.places()) header += fmt::format(",{}", quoted(place));
  return header +
         ",racer,ending,step,loss,accuracy,validation_loss,validation_accuracy,test_loss,test_accuracy,best_step,"
         "best_loss";
}

// With something to train.
NetworkExperiment experiment_of(const Sweep& sweep, std::size_t run) {
  auto experiment = sweep.experiment(run);
  if (auto* bad = std::get_if<Unreadable>(&experiment)) throw UsageError{std::move(bad->message)};
  require_racers(std::get<NetworkExperiment>(experiment), fmt::format("run {}", run + 1));
  return std::get<NetworkExperiment>(std::move(experiment));
}

// What a row of a run begins with.
std::string begin_of(const Sweep& sweep, std::size_t run) {
  std::string begin = fmt::format("{}", run + 1);
  for (const std::string& choice : sweep.choices(run)) begin += fmt::format(",{}", quoted(choice));
  return begin + ',';
}

// What an earlier, perhaps interrupted, sweep wrote to the file: its whole lines, and the runs of which all racers are
// there.
struct Done {
  std::string text;
  std::set<std::size_t> runs;
};

Done read_done(const std::string& path, const std::string& header, const Sweep& sweep) {
  Done done;
  std::ifstream file(path, std::ios::binary);
  if (!file) return done;
  const std::string all(std::istreambuf_iterator<char>(file), {});
  if (all.empty()) return done;
  const auto foreign = [&] {
    return UsageError{fmt::format("--csv: {} is there already, and is not of this sweep", path)};
  };
  if (!all.starts_with(header + "\n")) throw foreign();
  done.text = header + "\n";
  std::string of_run;
  std::size_t run = 0, count = 0, racers = 0;
  for (std::size_t from = header.size() + 1, end; (end = all.find('\n', from)) != std::string::npos; from = end + 1) {
    const std::string line = all.substr(from, end - from + 1);
    const std::size_t number = parse<std::size_t>(std::string_view(line).substr(0, line.find(','))).value_or(0);
    if (number < 1 || number > sweep.size() || !line.starts_with(begin_of(sweep, number - 1))) throw foreign();
    if (number != run) {
      of_run.clear();
      count = 0;
      racers = experiment_of(sweep, number - 1).racers.size();
    }
    run = number;
    of_run += line;
    if (++count != racers) continue;
    done.text += of_run;
    done.runs.insert(run);
  }
  return done;
}

void run_one(const Sweep& sweep, std::size_t run, const NetworkExperiment& e, const std::vector<Setup>& setups,
             std::string& rows) {
  const std::vector<std::string> names = training::racer_names(e);
  for (std::size_t i = 0; i < e.racers.size(); ++i) {
    Watched last{};
    const Outcome o = train(setups[i], e.racers[i], e.patience, 0, [&](const Watched& seen) { last = seen; });
    rows += begin_of(sweep, run) + fmt::format("{},{},{}", names[i], name(o.ending), o.step);
    for (const double value : {last.training.loss, last.training.accuracy, last.validation.loss,
                               last.validation.accuracy, last.test.loss, last.test.accuracy})
      rows += std::isnan(value) ? std::string(",") : fmt::format(",{:.17g}", value);
    rows += fmt::format(",{},{:.17g}\n", o.best_step, o.best_loss);
  }
}

int sweep(const SweepOptions& options, std::ostream& out, std::ostream& err) {
  if (options.file.empty()) throw UsageError{"FILE: an experiment with a sweep is expected"};
  const Shard shard = read_shard(options.shard);
  auto loaded = Sweep::load(options.file);
  if (auto* bad = std::get_if<Unreadable>(&loaded)) throw UsageError{std::move(bad->message)};
  const Sweep& sweep = std::get<Sweep>(loaded);
  const std::string header = header_of(sweep);
  const Done done = options.csv.empty() ? Done{} : read_done(options.csv, header, sweep);
  // What is wrong with one run is said before the first one begins.
  for (std::size_t run = shard.index; run < sweep.size(); run += shard.count)
    if (!done.runs.contains(run + 1))
      set_up_racers(experiment_of(sweep, run), fmt::format("{}, run {}", options.file, run + 1));
  const std::string begin = done.text.empty() ? header + "\n" : done.text;
  // Replaced whole, so that nothing is lost that was there.
  if (!options.csv.empty())
    if (const auto why = write_whole_file(options.csv, begin)) throw UsageError{*why};
  Output csv(out, options.csv, Output::Begin::at_end);
  if (options.csv.empty()) csv.print("{}", begin);
  csv.finish();
  Progress progress(err, options.csv);
  for (std::size_t run = shard.index; run < sweep.size(); run += shard.count) {
    if (done.runs.contains(run + 1)) continue;
    progress.show(fmt::format("run {} of {}", run + 1, sweep.size()));
    const NetworkExperiment e = experiment_of(sweep, run);
    std::string rows;
    run_one(sweep, run, e, set_up_racers(e, options.file), rows);
    csv.print("{}", rows);
    csv.finish();
  }
  progress.clear();
  if (!done.runs.empty()) err << fmt::format("fallline sweep: {} runs were there already\n", done.runs.size());
  return 0;
}

}  // namespace

Command add_sweep(CLI::App& app) {
  auto options = std::make_shared<SweepOptions>();
  CLI::App* command = app.add_subcommand("sweep", "Train an experiment with a network many times over");
  add_experiment_file(*command, options->file);
  add_text(*command, "--shard", options->shard, "I/N",
           "Only every N-th run, from the I-th on: a share for one machine");
  add_text(*command, "--csv", options->csv, "FILE",
           "Write to this file, and go on where an earlier sweep to it ended; else to standard output");
  command->footer(
      "The file says under \"sweep\" which places take which values, as lists or ranges:\n"
      "  \"sweep\": {\"racers[0].options.lr\": {\"from\": 0.001, \"to\": 0.1, \"count\": 5, \"scale\": \"log\"},\n"
      "            \"seed\": {\"from\": 1, \"to\": 20}}\n"
      "Each combination is a run, and each of its racers a row.\n\n"
      "Example: fallline sweep spiral.json --shard 1/4 --csv part1.csv");
  return {command, [options](std::ostream& out, std::ostream& err) { return sweep(*options, out, err); }};
}

}  // namespace fallline::cli

#include "app/cli/train_ensembles.h"

#include <cmath>

#include "app/cli/numbers.h"
#include "app/cli/options.h"
#include "app/cli/progress.h"
#include "training/ensembles.h"

namespace fallline::cli {
namespace {

using namespace training;

template <class T>
T or_error(std::variant<T, std::string> result, const std::string& path) {
  if (const auto* why = std::get_if<std::string>(&result)) throw UsageError{fmt::format("{}: {}", path, *why)};
  return std::get<T>(std::move(result));
}

// One way to train several networks in place of one.
struct Way {
  std::string_view option;
  std::string EnsembleOptions::*text;
  std::size_t least, most;
};

const Way& chosen_way(const EnsembleOptions& options, std::span<const Way> ways) {
  const Way* chosen = nullptr;
  for (const Way& way : ways) {
    if ((options.*way.text).empty()) continue;
    if (chosen)
      throw UsageError{fmt::format("{} and {} are given; one of them is expected", chosen->option, way.option)};
    chosen = &way;
  }
  return *chosen;
}

struct Trained {
  Members members;
  double together = NAN;  // accuracy of the members' mean in the test
};

Trained trained(const Way& way, const NetworkExperiment& e, const Dataset& data, std::size_t count,
                const std::string& path, const Told& told) {
  if (way.text == &EnsembleOptions::folds) return {or_error(cross_validate(e, data, count, {}, told), path)};
  if (way.text == &EnsembleOptions::starts) return {or_error(random_starts(e, data, count, {}, told), path)};
  Bag bagged = or_error(bag(e, data, count, {}, told), path);
  return {std::move(bagged.members), bagged.accuracy};
}

constexpr std::pair<Score Member::*, double Score::*> scores[] = {{&Member::training, &Score::loss},
                                                                  {&Member::training, &Score::accuracy},
                                                                  {&Member::test, &Score::loss},
                                                                  {&Member::test, &Score::accuracy}};

void print(Output& csv, const std::string& racer, const Trained& trained, bool bagged) {
  for (std::size_t i = 0; i < trained.members.size(); ++i) {
    const Member& member = trained.members[i];
    csv.print("{},{},{},{}", racer, i + 1, name(member.outcome.ending), member.outcome.step);
    for (const auto& [part, what] : scores) print_cell(csv, member.*part.*what);
    csv.print("\n");
  }
  for (const auto& [label, number] : {std::pair{"mean", &Spread::mean}, {"deviation", &Spread::deviation}}) {
    csv.print("{},{},,", racer, label);
    for (const auto& [part, what] : scores) print_cell(csv, spread(trained.members, part, what).*number);
    csv.print("\n");
  }
  if (!bagged) return;
  csv.print("{},together,,,,,", racer);
  print_cell(csv, trained.together);
  csv.print("\n");
}

}  // namespace

void add_ensemble_options(CLI::App& command, EnsembleOptions& options) {
  add_text(command, "--folds", options.folds, "K", "Cross-validate: K networks, each tested on one of K parts");
  add_text(command, "--starts", options.starts, "K", "Train from K random starts, of the seed and those after it");
  add_text(command, "--bag", options.bag, "K", "Train K networks on resamples, and test their mean too (bagging)");
}

void train_ensembles(const EnsembleOptions& options, const NetworkExperiment& experiment, const std::string& path,
                     const std::string& csv_path, std::ostream& out, std::ostream& err) {
  const Dataset data = or_error(load(experiment.data), path);
  const Way ways[] = {{"--folds", &EnsembleOptions::folds, 2, std::max<std::size_t>(2, data.size())},
                      {"--starts", &EnsembleOptions::starts, 1, most_members},
                      {"--bag", &EnsembleOptions::bag, 1, most_members}};
  const Way& way = chosen_way(options, ways);
  const auto count = read_whole<std::size_t>(way.option, options.*way.text, way.least, way.most);
  const std::vector<std::string> names = training::racer_names(experiment);
  Output csv(out, csv_path);
  Progress progress(err, csv_path);
  for (std::size_t i = 0; i < names.size(); ++i) {
    NetworkExperiment e = of_racer(experiment, experiment.racers[i]);
    if (!e.weights.empty()) e.parameters = set_up(e, path).start;
    const Trained all = trained(way, e, data, count, path, [&](std::size_t members) {
      progress.show(fmt::format("{}: {} of {} networks", names[i], members, count));
    });
    progress.clear();
    if (i == 0) csv.print("racer,member,ending,step,training_loss,training_accuracy,test_loss,test_accuracy\n");
    print(csv, names[i], all, way.text == &EnsembleOptions::bag);
  }
  csv.finish();
}

}  // namespace fallline::cli

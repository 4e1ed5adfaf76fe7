#include <memory>

#include "app/cli/commands.h"
#include "app/cli/network_options.h"
#include "app/cli/options.h"
#include "app/cli/usage_error.h"
#include "data/csv.h"

namespace fallline::cli {

Command add_data(CLI::App& app) {
  auto file = std::make_shared<std::string>(), csv = std::make_shared<std::string>();
  CLI::App* command = app.add_subcommand("data", "The samples of an experiment with a network, as CSV");
  add_experiment_file(*command, *file);
  add_text(*command, "--csv", *csv, "FILE", "Write to this file; else to standard output");
  command->footer(
      "A row a sample, features first, before they are standardized and divided; an experiment takes the file as its\n"
      "data again.\n\nExample: fallline data spiral.json --csv spiral.csv");
  return {command, [file, csv](std::ostream& out, std::ostream&) {
            const auto data = training::load(read_network_experiment(*file).data);
            if (const auto* why = std::get_if<std::string>(&data)) throw UsageError{fmt::format("{}: {}", *file, *why)};
            Output table(out, *csv);
            table.print("{}", csv_text(std::get<Dataset>(data)));
            table.finish();
            return 0;
          }};
}

}  // namespace fallline::cli

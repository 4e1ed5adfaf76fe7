#include <memory>
#include <ostream>

#include "app/cli/commands.h"
#include "app/cli/output.h"

namespace fallline::cli {

Command add_share(CLI::App& app) {
  auto experiment = std::make_shared<std::string>();
  CLI::App* command = app.add_subcommand("share", "An experiment as one line of text, to be pasted anywhere");
  add_text(*command, "experiment", *experiment, "experiment.json", "The experiment; else the default one");
  command->footer("The line is taken wherever an experiment is asked for, and by Ctrl+V in the window.");
  return {command, [experiment](std::ostream& out, std::ostream&) {
            Output output(out);
            output.print("{}\n", share_line(read_document(*experiment)));
            output.finish();
            return 0;
          }};
}

}  // namespace fallline::cli

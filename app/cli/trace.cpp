#include <memory>
#include <ostream>

#include "app/cli/commands.h"
#include "app/cli/numbers.h"
#include "app/cli/output.h"
#include "app/cli/run_options.h"
#include "app/export/values.h"
#include "session/session.h"

namespace fallline::cli {
namespace {

struct TraceOptions {
  RunOptions run;
  std::string start, csv;
};

Experiment read(const TraceOptions& options) {
  Experiment e = read_run(options.run);
  if (!options.start.empty()) {
    const auto start = read_numbers("--start", options.start, "x,y");
    e.start = {start[0], start[1]};
  }
  refuse_run(e);
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
  add_run_options(*command, options->run);
  add_text(*command, "--start", options->start, "X,Y", "Where the path begins; else the surface's own start");
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

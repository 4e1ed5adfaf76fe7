#include "app/cli/critical_network.h"

#include <cmath>

#include "app/cli/numbers.h"
#include "app/cli/options.h"
#include "app/cli/progress.h"
#include "curvature/critical_search.h"
#include "curvature/spectrum.h"
#include "session/weights_file.h"
#include "training/watch_curvature.h"

namespace fallline::cli {
namespace {

std::string_view name(CriticalSearchStatus status) {
  constexpr std::string_view names[] = {"critical",   "gradient_flat", "escaping",  "stalled",
                                        "step_limit", "cancelled",     "not_finite"};
  return names[static_cast<std::size_t>(status)];
}

double read_tolerance(const std::string& text) {
  if (text.empty()) return CriticalSearchOptions{}.tolerance;
  const double tolerance = read_number("--tolerance", text);
  if (tolerance > 0 && std::isfinite(tolerance)) return tolerance;
  throw UsageError{fmt::format("--tolerance: {}; a number above 0 is expected", text)};
}

// What is said of critical points alone is left empty for others.
void print_row(Output& csv, const nn::NetworkObjective& objective, const CriticalSearch& found) {
  csv.print("status,kind,loss,grad_norm,flatness,index,minimum_ratio,lambda_min,lambda_max,steps\n");
  csv.print("{},", name(found.status));
  training::WatchedCurvature c{NAN, NAN, NAN, NAN};
  if (found.status == CriticalSearchStatus::critical) {
    c = training::watch_curvature(objective, found.theta, {});
    if (!std::isnan(c.lambda_min)) csv.print("{}", key(kind_of(signs_of(Eigen::Vector2d(c.lambda_min, c.lambda_max)))));
  }
  for (const double value :
       {found.loss, found.gradient_norm, found.flatness, c.index, c.minimum_ratio, c.lambda_min, c.lambda_max})
    print_cell(csv, value);
  csv.print(",{}\n", found.steps);
  csv.finish();
}

}  // namespace

void add_critical_network_options(CLI::App& command, CriticalNetworkOptions& options) {
  add_point_options(command, options.point);
  add_text(command, "--tolerance", options.tolerance, "T",
           fmt::format("A network's gradient below which its point is critical; else {}",
                       CriticalSearchOptions{}.tolerance));
  add_text(command, "--save", options.save, "FILE", "Write the weights that were found to this file, .json or .npz");
}

int critical_network(const CriticalNetworkOptions& options, std::ostream& out, std::ostream& err) {
  const double tolerance = read_tolerance(options.tolerance);
  require_weights_file(options.save);
  const NetworkPoint at = read_point(options.point);
  Progress progress(err, "");
  const CriticalSearch found = search_critical_point(
      at.objective(), at.theta, {}, {.tolerance = tolerance}, {}, [&](std::size_t step, double norm) {
        progress.show(fmt::format("step {}, the gradient's norm is {:.3g}", step, norm));
      });
  progress.clear();
  Output csv(out);
  print_row(csv, at.objective(), found);
  if (found.status != CriticalSearchStatus::critical)
    err << fmt::format("fallline critical: {}\n", explain(found.status));
  if (options.save.empty()) return 0;
  // No step led there, so there are no running averages.
  if (const auto why = save_weights(options.save, at.objective().network(), found.theta, {})) throw UsageError{*why};
  return 0;
}

}  // namespace fallline::cli

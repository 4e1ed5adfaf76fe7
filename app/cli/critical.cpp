#include <memory>
#include <ostream>

#include "app/cli/commands.h"
#include "app/cli/critical_network.h"
#include "app/cli/numbers.h"
#include "app/cli/output.h"
#include "app/cli/usage_error.h"
#include "curvature/critical_points.h"

namespace fallline::cli {
namespace {

struct CriticalOptions {
  std::string surface, domain;
  std::vector<std::string> parameters;
  CriticalNetworkOptions network;
};

int critical_surface(const CriticalOptions& options, std::ostream& out, std::ostream& err) {
  const Experiment e = choose_surface(options.surface, options.parameters);
  Domain domain = e.domain;
  if (!options.domain.empty()) {
    const auto d = read_numbers("--domain", options.domain, "xmin,xmax,ymin,ymax");
    domain = {d[0], d[1], d[2], d[3]};
    if (const auto why = refuse(domain)) throw UsageError{"--" + *why};
  }

  const CriticalPoints found = find_critical_points(*make_surface(e), domain);
  Output csv(out);
  csv.print("kind,x,y,loss,grad_norm,lambda1,lambda2\n");
  for (const CriticalPoint& p : found.points)
    csv.print("{},{:.17g},{:.17g},{:.17g},{:.17g},{:.17g},{:.17g}\n", key(p.kind), p.at.x, p.at.y, p.loss,
              p.gradient_norm, p.curvature.lambda[0], p.curvature.lambda[1]);
  csv.finish();
  if (found.status == SearchStatus::partial)
    err << fmt::format(
        "fallline critical: not all of the domain could be decided ({} boxes looked at); there may be more points\n",
        found.boxes);
  return 0;
}

int critical(const CriticalOptions& options, std::ostream& out, std::ostream& err) {
  if (!options.network.any()) return critical_surface(options, out, err);
  if (!(options.surface + options.domain).empty() || !options.parameters.empty())
    throw UsageError{
        "--surface, --param and --domain are for surfaces, FILE and what goes with it for networks; one of the two is "
        "expected"};
  return critical_network(options.network, out, err);
}

}  // namespace

Command add_critical(CLI::App& app) {
  auto options = std::make_shared<CriticalOptions>();
  CLI::App* command = app.add_subcommand("critical", "The critical points of a surface, or one of a network, as CSV");
  add_text(*command, "--surface", options->surface, "SURFACE",
           "A key of `fallline list surfaces`, a formula in x and y, or a PNG file; needed, but for FILE");
  add_texts(*command, "--param", options->parameters, "NAME=VALUE", "A parameter of the surface; may be repeated");
  add_text(*command, "--domain", options->domain, "XMIN,XMAX,YMIN,YMAX", "Where to search; else the surface's own");
  add_critical_network_options(*command, options->network);
  command->footer(
      "Columns: kind,x,y,loss,grad_norm,lambda1,lambda2, by increasing loss; kind is minimum, maximum, saddle or\n"
      "degenerate, lambda1 <= lambda2 are the eigenvalues of the Hessian.\n\n"
      "Of a network, one point: where Newton's method on the gradient leads from there. Columns:\n"
      "status,kind,loss,grad_norm,flatness,index,minimum_ratio,lambda_min,lambda_max,steps. A point is called "
      "critical\n"
      "where the gradient vanishes; where only its norm is stationary, status is gradient_flat (flatness, "
      "|Hg|/(|H||g|),\n"
      "is near 0). Of what is not critical, kind, index and eigenvalues are left empty, and standard error says "
      "why.\n\n"
      "Examples: fallline critical --surface himmelblau --domain -5,5,-5,5\n"
      "          fallline critical xor.json --steps 300");
  return {command, [options](std::ostream& out, std::ostream& err) { return critical(*options, out, err); }};
}

}  // namespace fallline::cli

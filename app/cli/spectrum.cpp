#include <memory>
#include <nlohmann/json.hpp>

#include "app/cli/commands.h"
#include "app/cli/network_point.h"
#include "app/cli/numbers.h"
#include "curvature/spectral_density.h"

namespace fallline::cli {
namespace {

using Json = nlohmann::ordered_json;

struct SpectrumOptions {
  PointOptions point;
  std::string extreme, csv;
  bool density = false, json = false;
};

std::vector<double> list(const Eigen::VectorXd& v) { return {v.begin(), v.end()}; }

// What all spectra begin with.
Json heading(const NetworkPoint& at) {
  std::vector<double> gradient(at.theta.size());
  const double loss = at.objective().value_and_gradient(at.theta, gradient, {});
  const double norm = Eigen::Map<const Eigen::VectorXd>(gradient.data(), std::ssize(gradient)).norm();
  return {{"step", at.step}, {"parameters", at.theta.size()}, {"loss", loss}, {"gradient_norm", norm}};
}

void refuse_not_finite(SpectrumStatus status) {
  if (status == SpectrumStatus::not_finite) throw UsageError{"the Hessian at this point is not finite"};
}

Spectrum spectrum_at(const NetworkPoint& at, const SpectrumOptions& options) {
  const auto n = static_cast<Eigen::Index>(at.theta.size());
  if (!options.extreme.empty()) {
    const auto k = read_whole<Eigen::Index>("--extreme", options.extreme, 1, n / 2);
    return extreme_spectrum(at.objective(), at.theta, {}, {.lowest = k, .highest = k});
  }
  if (at.theta.size() > most_dense)
    throw UsageError{fmt::format(
        "the network has {} parameters; all eigenvalues are for at most {}, --extreme or --density for more", n,
        most_dense)};
  return dense_spectrum(at.objective(), at.theta, {});
}

// The rows or members of eigenvalues; returns what is said of them.
std::string add_eigenvalues(const NetworkPoint& at, const SpectrumOptions& options, Json& json, std::string& rows) {
  const Spectrum s = spectrum_at(at, options);
  refuse_not_finite(s.status);
  json["eigenvalues"] = list(s.lambda);
  json["residuals"] = list(s.residuals);
  rows = "eigenvalue,residual\n";
  for (Eigen::Index i = 0; i < s.lambda.size(); ++i)
    rows += fmt::format("{:.17g},{:.17g}\n", s.lambda[i], s.residuals[i]);
  if (s.status == SpectrumStatus::partial) return "Not all residuals are as small as they should be.";
  if (!s.all) return fmt::format("{} products with the Hessian.", s.products);
  const Signs signs = signs_of(s.lambda);
  json["negative"] = signs.negative;
  json["zero"] = signs.zero;
  json["positive"] = signs.positive;
  json["minimum_ratio"] = minimum_ratio(signs);
  return fmt::format("Of {} eigenvalues {} are negative, {} zero, {} positive: minimum ratio {:.6g}.", signs.count(),
                     signs.negative, signs.zero, signs.positive, minimum_ratio(signs));
}

std::string add_density(const NetworkPoint& at, Json& json, std::string& rows) {
  const SpectralDensity d = spectral_density(at.objective(), at.theta, {});
  refuse_not_finite(d.status);
  const double above = d.share_above(zero_tolerance * d.nodes.cwiseAbs().maxCoeff());
  json["lambda"] = list(d.lambda);
  json["density"] = list(d.density);
  json["sigma"] = d.sigma;
  json["nodes"] = list(d.nodes);
  json["weights"] = list(d.weights);
  json["trace"] = {{"mean", d.trace.mean}, {"error", d.trace.error}};
  json["squared_norm"] = {{"mean", d.squared_norm.mean}, {"error", d.squared_norm.error}};
  json["minimum_ratio"] = above;
  rows = "lambda,density\n";
  for (Eigen::Index i = 0; i < d.lambda.size(); ++i)
    rows += fmt::format("{:.17g},{:.17g}\n", d.lambda[i], d.density[i]);
  return fmt::format("Trace {:.6g} ± {:.2g}, minimum ratio about {:.3g}, {} products with the Hessian.", d.trace.mean,
                     d.trace.error, above, d.products);
}

int spectrum(const SpectrumOptions& options, std::ostream& out, std::ostream& err) {
  if (options.density && !options.extreme.empty())
    throw UsageError{"--extreme and --density are given; one of them is expected"};
  require_writable(options.csv);
  const NetworkPoint at = read_point(options.point);
  Json json = heading(at);
  const std::string head = fmt::format("At step {} the loss is {:.6g}, the gradient's norm {:.3g}.", at.step,
                                       json["loss"].get<double>(), json["gradient_norm"].get<double>());
  std::string rows;
  const std::string said = options.density ? add_density(at, json, rows) : add_eigenvalues(at, options, json, rows);
  Output output(out, options.csv);
  output.print("{}", options.json ? json.dump(2) + "\n" : rows);
  output.finish();
  err << fmt::format("fallline spectrum: {} {}\n", head, said);
  return 0;
}

}  // namespace

Command add_spectrum(CLI::App& app) {
  auto options = std::make_shared<SpectrumOptions>();
  CLI::App* command = app.add_subcommand("spectrum", "The eigenvalues of a network's Hessian");
  add_point_options(*command, options->point);
  add_text(*command, "--extreme", options->extreme, "K",
           "Only the K least and the K greatest, by Lanczos' method: for large networks");
  command->add_flag("--density", options->density,
                    "Their density in place of them, by stochastic Lanczos quadrature: for large networks");
  command->add_flag("--json", options->json, "As JSON instead of CSV, with what is known beside");
  add_text(*command, "--csv", options->csv, "FILE", "Write to this file; else to standard output");
  command->footer(
      "Columns: eigenvalue,residual, ascending; the residual is the norm of Hu - λu for the unit eigenvector u. Or, "
      "with\n"
      "--density, lambda,density. All eigenvalues are for up to 2000 parameters.\n"
      "The Hessian is that of the loss on all training samples, exact, as `fallline derivatives` has it. Standard "
      "error\n"
      "says how many eigenvalues are negative, zero and positive; the share of positive ones is the minimum ratio.\n\n"
      "Example: fallline spectrum spiral.json --steps 500 --extreme 10 --json");
  return {command, [options](std::ostream& out, std::ostream& err) { return spectrum(*options, out, err); }};
}

}  // namespace fallline::cli

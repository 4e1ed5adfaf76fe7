#include <Eigen/Eigenvalues>
#include <memory>
#include <nlohmann/json.hpp>

#include "app/cli/commands.h"
#include "app/cli/network_options.h"
#include "app/cli/usage_error.h"

namespace fallline::cli {
namespace {

constexpr std::size_t most_dense = 2000;  // parameters of a Hessian that is written out

struct DerivativesOptions {
  std::string file;
  bool hessian = false, json = false;
};

struct Derivatives {
  double loss, penalty;
  std::vector<double> gradient;
  Eigen::MatrixXd hessian;  // without rows unless asked for
  Eigen::VectorXd eigenvalues;
};

Derivatives compute(const nn::NetworkObjective& objective, ConstVector theta, bool with_hessian) {
  Derivatives d{.penalty = objective.penalty(theta), .gradient = std::vector<double>(theta.size())};
  d.loss = objective.value_and_gradient(theta, d.gradient, {});
  if (!with_hessian) return d;
  d.hessian = objective.hessian(theta, {});
  d.eigenvalues = Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd>(d.hessian, Eigen::EigenvaluesOnly).eigenvalues();
  return d;
}

void print_json(Output& output, const Derivatives& d) {
  nlohmann::ordered_json json;
  json["loss"] = d.loss;
  json["penalty"] = d.penalty;
  json["gradient"] = d.gradient;
  if (d.hessian.rows() > 0) {
    for (const auto& row : d.hessian.rowwise()) json["hessian"].push_back(std::vector<double>(row.begin(), row.end()));
    json["eigenvalues"] = std::vector<double>(d.eigenvalues.begin(), d.eigenvalues.end());
  }
  output.print("{}\n", json.dump(2));
}

void print_text(Output& output, const nn::NetworkSpec& network, ConstVector theta, const Derivatives& d) {
  output.print("loss,{:.17g}\npenalty,{:.17g}\n\nparameter,value,gradient\n", d.loss, d.penalty);
  for (const nn::ParameterBlock& block : nn::layout(network))
    for (std::size_t i = 0; i < block.size(); ++i)
      output.print("{}[{};{}],{:.17g},{:.17g}\n", block.name, i / block.columns, i % block.columns,
                   theta[block.offset + i], d.gradient[block.offset + i]);
  if (d.hessian.rows() == 0) return;
  output.print("\neigenvalue\n");
  for (const double value : d.eigenvalues) output.print("{:.17g}\n", value);
  output.print("\nHessian\n");
  for (const auto& row : d.hessian.rowwise())
    for (Eigen::Index k = 0; k < row.size(); ++k) output.print("{:.17g}{}", row[k], k + 1 < row.size() ? ',' : '\n');
}

int derivatives(const DerivativesOptions& options, std::ostream& out) {
  const training::Setup setup = set_up(read_network_experiment(options.file), options.file);
  const nn::NetworkObjective& objective = *setup.parts.training;
  if (options.hessian && objective.dimension() > most_dense)
    throw UsageError{fmt::format("--hessian: the network has {} parameters; at most {} are expected",
                                 objective.dimension(), most_dense)};
  const Derivatives d = compute(objective, setup.start, options.hessian);
  Output output(out);
  if (options.json)
    print_json(output, d);
  else
    print_text(output, objective.network(), setup.start, d);
  output.finish();
  return 0;
}

}  // namespace

Command add_derivatives(CLI::App& app) {
  auto options = std::make_shared<DerivativesOptions>();
  CLI::App* command =
      app.add_subcommand("derivatives", "Loss, gradient and Hessian of a network at an experiment's parameters");
  add_experiment_file(*command, options->file);
  command->add_flag("--hessian", options->hessian, "The dense Hessian and its eigenvalues too, up to 2000 parameters");
  command->add_flag("--json", options->json, "As JSON instead of CSV");
  command->footer(
      "On all training samples, exact: by back-propagation, and its derivatives. Where the file gives no parameters,\n"
      "at those that training begins with. Batch normalization goes by the samples' own mean and variance.\n\n"
      "Example: fallline derivatives xor.json --hessian --json");
  return {command, [options](std::ostream& out, std::ostream&) { return derivatives(*options, out); }};
}

}  // namespace fallline::cli

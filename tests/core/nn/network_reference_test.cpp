// Losses, gradients and Hessians of small networks against another program: tests/data/network_gradients.json and
// network_hessians.json, by PyTorch's automatic differentiation.
#include <gtest/gtest.h>

#include <Eigen/Eigenvalues>
#include <fstream>
#include <nlohmann/json.hpp>

#include "nn/network_objective.h"

namespace fallline::nn {
namespace {

using nlohmann::json;

json read(const std::string& name) { return json::parse(std::ifstream(FALLLINE_TEST_DATA "/" + name)); }

std::shared_ptr<const Dataset> data_of(const json& file, const std::string& loss) {
  auto data = std::make_shared<Dataset>();
  const auto x = file.at("inputs_X").get<std::vector<std::vector<double>>>();
  const auto n = static_cast<Eigen::Index>(x.size());
  data->x.resize(n, 2);
  for (Eigen::Index i = 0; i < n; ++i)
    for (Eigen::Index f = 0; f < 2; ++f) data->x(i, f) = x[static_cast<std::size_t>(i)][static_cast<std::size_t>(f)];
  const json& targets = file.at("targets");
  data->y.resize(n, 0);
  if (loss == "mse" || loss == "l1") {
    const auto real = targets.at("real").get<std::vector<double>>();
    data->y = Eigen::Map<const Eigen::VectorXd>(real.data(), n);
  } else if (loss == "softmax_ce") {
    data->label = targets.at("class").get<std::vector<int>>();
    data->classes = 3;
  } else {
    for (const double t : targets.at(loss == "hinge" ? "sign" : "binary").get<std::vector<double>>())
      data->label.push_back(t > 0 ? 1 : 0);
    data->classes = 2;
  }
  return data;
}

NetworkSpec network_of(const json& c) {
  const auto sizes = c.at("sizes").get<std::vector<std::size_t>>();
  const std::string activation = c.at("activation") == "hardtanh" ? "hard_tanh" : c.at("activation");
  NetworkSpec spec = network_spec(sizes.front(), {sizes.begin() + 1, sizes.end() - 1}, sizes.back(), activation);
  for (LayerSpec& layer : spec.layers) {
    layer.l1 = c.at("l1");
    layer.l2 = c.at("l2").get<double>() / 2;  // there ½ l2 ΣW²
    if (&layer != &spec.layers.back() && c.value("batch_norm", false)) layer.normalization = Normalization::batch;
  }
  return spec;
}

LossSpec loss_of(const std::string& loss) { return {loss == "bce_with_logits" ? "bce" : loss == "l1" ? "mae" : loss}; }

// To within `share` of the greatest number there is.
void expect_close(std::span<const double> ours, const std::vector<double>& theirs, double share) {
  ASSERT_EQ(ours.size(), theirs.size());
  double greatest = 0;
  for (const double t : theirs) greatest = std::max(greatest, std::abs(t));
  for (std::size_t i = 0; i < ours.size(); ++i) EXPECT_NEAR(ours[i], theirs[i], share * greatest) << i;
}

TEST(NetworkReference, GradientsAreTheirs) {
  const json file = read("network_gradients.json");
  for (const json& c : file.at("cases")) {
    const std::string loss = c.at("loss");
    SCOPED_TRACE(loss + " " + std::string(c.at("activation")) + (c.at("batch_norm") ? " batch norm" : "") + " l1 " +
                 c.at("l1").dump() + " l2 " + c.at("l2").dump());
    const auto data = data_of(file, loss);
    const NetworkSpec network = network_of(c);
    ASSERT_EQ(refuse(network, loss_of(loss), *data), std::nullopt);
    const NetworkObjective objective(network, loss_of(loss), data);
    const auto theta = c.at("parameters").get<std::vector<double>>();
    ASSERT_EQ(objective.dimension(), theta.size());
    std::vector<double> gradient(theta.size());
    const double value = objective.value_and_gradient(theta, gradient, {});
    EXPECT_NEAR(value, c.at("loss_value").get<double>(), 1e-12 * std::abs(value));
    EXPECT_NEAR(objective.value(theta, {}), value, 1e-14 * std::abs(value));
    expect_close(gradient, c.at("gradient"), 1e-10);
  }
}

TEST(NetworkReference, HessiansAreTheirs) {
  const json file = read("network_hessians.json");
  for (const json& c : file.at("cases")) {
    SCOPED_TRACE(std::string(c.at("activation")) + " l2 " + c.at("l2").dump());
    const NetworkObjective objective(network_of(c), loss_of(c.at("loss")), data_of(file, c.at("loss")));
    const auto theta = c.at("params").get<std::vector<double>>();
    const Eigen::MatrixXd h = objective.hessian(theta, {});
    const auto rows = c.at("hessian_row_major").get<std::vector<std::vector<double>>>();
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const Eigen::VectorXd column = h.col(static_cast<Eigen::Index>(i));
      expect_close({column.data(), rows.size()}, rows[i], 1e-10);
    }
    const Eigen::VectorXd values = Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd>(h).eigenvalues();
    expect_close({values.data(), rows.size()}, c.at("eigenvalues_ascending"), 1e-10);
  }
}

}  // namespace
}  // namespace fallline::nn

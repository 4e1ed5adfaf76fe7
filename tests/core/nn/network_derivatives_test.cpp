// Every combination of activation, loss, normalization and regularizer against the formulas written out for jets
// (support/plain_network.h): value, gradient and products with the Hessian.
#include <gtest/gtest.h>

#include <fmt/format.h>

#include "math/random.h"
#include "support/plain_network.h"

namespace fallline::nn {
namespace {

constexpr std::size_t samples = 11;  // no whole number of packs

std::shared_ptr<const Dataset> data_for(Target target, std::size_t outputs) {
  Random random(3);
  auto data = std::make_shared<Dataset>();
  data->x.resize(samples, 2);
  data->y.resize(samples, target == Target::real ? static_cast<Eigen::Index>(outputs) : 0);
  for (double& v : data->x.reshaped()) v = random.normal();
  for (double& v : data->y.reshaped()) v = random.normal();
  if (target == Target::real) return data;
  data->classes = target == Target::one_of ? static_cast<int>(outputs) : 2;
  for (std::size_t i = 0; i < samples; ++i)
    data->label.push_back(static_cast<int>(random.bits() % static_cast<std::uint64_t>(data->classes)));
  return data;
}

std::vector<double> random_vector(std::size_t n, std::uint64_t seed, double scale = 1) {
  std::vector<double> v(n);
  Random(seed).normal(v);
  for (double& vi : v) vi *= scale;
  return v;
}

struct Case {
  NetworkSpec network;
  LossSpec loss;
};

// 2-4-4-k, where all that can be chosen is in the two hidden layers.
Case make_case(std::string_view activation, std::string_view loss, Normalization normalization,
               std::string_view regularizer) {
  const bool real = find_loss(loss)->target == Target::real, one_of = find_loss(loss)->target == Target::one_of;
  Case c{network_spec(2, {4, 4}, real ? 2 : one_of ? 3 : 1, activation), {std::string(loss)}};
  for (std::size_t l = 0; l < 2; ++l) {
    LayerSpec& layer = c.network.layers[l];
    layer.normalization = normalization;
    layer.residual = l == 1;
    if (regularizer == "l1") layer.l1 = 0.03;
    if (regularizer == "l2") layer.l2 = 0.02;
    if (regularizer == "orthogonal") layer.orthogonal = 0.05;
  }
  return c;
}

void check(const Case& c, std::uint64_t seed) {
  const auto data = data_for(find_loss(c.loss.key)->target, c.network.outputs());
  ASSERT_EQ(refuse(c.network, c.loss, *data), std::nullopt);
  const NetworkObjective objective(c.network, c.loss, data);
  const std::size_t n = objective.dimension();
  std::vector<double> theta = random_vector(n, seed, 0.7);
  const std::vector<double> p = random_vector(n, seed + 1), q = random_vector(n, seed + 2);
  test::Jets jets(n);
  for (std::size_t i = 0; i < n; ++i) jets[i] = {theta[i], p[i], q[i]};
  const test::Jet plain = test::plain_network(c.network, c.loss, *data, jets);

  std::vector<double> gradient(n), product(n);
  const double value = objective.value_and_gradient(theta, gradient, {});
  EXPECT_NEAR(value, plain.v, 1e-12 * (1 + std::abs(plain.v)));
  EXPECT_NEAR(objective.value(theta, {}), plain.v, 1e-12 * (1 + std::abs(plain.v)));
  objective.hessian_vector(theta, q, product, {});
  double along = 0, curvature = 0, scale = 1;
  for (std::size_t i = 0; i < n; ++i) {
    along += p[i] * gradient[i];
    curvature += p[i] * product[i];
    scale += std::abs(p[i] * product[i]) + std::abs(p[i] * gradient[i]);
  }
  EXPECT_NEAR(along, plain.a, 1e-11 * scale);
  EXPECT_NEAR(curvature, plain.c, 1e-10 * scale);
}

TEST(NetworkDerivatives, AreThoseOfTheFormulas) {
  for (const ActivationInfo& activation : activations())
    for (const LossInfo& loss : losses())
      for (const std::string_view normalization : normalization_keys())
        for (const std::string_view regularizer : {"", "l1", "l2", "orthogonal"}) {
          const Normalization how = *find_normalization(normalization);
          Case c = make_case(activation.key, loss.key, how, regularizer);
          if (refuse(c.network)) continue;  // maxout takes no normalization of its outputs
          SCOPED_TRACE(fmt::format("{} {} {} {}", activation.key, loss.key, normalization, regularizer));
          check(c, 17);
          if (testing::Test::HasFailure()) return;
        }
}

TEST(NetworkDerivatives, OfEveryActivationAtManyPoints) {
  for (const ActivationInfo& activation : activations())
    for (std::uint64_t seed = 100; seed < 120; ++seed) {
      SCOPED_TRACE(fmt::format("{}, seed {}", activation.key, seed));
      check(make_case(activation.key, "mse", Normalization::none, ""), seed);
    }
}

TEST(NetworkDerivatives, HessianIsSymmetricAndMadeOfItsProducts) {
  const Case c = make_case("tanh", "softmax_ce", Normalization::layer, "l2");
  const NetworkObjective objective(c.network, c.loss, data_for(Target::one_of, 3));
  const std::vector<double> theta = random_vector(objective.dimension(), 5, 0.7);
  const auto n = static_cast<Eigen::Index>(theta.size());
  Eigen::MatrixXd all;
  objective.hessian_vectors(theta, Eigen::MatrixXd::Identity(n, n), all, {});
  EXPECT_LE((all - all.transpose()).cwiseAbs().maxCoeff(), 1e-12 * all.cwiseAbs().maxCoeff());
  std::vector<double> product(theta.size());
  const std::vector<double> v = random_vector(theta.size(), 6);
  objective.hessian_vector(theta, v, product, {});
  const Eigen::VectorXd expected = all * Eigen::Map<const Eigen::VectorXd>(v.data(), n);
  for (Eigen::Index i = 0; i < n; ++i)
    EXPECT_NEAR(product[static_cast<std::size_t>(i)], expected[i], 1e-12 * expected.cwiseAbs().maxCoeff());
}

// Where the dense Hessian comes by a way of its own: three hidden layers of different widths, each activation and loss.
TEST(NetworkDerivatives, DenseHessianIsMadeOfItsProducts) {
  for (const ActivationInfo& activation : activations())
    for (const LossInfo& loss : losses()) {
      SCOPED_TRACE(fmt::format("{} {}", activation.key, loss.key));
      const Target target = loss.target;
      const std::size_t outputs = target == Target::real ? 2 : target == Target::one_of ? 3 : 1;
      NetworkSpec network = network_spec(2, {3, 5, 4}, outputs, activation.key);
      network.layers[0].l2 = 0.1;
      network.layers[2].orthogonal = 0.2;
      if (loss.key != "softmax_ce" && !activation.pieces) network.layers.back().activation = "softplus";
      const NetworkObjective objective(network, {std::string(loss.key)}, data_for(target, outputs));
      const std::vector<double> theta = random_vector(objective.dimension(), 31, 0.7);
      const auto n = static_cast<Eigen::Index>(theta.size());
      const std::vector<std::size_t> named{1, 3, 4, 6, 7, 8, 9, 10, 0};
      Eigen::MatrixXd products;
      objective.hessian_vectors(theta, Eigen::MatrixXd::Identity(n, n), products, {.samples = named});
      const Eigen::MatrixXd h = objective.hessian(theta, {.samples = named});
      EXPECT_LE((h - products).cwiseAbs().maxCoeff(), 1e-12 * (1 + products.cwiseAbs().maxCoeff()));
      EXPECT_EQ(h, h.transpose());
    }
}

TEST(NetworkDerivatives, GaussNewtonIsTheHessianOfAModelThatIsLinearInItsParameters) {
  // One linear layer: J does not depend on θ, and nothing of the Hessian is left out.
  const Case c{network_spec(2, {}, 3), {"softmax_ce"}};
  const NetworkObjective objective(c.network, c.loss, data_for(Target::one_of, 3));
  const std::vector<double> theta = random_vector(objective.dimension(), 5);
  const auto n = static_cast<Eigen::Index>(theta.size());
  Eigen::MatrixXd newton, hessian;
  objective.gauss_newton_vectors(theta, Eigen::MatrixXd::Identity(n, n), newton, {});
  objective.hessian_vectors(theta, Eigen::MatrixXd::Identity(n, n), hessian, {});
  EXPECT_LE((newton - hessian).cwiseAbs().maxCoeff(), 1e-13);
}

TEST(NetworkDerivatives, GaussNewtonIsTheSquareOfTheJacobian) {
  // Of the squared error, 2/N Σ JᵀJ, with J by differences of outputs along jets.
  const Case c = make_case("tanh", "mse", Normalization::weight, "");
  const auto data = data_for(Target::real, 2);
  const NetworkObjective objective(c.network, c.loss, data);
  const std::vector<double> theta = random_vector(objective.dimension(), 8, 0.7);
  const auto n = static_cast<Eigen::Index>(theta.size());
  Eigen::MatrixXd expected = Eigen::MatrixXd::Zero(n, n), jacobian(2 * samples, n), newton;
  for (Eigen::Index i = 0; i < n; ++i) {
    test::Jets jets(theta.begin(), theta.end());
    jets[static_cast<std::size_t>(i)].a = 1;
    const auto z = test::plain_outputs(c.network, jets, *data);
    for (std::size_t s = 0; s < samples; ++s)
      for (std::size_t k = 0; k < 2; ++k) jacobian(static_cast<Eigen::Index>(2 * s + k), i) = z[s][k].a;
  }
  expected = 2.0 / samples * jacobian.transpose() * jacobian;
  objective.gauss_newton_vectors(theta, Eigen::MatrixXd::Identity(n, n), newton, {});
  EXPECT_LE((newton - expected).cwiseAbs().maxCoeff(), 1e-12 * expected.cwiseAbs().maxCoeff());
}

TEST(NetworkDerivatives, MeansAreOverTheBatch) {
  const Case c = make_case("tanh", "mse", Normalization::none, "l2");
  const auto data = data_for(Target::real, 2);
  const NetworkObjective objective(c.network, c.loss, data);
  const std::vector<double> theta = random_vector(objective.dimension(), 9, 0.7);
  const std::vector<std::size_t> named{7, 2, 9};
  const NetworkObjective alone(c.network, c.loss, std::make_shared<const Dataset>(subset(*data, named)));
  std::vector<double> gradient(theta.size()), expected(theta.size());
  EXPECT_DOUBLE_EQ(objective.value_and_gradient(theta, gradient, {.samples = named}),
                   alone.value_and_gradient(theta, expected, {}));
  EXPECT_EQ(gradient, expected);
}

}  // namespace
}  // namespace fallline::nn

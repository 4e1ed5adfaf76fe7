#include "training/watch.h"

#include <gtest/gtest.h>

#include <Eigen/Cholesky>
#include <algorithm>
#include <cmath>

#include "data/mini_batches.h"
#include "support/networks.h"
#include "support/racing.h"

namespace fallline::training {
namespace {

using Vectors = std::vector<double>;

// 2-6-5-k relu, tanh with an L2 term; a third of the samples validates.
NetworkExperiment experiment(std::string_view optimizer = "adam") {
  NetworkExperiment e;
  e.data.samples = test::random_classes(45, 2, 3);
  e.data.split = {.validation = 1.0 / 3, .test = 0};
  e.network = nn::network_spec(2, {6, 5}, 0);
  e.network.layers[0].activation = "relu";
  e.network.layers[1].l2 = 0.01;
  e.loss.key = "softmax_ce";
  e.batch_size = 8;
  e.racers = {racer_spec(*find_optimizer(optimizer), 0)};
  return e;
}

std::unique_ptr<Racer> racer_after(const NetworkExperiment& e, const training::Setup& setup, std::size_t steps) {
  auto racer = make_racer(setup.start.size(), info(e.racers[0]), e.racers[0].values, {});
  racer->place(*setup.parts.training, setup.start);
  racer->advance(*setup.parts.training, setup.sampling, steps, {});
  return racer;
}

// Softmax outputs of the relu–tanh–linear network, number by number.
Eigen::MatrixXd outputs_of(const nn::NetworkSpec& network, ConstVector theta, const Eigen::MatrixXd& x) {
  Eigen::MatrixXd a = x;
  const double* next = theta.data();
  for (const nn::LayerSpec& layer : network.layers) {
    const auto out = static_cast<Eigen::Index>(layer.width);
    using Rows = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
    const Eigen::Map<const Rows> w(next, out, a.cols());
    const Eigen::Map<const Eigen::RowVectorXd> b(next + w.size(), out);
    next += w.size() + out;
    a = ((a * w.transpose()).rowwise() + b).eval();
    if (layer.activation == "relu") a = a.cwiseMax(0).eval();
    if (layer.activation == "tanh") a = a.array().tanh().matrix().eval();
  }
  return a;
}

TEST(Watch, ScoresAreThoseOfTheOutputs) {
  const NetworkExperiment e = experiment();
  const auto setup = test::setup_of(e);
  const auto racer = racer_after(e, setup, 40);
  const Watched seen = watch(setup.parts, *racer, setup.sampling, {});
  const nn::NetworkSpec& network = setup.parts.training->network();
  double squares = 0;
  for (std::size_t i = 18; i < 48; ++i) squares += racer->theta()[i] * racer->theta()[i];
  EXPECT_NEAR(seen.penalty, 0.01 * squares, 1e-15);
  for (const auto& [part, score] :
       {std::pair{setup.parts.training, seen.training}, {setup.parts.validation, seen.validation}}) {
    const Eigen::MatrixXd z = outputs_of(network, racer->theta(), part->data().x);
    double loss = 0, right = 0;
    for (Eigen::Index i = 0; i < z.rows(); ++i) {
      const int label = part->data().label[static_cast<std::size_t>(i)];
      loss += std::log(z.row(i).array().exp().sum()) - z(i, label);
      right += z(i, label) == z.row(i).maxCoeff();
    }
    const auto n = static_cast<double>(z.rows());
    EXPECT_NEAR(score.loss, loss / n + seen.penalty, 1e-12);
    EXPECT_DOUBLE_EQ(score.accuracy, right / n);
    EXPECT_GT(score.accuracy, 0.1);
    EXPECT_LT(score.accuracy, 1);
  }
  EXPECT_TRUE(std::isnan(seen.test.loss));
  EXPECT_TRUE(std::isnan(seen.test.accuracy));
  EXPECT_EQ(seen.step, 40);
  EXPECT_EQ(seen.epoch, 10);  // 30 samples in four batches
}

TEST(Watch, OneOutputSpeaksByItsSign) {
  NetworkExperiment e;
  e.data.samples = Dataset{.x = Eigen::MatrixXd{{1.0}, {2.0}, {-1.0}, {-2.0}, {0.5}},
                           .y = Eigen::MatrixXd(5, 0),
                           .label = {1, 1, 0, 1, 0},
                           .classes = 2};
  e.network = nn::network_spec(1, {}, 0);
  e.batch_size = 0;
  e.parameters = {1, -0.75};
  e.racers = {racer_spec(*find_optimizer("sgd"), 0)};
  const auto setup = test::setup_of(e);
  EXPECT_DOUBLE_EQ(score(*setup.parts.training, setup.start, {}).accuracy, 0.8);
  EXPECT_EQ(predicted_class(Eigen::MatrixXd{{0.1}, {-0.1}}, 0), 1);
  EXPECT_EQ(predicted_class(Eigen::MatrixXd{{0.1}, {-0.1}}, 1), 0);
  EXPECT_EQ(predicted_class(Eigen::MatrixXd{{0.1, -3.0, 0.2}}, 0), 2);
}

TEST(Watch, OfNumbersTheShareOfTheVarianceExplained) {
  const Eigen::MatrixXd x = test::random_matrix(20, 2, 1), y = test::random_matrix(20, 2, 2);
  const auto objective = [&](const Eigen::MatrixXd& targets) {
    return nn::NetworkObjective(nn::network_spec(2, {}, 2), {"mse"},
                                std::make_shared<const Dataset>(test::numbers(x, targets)));
  };
  // Least squares, by whose normal equations R² is the variance of the outputs over that of the targets.
  Eigen::MatrixXd with_one(20, 3);
  with_one << x, Eigen::VectorXd::Ones(20);
  const Eigen::MatrixXd w = (with_one.transpose() * with_one).ldlt().solve(with_one.transpose() * y);
  const Eigen::MatrixXd z = with_one * w;
  const auto variance = [](const Eigen::MatrixXd& m) { return (m.rowwise() - m.colwise().mean()).squaredNorm(); };
  const Vectors theta{w(0, 0), w(1, 0), w(0, 1), w(1, 1), w(2, 0), w(2, 1)};
  EXPECT_NEAR(score(objective(y), theta, {}).accuracy, variance(z) / variance(y), 1e-13);
  // The mean explains nothing, and of equal targets there is nothing to explain.
  const Eigen::VectorXd mean = y.colwise().mean();
  EXPECT_NEAR(score(objective(y), Vectors{0, 0, 0, 0, mean[0], mean[1]}, {}).accuracy, 0, 1e-13);
  EXPECT_TRUE(std::isnan(score(objective(Eigen::MatrixXd::Ones(20, 2)), theta, {}).accuracy));
}

TEST(Watch, GradientsAndUpdatesLayerByLayer) {
  const NetworkExperiment e = experiment("momentum");
  const auto setup = test::setup_of(e);
  const auto racer = racer_after(e, setup, 11);
  const Vectors before = test::theta_of(*racer);
  racer->advance(*setup.parts.training, setup.sampling, 1, {});
  const Vectors theta = test::theta_of(*racer);
  Vectors g(theta.size());
  setup.parts.training->value_and_gradient(theta, g, {});
  const Watched seen = watch(setup.parts, *racer, setup.sampling, before);
  double squares = 0;
  for (const double gi : g) squares += gi * gi;
  EXPECT_NEAR(seen.gradient_norm, std::sqrt(squares), 1e-14);
  EXPECT_EQ(seen.learning_rate, e.racers[0].values[0]);
  ASSERT_EQ(seen.layers.size(), 3u);
  const std::pair<std::size_t, std::size_t> weights[] = {{0, 12}, {18, 30}, {53, 15}};
  for (std::size_t l = 0; l < 3; ++l) {
    double sizes = 0, moved = 0, length = 0;
    for (std::size_t i = weights[l].first; i < weights[l].first + weights[l].second; ++i) {
      sizes += std::abs(g[i]);
      moved += std::pow(theta[i] - before[i], 2);
      length += theta[i] * theta[i];
    }
    EXPECT_NEAR(seen.layers[l].mean_gradient, sizes / static_cast<double>(weights[l].second), 1e-15);
    EXPECT_NEAR(seen.layers[l].update_ratio, std::sqrt(moved / length), 1e-13);
  }
  const Watched start = watch(setup.parts, *racer_after(e, setup, 0), setup.sampling, {});
  EXPECT_TRUE(std::isnan(start.layers[0].update_ratio));
  EXPECT_TRUE(std::isnan(start.learning_rate));
}

TEST(Watch, RatesAreThoseOfTheNextStep) {
  const NetworkExperiment sgd = experiment("sgd"), adam = experiment("adam");
  const auto setup = test::setup_of(adam);
  const auto descent = racer_after(sgd, setup, 3);
  const Watched plain = watch(setup.parts, *descent, setup.sampling, {});
  for (const double rate : {plain.least_rate, plain.median_rate, plain.greatest_rate})
    EXPECT_NEAR(rate, sgd.racers[0].values[0], 1e-15);

  const auto racer = racer_after(adam, setup, 9);
  const Watched seen = watch(setup.parts, *racer, setup.sampling, {});
  const Vectors before = test::theta_of(*racer);
  MiniBatches batches(30, 8, setup.sampling.seed);
  Vectors g(before.size());
  setup.parts.training->value_and_gradient(before, g, {.samples = batches.at(10)});
  EXPECT_EQ(test::theta_of(*racer), before);  // watching takes no step
  racer->advance(*setup.parts.training, setup.sampling, 1, {});
  Vectors rates;
  for (std::size_t i = 0; i < g.size(); ++i)
    if (g[i] != 0) rates.push_back(std::abs((racer->theta()[i] - before[i]) / g[i]));
  std::ranges::sort(rates);
  EXPECT_NEAR(seen.least_rate, rates.front(), 1e-9 * rates.front());
  EXPECT_NEAR(seen.median_rate, rates[rates.size() / 2], 1e-9 * rates[rates.size() / 2]);
  EXPECT_NEAR(seen.greatest_rate, rates.back(), 1e-9 * rates.back());
}

TEST(Watch, DeadAreUnitsThatNoSampleWakes) {
  NetworkExperiment e = experiment();
  e.parameters = nn::initial_parameters(nn::network_spec(2, {6, 5}, 3), 1);
  for (const std::size_t unit : {1, 4}) e.parameters[12 + unit] = -100;
  e.parameters[12] = e.parameters[13 + 1] = e.parameters[13 + 2] = e.parameters[12 + 5] = 100;
  const auto setup = test::setup_of(e);
  const Watched seen = watch(setup.parts, *racer_after(e, setup, 0), setup.sampling, {});
  EXPECT_DOUBLE_EQ(seen.layers[0].dead, 2.0 / 6);
  EXPECT_TRUE(std::isnan(seen.layers[1].dead));
  EXPECT_TRUE(std::isnan(seen.layers[2].dead));
}

TEST(Watch, IsTestingAndNotTraining) {
  NetworkExperiment e = experiment();
  const auto without = test::setup_of(e);
  e.network.layers[1].dropout = 0.5;
  e.network.input_dropout = 0.3;
  e.noise = {.input_noise = 1, .mixup = 1};
  const auto with = test::setup_of(e);
  const Watched a = watch(without.parts, *racer_after(e, without, 0), without.sampling, {});
  const Watched b = watch(with.parts, *racer_after(e, with, 0), with.sampling, {});
  EXPECT_EQ(a.training.loss, b.training.loss);
  EXPECT_EQ(a.training.accuracy, b.training.accuracy);
  EXPECT_EQ(a.gradient_norm, b.gradient_norm);
  EXPECT_EQ(a.validation.loss, b.validation.loss);
}

}  // namespace
}  // namespace fallline::training

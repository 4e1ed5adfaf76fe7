// What differs between training and testing: dropout, noise on the inputs, mixup, batch normalization; and what a batch
// is.
#include <gtest/gtest.h>

#include <cmath>

#include "data/mini_batches.h"
#include "nn/samples.h"
#include "support/networks.h"
#include "support/racing.h"

namespace fallline::nn {
namespace {

std::shared_ptr<const Dataset> shared(Dataset data) { return std::make_shared<const Dataset>(std::move(data)); }

// Mean and variance of what is drawn in steps 1 … n.
struct Moments {
  double mean, variance;
};
template <class Draw>
Moments moments(int n, Draw draw) {
  double sum = 0, squares = 0;
  for (int step = 1; step <= n; ++step) {
    const double v = draw(step);
    sum += v;
    squares += v * v;
  }
  return {sum / n, squares / n - sum / n * (sum / n)};
}

// The output of a network with one sample of target 0: half the slope of its square by the last bias.
double output_in_training(const NetworkObjective& objective, ConstVector theta, std::int64_t step) {
  std::vector<double> gradient(theta.size());
  objective.value_and_gradient(theta, gradient, {.step = step});
  return gradient.back() / 2;
}

constexpr int draws = 20'000;

TEST(Dropout, KeepsTheMeanOfWhatComesOut) {
  for (const double p : {0.1, 0.5, 0.8}) {
    NetworkSpec network = network_spec(3, {5}, 1);
    network.layers[0].dropout = p;
    const auto data = shared(test::numbers(Eigen::MatrixXd{{0.3, -0.5, 1}}, Eigen::MatrixXd{{0.0}}));
    const NetworkObjective objective(network, {"mse"}, data);
    const std::vector<double> theta = initial_parameters(network, 3);
    std::vector<Eigen::MatrixXd> a;
    objective.activations(theta, data->x, a);
    // Of independent units of weights w: E z = Σ w a, Var z = p/(1 − p) Σ (w a)².
    double variance = 0;
    for (Eigen::Index u = 0; u < 5; ++u)
      variance += p / (1 - p) * std::pow(a[0](0, u) * theta[20 + static_cast<std::size_t>(u)], 2);
    const Moments seen = moments(draws, [&](int step) { return output_in_training(objective, theta, step); });
    EXPECT_NEAR(seen.mean, a[1](0, 0), 5 * std::sqrt(variance / draws));
    EXPECT_NEAR(seen.variance, variance, 0.1 * variance);
    EXPECT_DOUBLE_EQ(output_in_training(objective, theta, 0), a[1](0, 0));
  }
}

TEST(Dropout, OfInputsIsTheSame) {
  NetworkSpec network = network_spec(2, {}, 1);
  network.input_dropout = 0.25;
  const NetworkObjective objective(network, {"mse"},
                                   shared(test::numbers(Eigen::MatrixXd{{2.0, 0.5}}, Eigen::MatrixXd{{0.0}})));
  const std::vector<double> theta{1, 1, 0};
  std::vector<int> count(4);
  for (int step = 1; step <= draws; ++step) {
    const double z = 0.75 * output_in_training(objective, theta, step);
    const bool first = std::abs(z - 2) < 1e-12 || std::abs(z - 2.5) < 1e-12;
    const bool second = std::abs(z - 0.5) < 1e-12 || std::abs(z - 2.5) < 1e-12;
    ASSERT_TRUE(first || second || z == 0) << z;
    ++count[(first ? 1 : 0) + (second ? 2 : 0)];
  }
  const double expected[] = {1.0 / 16, 3.0 / 16, 3.0 / 16, 9.0 / 16};
  for (std::size_t i = 0; i < 4; ++i)
    EXPECT_NEAR(count[i], draws * expected[i], 5 * std::sqrt(draws * expected[i] * (1 - expected[i])));
}

TEST(InputNoise, IsNormalWithItsDeviationAndOnlyThere) {
  const NetworkSpec network = network_spec(2, {}, 1);
  const NetworkObjective objective(network, {"mse"},
                                   shared(test::numbers(Eigen::MatrixXd{{2.0, 0.5}}, Eigen::MatrixXd{{0.0}})),
                                   {.input_noise = 0.3});
  const std::vector<double> theta{1, 2, 0};
  const double variance = 0.3 * 0.3 * 5;
  const Moments seen = moments(draws, [&](int step) { return output_in_training(objective, theta, step); });
  EXPECT_NEAR(seen.mean, 3, 5 * std::sqrt(variance / draws));
  EXPECT_NEAR(seen.variance, variance, 5 * variance * std::sqrt(2.0 / draws));
  EXPECT_EQ(output_in_training(objective, theta, 0), 3);
}

// Inputs and targets are mixed alike: a linear relation between them is left as it is, at any step.
TEST(Mixup, LeavesALinearRelation) {
  const Eigen::MatrixXd x = test::random_matrix(13, 3, 1), w = test::random_matrix(3, 2, 2);
  const NetworkSpec network = network_spec(3, {}, 2);
  std::vector<double> theta;
  for (Eigen::Index j = 0; j < 2; ++j)
    for (Eigen::Index k = 0; k < 3; ++k) theta.push_back(w(k, j));
  theta.insert(theta.end(), {0.5, -1.5});
  const Eigen::MatrixXd y = (x * w).rowwise() + Eigen::RowVector2d(0.5, -1.5);
  for (const std::string loss : {"mse", "mae", "huber"}) {
    const NetworkObjective objective(network, {loss}, shared(test::numbers(x, y)), {.mixup = 0.7});
    for (std::int64_t step = 0; step < 50; ++step) EXPECT_NEAR(objective.value(theta, {.step = step}), 0, 1e-14);
  }
}

TEST(Mixup, SharesAreOfTheBetaDistribution) {
  constexpr std::size_t count = 29;
  Dataset data = test::random_classes(count, 2, count);
  const auto column = [](const std::vector<Pack>& packs, std::size_t row, std::size_t of_packs, std::size_t i) {
    return packs[row * of_packs + i / Pack::lanes].v[i % Pack::lanes];
  };
  for (const double alpha : {0.2, 1.0, 3.0}) {
    PackedSamples packed;
    double sum = 0, squares = 0, partners = 0, n = 0;
    for (std::int64_t step = 1; step <= 1000; ++step) {
      pack(data, Target::one_of, {}, {.mixup = alpha}, step, packed);
      for (std::size_t i = 0; i < count; ++i, ++n) {
        // Each sample has a class of its own, which names it.
        const double own = column(packed.share, 0, packed.packs, i);
        const double with = column(packed.second_target, 0, packed.packs, i);
        ASSERT_EQ(column(packed.target, 0, packed.packs, i), static_cast<double>(i));
        for (std::size_t f = 0; f < 2; ++f) {
          const auto feature = data.x.col(static_cast<Eigen::Index>(f));
          const double mixed =
              own * feature[static_cast<Eigen::Index>(i)] + (1 - own) * feature[static_cast<Eigen::Index>(with)];
          ASSERT_NEAR(column(packed.x, f, packed.packs, i), mixed, 1e-15);
        }
        sum += own;
        squares += (own - 0.5) * (own - 0.5);
        partners += with;
      }
    }
    const double variance = 1 / (4 * (2 * alpha + 1));  // of Beta(α, α)
    EXPECT_NEAR(sum / n, 0.5, 5 * std::sqrt(variance / n));
    EXPECT_NEAR(squares / n, variance, 5 * 0.25 / std::sqrt(n));
    EXPECT_NEAR(partners / n, (count - 1) / 2.0, 5 * count / std::sqrt(12 * n));
  }
}

// The loss of classes is linear in the targets, so that two classes mix alike as a number and as two of them.
TEST(Mixup, OfTwoClassesAgreesBetweenTheirLosses) {
  const auto data = shared(test::random_classes(11, 2, 2));
  const NetworkSpec one = network_spec(2, {}, 1), two = network_spec(2, {}, 2);
  const NetworkObjective binary(one, {"bce"}, data, {.mixup = 0.4}), both(two, {"softmax_ce"}, data, {.mixup = 0.4});
  for (std::int64_t step = 0; step < 20; ++step)
    EXPECT_NEAR(binary.value(std::vector{0.7, -1.2, 0.3}, {.step = step}),
                both.value(std::vector{0.0, 0.0, 0.7, -1.2, 0.0, 0.3}, {.step = step}), 1e-14);
}

TEST(Mixup, AndNoiseAreOffWhenTesting) {
  const auto data = shared(test::random_classes(11, 2, 3));
  NetworkSpec network = network_spec(2, {6}, 3);
  const NetworkObjective plain(network, {"softmax_ce"}, data);
  network.layers[0].dropout = 0.4;
  network.input_dropout = 0.4;
  const NetworkObjective noisy(network, {"softmax_ce"}, data, {.input_noise = 1, .mixup = 1});
  const std::vector<double> theta = initial_parameters(network, 1);
  std::vector<double> g(theta.size()), h(theta.size());
  EXPECT_EQ(noisy.value_and_gradient(theta, g, {}), plain.value_and_gradient(theta, h, {}));
  EXPECT_EQ(g, h);
  Eigen::MatrixXd z, expected;
  noisy.outputs(theta, data->x, z);
  plain.outputs(theta, data->x, expected);
  EXPECT_EQ(z, expected);
  EXPECT_NE(noisy.value(theta, {.step = 1}), noisy.value(theta, {}));
  EXPECT_NE(noisy.value(theta, {.step = 1}), noisy.value(theta, {.step = 2}));
  EXPECT_EQ(noisy.value(theta, {.step = 2}), noisy.value(theta, {.step = 2}));
}

TEST(LabelSmoothing, IsAMeanOverTheClasses) {
  const Dataset data = test::random_classes(8, 2, 3);
  const NetworkSpec network = network_spec(2, {4}, 3);
  const std::vector<double> theta = initial_parameters(network, 2);
  double expected = 0.8 * NetworkObjective(network, {"softmax_ce"}, shared(data)).value(theta, {});
  for (const int c : {0, 1, 2}) {
    Dataset all_of_one = data;
    std::ranges::fill(all_of_one.label, c);
    expected += 0.2 / 3 * NetworkObjective(network, {"softmax_ce"}, shared(all_of_one)).value(theta, {});
  }
  EXPECT_NEAR(NetworkObjective(network, {"softmax_ce", {0.2}}, shared(data)).value(theta, {}), expected, 1e-14);
}

// Batch normalization --------------------------------------------------------------------------------------------

TEST(BatchNorm, TestingGoesByTheRunningAverages) {
  // One layer, γ = 2, β = 0.5 after z = 3x.
  NetworkSpec network = network_spec(1, {}, 1);
  network.layers[0].normalization = Normalization::batch;
  const Eigen::MatrixXd x{{1.0}, {2.0}, {4.0}, {9.0}, {-3.0}};
  const NetworkObjective objective(network, {"mse"}, shared(test::numbers(x, x)));
  const std::vector<double> theta{3, 0, 2, 0.5};
  std::vector<double> memory(objective.memory_size());
  objective.initial_memory(memory);
  EXPECT_EQ(memory, (std::vector<double>{0, 1}));

  double mean = 0, variance = 1;
  const std::vector<std::vector<std::size_t>> batches{{0, 1, 2}, {3, 4}, {0, 1, 2, 3, 4}, {2, 0}};
  for (std::size_t step = 1; step <= batches.size(); ++step) {
    const auto& batch = batches[step - 1];
    const auto n = static_cast<double>(batch.size());
    double m = 0, v = 0;
    for (const std::size_t i : batch) m += 3 * x(static_cast<Eigen::Index>(i), 0) / n;
    for (const std::size_t i : batch) v += std::pow(3 * x(static_cast<Eigen::Index>(i), 0) - m, 2) / n;
    mean += 0.1 * (m - mean);
    variance += 0.1 * (v * n / (n - 1) - variance);
    std::vector<double> gradient(4);
    // Its loss is that of the batch's own statistics.
    double expected = 0;
    for (const std::size_t i : batch) {
      const double input = x(static_cast<Eigen::Index>(i), 0);
      expected += std::pow(2 * (3 * input - m) / std::sqrt(v + 1e-5) + 0.5 - input, 2) / n;
    }
    const double loss = objective.value_and_gradient(
        theta, gradient, {.samples = batch, .step = static_cast<std::int64_t>(step), .memory = memory});
    EXPECT_NEAR(loss, expected, 1e-12 * expected);
    EXPECT_NEAR(memory[0], mean, 1e-13);
    EXPECT_NEAR(memory[1], variance, 1e-12);
  }
  const std::vector<double> kept = memory;
  Eigen::MatrixXd z;
  objective.outputs(theta, x, z, memory);
  double loss = 0;
  for (Eigen::Index i = 0; i < 5; ++i) {
    EXPECT_NEAR(z(i, 0), 2 * (3 * x(i, 0) - mean) / std::sqrt(variance + 1e-5) + 0.5, 1e-13);
    loss += std::pow(z(i, 0) - x(i, 0), 2) / 5;
  }
  EXPECT_NEAR(objective.value(theta, {.memory = memory}), loss, 1e-13);
  EXPECT_EQ(memory, kept);
}

TEST(BatchNorm, WithoutAveragesGoesByTheSamplesGiven) {
  NetworkSpec network = network_spec(2, {3}, 1);
  network.layers[0].normalization = Normalization::batch;
  const Dataset data = test::random_classes(11, 2, 2);
  const NetworkObjective objective(network, {"bce"}, shared(data));
  std::vector<Eigen::MatrixXd> a;
  const std::vector<double> theta = initial_parameters(network, 4);
  objective.activations(theta, data.x, a);
  // tanh(ẑ), and ẑ has mean 0 and, of weighted sums that vary by v, variance v/(v + ε).
  const Eigen::ArrayXXd standard = a[0].array().atanh();
  for (Eigen::Index u = 0; u < 3; ++u) {
    EXPECT_NEAR(standard.col(u).mean(), 0, 1e-12);
    const Eigen::ArrayXd sums = theta[2 * static_cast<std::size_t>(u)] * data.x.col(0).array() +
                                theta[2 * static_cast<std::size_t>(u) + 1] * data.x.col(1).array();
    const double v = (sums - sums.mean()).square().mean();
    EXPECT_NEAR(standard.col(u).square().mean(), v / (v + 1e-5), 1e-10);
  }
}

// Batches --------------------------------------------------------------------------------------------------------

TEST(LastBatch, IsKeptAndIsAMeanOverItsOwnSamples) {
  const Dataset data = test::random_classes(10, 2, 2);
  const NetworkSpec network = network_spec(2, {3}, 1);
  const NetworkObjective objective(network, {"bce"}, shared(data));
  std::vector<double> theta = initial_parameters(network, 5), gradient(theta.size());
  const Sampling by_four{.sigma = 0, .seed = 7, .batch_size = 4, .whole = false};
  const auto racer = test::racer_at("sgd", {0.3}, objective, theta);
  ASSERT_EQ(racer->advance(objective, by_four, 6, {}), 6u);
  MiniBatches batches(10, 4, 7);
  std::vector<std::size_t> sizes;
  for (std::int64_t step = 1; step <= 6; ++step) {
    const auto named = batches.at(step);
    sizes.push_back(named.size());
    NetworkObjective(network, {"bce"}, shared(subset(data, named))).value_and_gradient(theta, gradient, {});
    for (std::size_t i = 0; i < theta.size(); ++i) theta[i] -= 0.3 * gradient[i];
  }
  EXPECT_EQ(sizes, (std::vector<std::size_t>{4, 4, 2, 4, 4, 2}));
  for (std::size_t i = 0; i < theta.size(); ++i) EXPECT_NEAR(racer->theta()[i], theta[i], 1e-14);
}

}  // namespace
}  // namespace fallline::nn

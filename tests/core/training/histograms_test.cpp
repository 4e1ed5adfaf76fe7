#include "training/histograms.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "support/networks.h"

namespace fallline::training {
namespace {

using Numbers = std::vector<double>;
using Counts = std::vector<std::size_t>;

TEST(Histogram, BinsHoldTheirLowerEdgeAndTheLastOneBoth) {
  // As numpy.histogram counts them.
  const Histogram two = histogram(Numbers{0, 1, 2, 3, 4}, 2);
  EXPECT_EQ(two.counts, (Counts{2, 3}));
  EXPECT_EQ(two.edge(0), 0);
  EXPECT_EQ(two.edge(1), 2);
  EXPECT_EQ(two.edge(2), 4);
  EXPECT_EQ(histogram(Numbers{-1, 0.9, 1, 3, -1}, 4).counts, (Counts{2, 1, 1, 1}));
}

TEST(Histogram, OfEqualNumbersHasAWidth) {
  const Histogram h = histogram(Numbers{3, 3}, 10);
  EXPECT_EQ(h.low, 2.5);
  EXPECT_EQ(h.high, 3.5);
  EXPECT_EQ(h.counts, (Counts{0, 0, 0, 0, 0, 2, 0, 0, 0, 0}));
}

TEST(Histogram, LeavesOutWhatIsNotFinite) {
  constexpr double nan = std::numeric_limits<double>::quiet_NaN(), infinity = std::numeric_limits<double>::infinity();
  EXPECT_EQ(histogram(Numbers{nan, 0, infinity, 1, -infinity}, 2).counts, (Counts{1, 1}));
  EXPECT_TRUE(histogram(Numbers{nan, infinity}, 2).counts.empty());
  EXPECT_TRUE(histogram({}, 2).counts.empty());
}

TEST(Histogram, OfTheWidestRangeThereIs) {
  const double most = std::numeric_limits<double>::max();
  const Histogram h = histogram(Numbers{-most, most, 0}, 3);
  EXPECT_EQ(h.counts, (Counts{1, 1, 1}));
  EXPECT_EQ(h.edge(0), -most);
  EXPECT_EQ(h.edge(3), most);
}

void expect_counted(const Histogram& h, Numbers numbers) {
  std::ranges::sort(numbers);
  ASSERT_EQ(h.counts.size(), 7u);
  EXPECT_EQ(h.low, numbers.front());
  EXPECT_EQ(h.high, numbers.back());
  for (std::size_t i = 0; i < 7; ++i) {
    const double step = (h.high - h.low) / 7, from = h.low + static_cast<double>(i) * step;
    const auto inside =
        std::ranges::count_if(numbers, [&](double v) { return from <= v && (i == 6 || v < from + step); });
    EXPECT_EQ(h.counts[i], static_cast<std::size_t>(inside)) << i;
  }
}

TEST(LayerHistograms, AreOfTheNetworksOwnNumbers) {
  NetworkExperiment e;
  e.data.samples = test::random_classes(30, 2, 2);
  e.network = nn::network_spec(2, {6}, 1);
  e.network.layers[0].l2 = 0.1;
  e.batch_size = 0;
  const Eigen::MatrixXd start = test::random_matrix(25, 1, 5);
  e.parameters = {start.reshaped().begin(), start.reshaped().end()};
  const auto setup = test::setup_of(e);
  const nn::NetworkObjective& objective = *setup.parts.training;
  const auto layers = layer_histograms(objective, setup.start, {}, 7);
  ASSERT_EQ(layers.size(), 2u);

  const Numbers& theta = setup.start;
  Numbers first, second, g(25);
  for (Eigen::Index i = 0; i < 30; ++i) {
    double z = theta[24];
    for (std::size_t u = 0; u < 6; ++u) {
      const double x = objective.data().x(i, 0), y = objective.data().x(i, 1);
      first.push_back(std::tanh(theta[2 * u] * x + theta[2 * u + 1] * y + theta[12 + u]));
      z += theta[18 + u] * first.back();
    }
    second.push_back(z);
  }
  objective.value_and_gradient(theta, g, {});
  expect_counted(layers[0].weights, {theta.begin(), theta.begin() + 12});
  expect_counted(layers[1].weights, {theta.begin() + 18, theta.begin() + 24});
  expect_counted(layers[0].gradients, {g.begin(), g.begin() + 12});
  expect_counted(layers[1].gradients, {g.begin() + 18, g.begin() + 24});
  for (const auto& [histogram, numbers] : {std::pair{layers[0].activations, first}, {layers[1].activations, second}}) {
    EXPECT_NEAR(histogram.low, *std::ranges::min_element(numbers), 1e-14);
    EXPECT_NEAR(histogram.high, *std::ranges::max_element(numbers), 1e-14);
    EXPECT_EQ(std::reduce(histogram.counts.begin(), histogram.counts.end()), numbers.size());
  }
}

}  // namespace
}  // namespace fallline::training

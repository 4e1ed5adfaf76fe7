// Initializers: the same everywhere, of the distribution that is said.
#include "nn/initializers.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <cmath>

namespace fallline::nn {
namespace {

std::vector<double> filled(std::string_view key, std::size_t out, std::size_t in, std::uint64_t seed = 7,
                           std::vector<double> values = {}) {
  const InitializerInfo& info = *find_initializer(key);
  if (values.empty()) values = initial_values(info.parameters);
  std::vector<double> w(out * in, 99.0);
  Random random(seed, 3);
  info.fill(values, out, in, random, w);
  return w;
}

class Initializers : public testing::TestWithParam<std::string_view> {};

TEST_P(Initializers, RepeatExactly) {
  const auto w = filled(GetParam(), 13, 9);
  EXPECT_EQ(filled(GetParam(), 13, 9), w);
  EXPECT_EQ(filled(GetParam(), 13, 9, 8) == w, GetParam() == "zeros");
  for (const double v : w) EXPECT_TRUE(std::isfinite(v));
}

INSTANTIATE_TEST_SUITE_P(All, Initializers, testing::ValuesIn(initializer_keys()),
                         [](const auto& test) { return std::string(test.param); });

// By another implementation (Python, with statistics.NormalDist for the quantiles and Householder's reflections for the
// orthogonal ones).
TEST(Initializers, AreTheSameEverywhere) {
  const auto expect = [](std::string_view key, std::size_t out, std::size_t in, std::vector<double> expected) {
    const auto w = filled(key, out, in);
    for (std::size_t i = 0; i < w.size(); ++i) EXPECT_NEAR(w[i], expected[i], 1e-14) << key;
  };
  expect("xavier_uniform", 2, 3,
         {0.572894537372115, -1.0506243396539137, -0.1819264098315969, -0.3848772680421543, 0.6340791267537645,
          -0.929699899609131});
  expect("he_normal", 2, 3,
         {0.5806120873240903, -1.669232908764894, -0.1711954368709907, -0.372019583078719, 0.6567875908849465,
          -1.171624197442493});
  expect("orthogonal", 2, 3,
         {0.3269947943360294, -0.9400949164116058, -0.0964155206084247, -0.1343427633913753, 0.054745754704840166,
          -0.9894215099067567});
  expect("orthogonal", 3, 2,
         {0.3269947943360294, -0.1343427633913753, -0.9400949164116058, 0.054745754704840166, -0.0964155206084247,
          -0.9894215099067567});
}

// To the last bit: a sum in another order, or a product fused into one, would show.
TEST(Initializers, AreTheSameToTheLastBit) {
  std::uint64_t hash = 0;
  for (const std::string_view key : initializer_keys())
    for (const double v : filled(key, 30, 21)) hash = hash * 31 + std::bit_cast<std::uint64_t>(v);
  EXPECT_EQ(hash, 4664848553057931577u);
}

// Mean and variance of 60 000 draws, to five standard deviations of each. That of the variance is σ²√((κ − 1)/n), with
// κ = 3 of normal and 1.8 of uniform numbers.
TEST(Initializers, HaveTheirMoments) {
  constexpr std::size_t out = 200, in = 300, n = out * in;
  struct Case {
    std::string_view key;
    std::vector<double> values;
    double variance;
    bool uniform;
  };
  for (const Case& c : {Case{"normal", {}, 1, false}, Case{"normal", {0.3}, 0.09, false},
                        Case{"xavier_uniform", {}, 2.0 / 500, true}, Case{"xavier_normal", {}, 2.0 / 500, false},
                        Case{"he_uniform", {}, 2.0 / 300, true}, Case{"he_normal", {}, 2.0 / 300, false},
                        Case{"lecun", {}, 1.0 / 300, false}, Case{"orthogonal", {}, 1.0 / 300, false}}) {
    const auto w = filled(c.key, out, in, 1, c.values);
    double mean = 0, square = 0, most = 0;
    for (const double v : w) {
      mean += v / n;
      square += v * v / n;
      most = std::max(most, std::abs(v));
    }
    EXPECT_LT(std::abs(mean), 5 * std::sqrt(c.variance / n)) << c.key;
    EXPECT_LT(std::abs(square - c.variance), 5 * c.variance * std::sqrt((c.uniform ? 0.8 : 2.0) / n)) << c.key;
    const double limit = std::sqrt(3 * c.variance);
    if (c.uniform) {
      EXPECT_LE(most, limit) << c.key;
      EXPECT_GT(most, 0.999 * limit) << c.key;
    } else {
      EXPECT_GT(most, 2 * limit) << c.key;
    }
  }
  for (const double v : filled("zeros", 5, 5)) EXPECT_EQ(v, 0);
}

TEST(Orthogonal, HasOrthonormalRowsOrColumns) {
  for (const auto& [out, in] : {std::pair{1u, 1u}, {1u, 5u}, {5u, 1u}, {40u, 40u}, {70u, 50u}, {50u, 70u}}) {
    const auto w = filled("orthogonal", out, in, 2, {1.5});
    const bool rows = out <= in;
    for (std::size_t i = 0; i < std::min(out, in); ++i)
      for (std::size_t j = 0; j <= i; ++j) {
        double dot = 0;
        for (std::size_t k = 0; k < std::max(out, in); ++k)
          dot += rows ? w[i * in + k] * w[j * in + k] : w[k * in + i] * w[k * in + j];
        EXPECT_NEAR(dot / 2.25, i == j ? 1 : 0, 1e-12) << out << " × " << in;
      }
  }
}

// Mean trace 0 and mean square trace 1, as of all orthogonal matrices alike (Diaconis & Shahshahani 1994); without the
// signs of R set right, reflections would give another mean.
TEST(Orthogonal, PrefersNone) {
  constexpr int count = 4000;
  double mean = 0, square = 0;
  for (int i = 0; i < count; ++i) {
    const auto w = filled("orthogonal", 4, 4, static_cast<std::uint64_t>(i));
    const double trace = w[0] + w[5] + w[10] + w[15];
    mean += trace / count;
    square += trace * trace / count;
  }
  EXPECT_NEAR(mean, 0, 5 / std::sqrt(count));
  EXPECT_NEAR(square, 1, 5 * std::sqrt(2.0 / count));
}

TEST(Initializers, AreFoundByKey) {
  for (const std::string_view key : initializer_keys()) EXPECT_EQ(find_initializer(key)->key, key);
  EXPECT_EQ(find_initializer("xavier"), nullptr);
}

}  // namespace
}  // namespace fallline::nn

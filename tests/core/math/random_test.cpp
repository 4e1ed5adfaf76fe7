// Random numbers: the published generator, bit for bit; their moments; the quantile function against its definition.
#include "math/random.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <set>
#include <vector>

namespace fallline {
namespace {

// SplitMix64 as published (Steele, Lea & Flood, OOPSLA 2014, fig. 17 with the constants of Vigna's reference): a state
// that grows by the golden gamma, and a mix of it.
class SplitMix64 {
 public:
  explicit SplitMix64(std::uint64_t state) : state_(state) {}
  std::uint64_t next() {
    state_ += UINT64_C(0x9E3779B97F4A7C15);
    std::uint64_t z = state_;
    z ^= z >> 30;
    z *= UINT64_C(0xBF58476D1CE4E5B9);
    z ^= z >> 27;
    z *= UINT64_C(0x94D049BB133111EB);
    z ^= z >> 31;
    return z;
  }

 private:
  std::uint64_t state_;
};

// A draw's generator begins at the first output for the seed, mixed with that of the first output for the stream.
SplitMix64 generator(std::uint64_t seed, std::uint64_t stream) {
  return SplitMix64(SplitMix64(seed).next() ^ SplitMix64(SplitMix64(stream).next()).next());
}

TEST(Random, ReferenceGeneratorGivesThePublishedOutputs) {
  SplitMix64 published(1234567);
  for (const std::uint64_t expected : {UINT64_C(6457827717110365317), UINT64_C(3203168211198807973),
                                       UINT64_C(9817491932198370423), UINT64_C(4593380528125082431)})
    EXPECT_EQ(published.next(), expected);
}

TEST(Random, BitsAreThoseOfTheReferenceGenerator) {
  for (const std::uint64_t seed : {UINT64_C(0), UINT64_C(1), UINT64_C(42), ~UINT64_C(0)})
    for (const std::uint64_t stream : {UINT64_C(0), UINT64_C(1), UINT64_C(317), ~UINT64_C(0)}) {
      Random random(seed, stream);
      SplitMix64 reference = generator(seed, stream);
      for (int i = 0; i < 100; ++i) ASSERT_EQ(random.bits(), reference.next()) << seed << ' ' << stream << ' ' << i;
    }
}

// Numbers worked out once outside this program: files that name a seed rely on them.
TEST(Random, BitsNeverChange) {
  Random first(1);
  EXPECT_EQ(first.bits(), UINT64_C(0xeb718afea1509cd1));
  EXPECT_EQ(first.bits(), UINT64_C(0x6237c5418df1c6b0));
  Random other(42, 317);
  EXPECT_EQ(other.bits(), UINT64_C(0x160fdb5484f223d8));
  EXPECT_EQ(other.bits(), UINT64_C(0x6f3f6f223a4cc9e9));
}

TEST(Random, PositionSkipsDraws) {
  Random from_start(7, 3);
  for (int i = 0; i < 50; ++i) from_start.bits();
  Random skipped(7, 3, 50);
  for (int i = 0; i < 50; ++i) EXPECT_EQ(from_start.bits(), skipped.bits());
}

TEST(Random, SeedsAndStreamsDoNotRepeatOneAnother) {
  std::set<std::uint64_t> seen;
  constexpr int each = 40;
  for (std::uint64_t seed = 0; seed < each; ++seed)
    for (std::uint64_t stream = 0; stream < each; ++stream) {
      Random random(seed, stream);
      seen.insert(random.bits());
      seen.insert(random.bits());
    }
  EXPECT_EQ(seen.size(), 2u * each * each);
}

TEST(Random, UniformStaysInsideTheOpenInterval) {
  // Half a step of 2⁻⁵³ off both ends; the quantile of either is finite.
  EXPECT_TRUE(std::isfinite(normal_quantile(0x1p-54)));
  EXPECT_TRUE(std::isfinite(normal_quantile(1 - 0x1p-53)));
  Random random(5);
  for (int i = 0; i < 100000; ++i) {
    const double u = random.uniform();
    ASSERT_GT(u, 0);
    ASSERT_LT(u, 1);
  }
}

TEST(Random, UniformTakesTheHighBits) {
  Random bits(11, 4), uniform(11, 4);
  for (int i = 0; i < 1000; ++i)
    EXPECT_EQ(uniform.uniform(), (std::ldexp(static_cast<double>(bits.bits() >> 11), -53) + std::ldexp(1.0, -54)));
}

// The k-th sample moment of n draws has standard deviation √((m₂ₖ − mₖ²)/n); five of them are allowed.
TEST(Random, MomentsOfUniform) {
  constexpr int n = 400'000;
  std::array<double, 5> moment{};
  Random random(2024);
  for (int i = 0; i < n; ++i) {
    const double u = random.uniform();
    for (int k = 1; k <= 4; ++k) moment[static_cast<std::size_t>(k)] += std::pow(u, k) / n;
  }
  for (int k = 1; k <= 4; ++k) {
    const double mean = 1.0 / (k + 1), variance = 1.0 / (2 * k + 1) - mean * mean;
    EXPECT_NEAR(moment[static_cast<std::size_t>(k)], mean, 5 * std::sqrt(variance / n)) << k;
  }
}

TEST(Random, MomentsOfNormal) {
  constexpr int n = 400'000;
  std::vector<double> z(n);
  Random(99, 1).normal(z);
  const std::array<double, 9> exact{1, 0, 1, 0, 3, 0, 15, 0, 105};  // E zᵏ
  for (std::size_t k = 1; k <= 4; ++k) {
    double moment = 0;
    for (const double s : z) moment += std::pow(s, static_cast<double>(k)) / n;
    EXPECT_NEAR(moment, exact[k], 5 * std::sqrt((exact[2 * k] - exact[k] * exact[k]) / n)) << k;
  }
}

// Neighbouring streams are what neighbouring steps draw from: no correlation, at any small distance.
TEST(Random, StreamsAreUncorrelated) {
  constexpr std::size_t n = 100'000;
  std::vector<double> first(n + 8), second(n + 8);
  for (std::size_t t = 0; t < n + 8; ++t) {
    Random random(3, t);
    first[t] = random.normal();
    second[t] = random.normal();
  }
  const double allowed = 5 / std::sqrt(static_cast<double>(n));
  for (std::size_t lag = 0; lag < 8; ++lag) {
    double own = 0, cross = 0;
    for (std::size_t t = 0; t < n; ++t) {
      own += first[t] * first[t + lag];
      cross += first[t] * second[t + lag];
    }
    if (lag > 0) {
      EXPECT_NEAR(own / n, 0, allowed) << lag;
    }
    EXPECT_NEAR(cross / n, 0, allowed) << lag;
  }
}

TEST(Random, OneCallForManyIsTheSameAsManyCalls) {
  Random one(8, 8), many(8, 8);
  std::array<double, 37> together;
  many.normal(together);
  for (const double z : together) EXPECT_EQ(z, one.normal());
}

// Published values: Wichura, Applied Statistics 37 (1988), and the usual tables.
TEST(NormalQuantile, PublishedValues) {
  const std::array<std::array<double, 2>, 8> table{{{0.25, -0.6744897501960817},
                                                    {0.001, -3.090232306167814},
                                                    {1e-20, -9.262340089798408},
                                                    {0.975, 1.959963984540054},
                                                    {0.995, 2.5758293035489004},
                                                    {0.9, 1.2815515655446004},
                                                    {1e-10, -6.361340902404056},
                                                    {0.5, 0}}};
  for (const auto& [p, z] : table) EXPECT_NEAR(normal_quantile(p), z, 4e-16 * std::abs(z)) << p;
}

// Φ(z) = p, by the complementary error function in extended precision: the error of z is (Φ(z) − p)/φ(z).
TEST(NormalQuantile, InvertsTheDistribution) {
  const auto error = [](double p) {
    const long double z = normal_quantile(p);
    const long double distribution = 0.5L * std::erfc(-z / std::sqrt(2.0L));
    const long double density = std::exp(-0.5L * z * z) / std::sqrt(2 * std::acos(-1.0L));
    return std::abs((distribution - static_cast<long double>(p)) / density / z);
  };
  for (double p = 0.4999; p > 1e-300; p *= 0.93) EXPECT_LT(error(p), 1e-15) << p;
  // Across the seams of the three approximations.
  for (const double seam : {0.075, std::exp(-25.0)})
    for (double p = 0.999 * seam; p < 1.001 * seam; p += 1e-5 * seam) EXPECT_LT(error(p), 1e-15) << p;
}

TEST(NormalQuantile, IsOdd) {
  for (int i = 1; i < 1 << 15; ++i) {
    const double p = std::ldexp(i, -16);  // p and 1 − p are both doubles
    ASSERT_EQ(normal_quantile(1 - p), -normal_quantile(p)) << p;
  }
}

TEST(NormalQuantile, GrowsWithP) {
  double last = normal_quantile(1e-300);
  for (double p = 1e-299; p < 0.5; p *= 1.7) {
    const double z = normal_quantile(p);
    EXPECT_GT(z, last) << p;
    last = z;
  }
}

}  // namespace
}  // namespace fallline

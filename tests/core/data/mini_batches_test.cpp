#include "data/mini_batches.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

namespace fallline {
namespace {

std::vector<std::size_t> batch(MiniBatches& batches, std::int64_t step) {
  const auto at = batches.at(step);
  return {at.begin(), at.end()};
}

TEST(MiniBatches, EveryEpochHasEverySampleOnce) {
  for (const auto& [count, size] : {std::pair(10u, 4u), {10u, 5u}, {7u, 7u}, {3u, 8u}, {1u, 1u}, {100u, 1u}}) {
    MiniBatches batches(count, size, 5);
    ASSERT_EQ(batches.per_epoch(), (count + size - 1) / size);
    std::int64_t step = 1;
    for (int epoch = 0; epoch < 20; ++epoch) {
      std::multiset<std::size_t> seen;
      for (std::int64_t i = 0; i < batches.per_epoch(); ++i, ++step) {
        const auto samples = batch(batches, step);
        const bool last = i + 1 == batches.per_epoch();
        EXPECT_EQ(samples.size(), last ? count - size * (batches.per_epoch() - 1) : size);
        seen.insert(samples.begin(), samples.end());
      }
      ASSERT_EQ(seen.size(), count);
      for (std::size_t k = 0; k < count; ++k) ASSERT_EQ(seen.count(k), 1u);
    }
  }
}

TEST(MiniBatches, AnyStepIsKnownWithoutThoseBeforeIt) {
  MiniBatches forward(23, 4, 9), back(23, 4, 9);
  std::vector<std::vector<std::size_t>> all;
  for (std::int64_t step = 1; step <= 100; ++step) all.push_back(batch(forward, step));
  for (std::int64_t step = 100; step >= 1; --step) {
    EXPECT_EQ(batch(back, step), all[static_cast<std::size_t>(step - 1)]);
    EXPECT_EQ(batch(back, 1), all[0]);
  }
}

TEST(MiniBatches, OrdersDependOnSeedAndEpoch) {
  MiniBatches a(50, 50, 1), b(50, 50, 2);
  EXPECT_NE(batch(a, 1), batch(b, 1));
  EXPECT_NE(batch(a, 1), batch(a, 2));
}

// Every sample is as often in every place: χ² of 3000 epochs over 6 × 6 places, 25 degrees of freedom, whose 1e-6
// quantile from above is 81.
TEST(MiniBatches, OrdersAreUniform) {
  MiniBatches batches(6, 6, 3);
  constexpr int epochs = 3000;
  double counts[6][6] = {};
  for (std::int64_t epoch = 1; epoch <= epochs; ++epoch) {
    const auto order = batch(batches, epoch);
    for (std::size_t place = 0; place < 6; ++place) ++counts[place][order[place]];
  }
  double chi = 0;
  for (const auto& row : counts)
    for (const double n : row) chi += (n - epochs / 6.0) * (n - epochs / 6.0) / (epochs / 6.0);
  EXPECT_LT(chi, 81);
}

// The same on every platform: SplitMix64 and Fisher and Yates's shuffle, worked out apart with whole numbers alone.
TEST(MiniBatches, Pinned) {
  MiniBatches batches(6, 6, 1);
  EXPECT_EQ(batch(batches, 1), (std::vector<std::size_t>{5, 3, 2, 1, 4, 0}));
  EXPECT_EQ(batch(batches, 2), (std::vector<std::size_t>{2, 4, 0, 1, 5, 3}));
}

}  // namespace
}  // namespace fallline

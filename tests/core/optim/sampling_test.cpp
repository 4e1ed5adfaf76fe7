// Racers on mini-batches: each step is taken with the gradient of its batch, what is recorded is of all samples.
#include <gtest/gtest.h>

#include "data/mini_batches.h"
#include "support/racing.h"

namespace fallline {
namespace {

// The mean of ½(θ₁ − aᵢ)² + ½(θ₂ − bᵢ)² over the samples.
class Centre final : public Objective {
 public:
  std::vector<double> a{1, 2, 4, 8, 16, 32, 64}, b{3, 1, 4, 1, 5, 9, 2};
  std::size_t dimension() const override { return 2; }
  std::size_t sample_count() const override { return a.size(); }
  double value(ConstVector theta, const Batch& batch) const override {
    std::array<double, 2> unused;
    return value_and_gradient(theta, unused, batch);
  }
  double value_and_gradient(ConstVector theta, Vector g, const Batch& batch) const override {
    std::vector<std::size_t> all{0, 1, 2, 3, 4, 5, 6};
    const auto samples = batch.samples.empty() ? std::span<const std::size_t>(all) : batch.samples;
    double sum = 0;
    g[0] = g[1] = 0;
    for (const std::size_t i : samples) {
      const double p = theta[0] - a[i], q = theta[1] - b[i];
      sum += 0.5 * (p * p + q * q);
      g[0] += p, g[1] += q;
    }
    const auto n = static_cast<double>(samples.size());
    g[0] /= n, g[1] /= n;
    return sum / n;
  }
  void hessian_vector(ConstVector, ConstVector v, Vector product, const Batch&) const override {
    product[0] = v[0], product[1] = v[1];
  }
};

constexpr Sampling by_three{.sigma = 0, .seed = 4, .batch_size = 3};

TEST(MiniBatchSteps, SgdWalksByTheBatchesAndRecordsTheWhole) {
  const Centre centre;
  const auto racer = test::racer_at("sgd", {0.25}, centre, {0, 0});
  MiniBatches batches(7, 3, 4);
  double x = 0, y = 0;
  for (std::int64_t step = 1; step <= 40; ++step) {
    double gx = 0, gy = 0;
    const auto samples = batches.at(step);
    for (const std::size_t i : samples) gx += x - centre.a[i], gy += y - centre.b[i];
    x -= 0.25 * gx / static_cast<double>(samples.size());
    y -= 0.25 * gy / static_cast<double>(samples.size());
    double loss;
    ASSERT_EQ(racer->advance(centre, by_three, 1, {.loss = &loss}), 1u);
    ASSERT_NEAR(racer->theta()[0], x, 1e-12);
    ASSERT_NEAR(racer->theta()[1], y, 1e-12);
    ASSERT_NEAR(loss, centre.value(racer->theta(), {}), 1e-12);
  }
}

TEST(MiniBatchSteps, NextStepIsTheOneTaken) {
  const Centre centre;
  for (const std::string_view key : optimizer_keys()) {
    SCOPED_TRACE(key);
    const auto racer = test::racer_at(key, initial_values(find_optimizer(key)->parameters), centre, {1, 1});
    racer->advance(centre, by_three, 5, {});
    const auto clone = racer->clone();
    const auto parts = racer->next_step(centre, by_three).parts;
    EXPECT_EQ(test::vectors_of(parts), test::vectors_of(clone->next_step(centre, by_three).parts));
    racer->advance(centre, by_three, 7, {});
    clone->advance(centre, by_three, 3, {});
    clone->advance(centre, by_three, 4, {});
    EXPECT_EQ(test::state_of(*racer), test::state_of(*clone));
  }
}

TEST(MiniBatchSteps, ABatchOfAllSamplesIsNoBatch) {
  const Centre centre;
  for (const std::size_t size : {7u, 8u, 100u}) {
    const auto with = test::racer_at("momentum", {0.1, 0.5}, centre, {1, 1});
    const auto without = test::racer_at("momentum", {0.1, 0.5}, centre, {1, 1});
    with->advance(centre, {0, 1, size}, 20, {});
    without->advance(centre, {}, 20, {});
    EXPECT_EQ(test::state_of(*with), test::state_of(*without));
  }
}

}  // namespace
}  // namespace fallline

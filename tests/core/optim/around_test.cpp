// What combines with any method: clipping, decay, averages. Against the same thing done in another place.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "objective/penalized.h"
#include "support/objectives.h"
#include "support/racing.h"

namespace fallline {
namespace {

std::unique_ptr<Racer> with_blocks(std::string_view optimizer, const std::vector<BlockSpec>& blocks,
                                   const Objective& objective, const std::vector<double>& start) {
  auto racer = make_racer(start.size(), *find_optimizer(optimizer), test::values_of(optimizer), blocks);
  racer->place(objective, start);
  return racer;
}

void expect_same_path(Racer& a, const Objective& on_a, Racer& b, const Objective& on_b) {
  for (int t = 0; t < 200; ++t) {
    ASSERT_EQ(a.advance(on_a, {}, 1, {}), 1u);
    ASSERT_EQ(b.advance(on_b, {}, 1, {}), 1u);
    for (std::size_t i = 0; i < 2; ++i) ASSERT_NEAR(a.theta()[i], b.theta()[i], 1e-9) << "step " << t + 1;
  }
}

// A surface whose gradient is changed by a function.
template <class Change>
class Changed final : public Objective {
 public:
  Changed(const Objective& of, Change change) : of_(of), change_(change) {}
  std::size_t dimension() const override { return of_.dimension(); }
  double value(ConstVector theta, const Batch& batch) const override { return of_.value(theta, batch); }
  double value_and_gradient(ConstVector theta, Vector gradient, const Batch& batch) const override {
    const double value = of_.value_and_gradient(theta, gradient, batch);
    change_(gradient);
    return value;
  }
  void hessian_vector(ConstVector, ConstVector, Vector, const Batch&) const override {}

 private:
  const Objective& of_;
  Change change_;
};

class Around : public testing::TestWithParam<std::string_view> {
 protected:
  const std::shared_ptr<const Surface> surface = test::make_surface("himmelblau");
  const std::vector<double> start{0.5, 1};
};

// Also for methods that scale by the gradient, and for those that take it elsewhere.
TEST_P(Around, CoupledDecayIsATermOfTheLoss) {
  if (GetParam() == "nesterov") GTEST_SKIP() << "it takes the decay at θ, a term would be taken ahead of it";
  const auto term = penalized(surface, 0, 0.7);
  const auto decayed = with_blocks(GetParam(), {{"coupled_decay", {0.7}}}, *surface, start);
  const auto plain = with_blocks(GetParam(), {}, *term, start);
  expect_same_path(*decayed, *surface, *plain, *term);
}

TEST_P(Around, ClippingIsOfTheGradient) {
  const auto by_norm = [](Vector g) {
    const double length = std::hypot(g[0], g[1]);
    if (length <= 2) return;
    for (double& x : g) x *= 2 / length;
  };
  const auto by_value = [](Vector g) {
    for (double& x : g) x = std::clamp(x, -3.0, 3.0);
  };
  const Changed clipped_by_norm(*surface, by_norm);
  const Changed clipped_by_value(*surface, by_value);
  expect_same_path(*with_blocks(GetParam(), {{"clip_norm", {2}}}, *surface, start), *surface,
                   *with_blocks(GetParam(), {}, clipped_by_norm, start), clipped_by_norm);
  expect_same_path(*with_blocks(GetParam(), {{"clip_value", {3}}}, *surface, start), *surface,
                   *with_blocks(GetParam(), {}, clipped_by_value, start), clipped_by_value);
}

INSTANTIATE_TEST_SUITE_P(Some, Around,
                         testing::Values("sgd", "momentum", "nesterov", "rmsprop", "adam", "nadam", "lion"),
                         test::key_name);

// θ ← θ − ηλθ beside the step, where the gradient is none of its business.
TEST(DecoupledDecay, ShrinksBesideTheStep) {
  const test::Separable flat({0, 0});
  const auto r = with_blocks("sgd", {{"decoupled_decay", {0.5}}}, flat, {1, -2});
  r->advance(flat, {}, 3, {});
  const double left = std::pow(1 - 0.01 * 0.5, 3);
  EXPECT_NEAR(r->theta()[0], left, 1e-15);
  EXPECT_NEAR(r->theta()[1], -2 * left, 1e-15);
}

// The averages shown, against all points of the racer without them; the steps themselves are not touched.
TEST(Averages, AreThoseOfThePath) {
  const auto surface = test::make_surface("himmelblau");
  const std::vector<double> start{0.5, 1};
  const Sampling noisy{5, 3};
  const auto plain = with_blocks("adam", {}, *surface, start);
  const auto moving = with_blocks("adam", {{"exponential_average", {0.8}}}, *surface, start);
  const auto polyak = with_blocks("adam", {{"polyak_average", {10}}}, *surface, start);
  std::vector<double> path;  // x alone
  for (int t = 1; t <= 100; ++t) {
    for (const auto& r : {plain.get(), moving.get(), polyak.get()}) r->advance(*surface, noisy, 1, {});
    path.push_back(plain->theta()[0]);
    double weighted = 0, weights = 0, sum = 0;
    for (int i = 1; i <= t; ++i) {
      const double w = std::pow(0.8, t - i);
      weighted += w * path[static_cast<std::size_t>(i - 1)];
      weights += w;
      if (i >= 10) sum += path[static_cast<std::size_t>(i - 1)];
    }
    ASSERT_NEAR(moving->theta()[0], weighted / weights, 1e-12) << "step " << t;
    ASSERT_NEAR(polyak->theta()[0], t < 10 ? path.back() : sum / (t - 9), 1e-12) << "step " << t;
    EXPECT_EQ(moving->loss(), surface->value(moving->theta(), {}));
  }
  // A copy goes on with what it remembers.
  const auto clone = moving->clone();
  for (const auto& r : {moving.get(), clone.get()}) r->advance(*surface, noisy, 20, {});
  EXPECT_EQ(test::state_of(*clone), test::state_of(*moving));
}

// An optimizer is the chain of its blocks.
class BlocksOf : public testing::TestWithParam<std::string_view> {};

TEST_P(BlocksOf, WalkItsPath) {
  const OptimizerInfo& info = *find_optimizer(GetParam());
  const std::vector<double> values = initial_values(info.parameters);
  const std::vector<BlockSpec> chain = info.blocks(values);
  ASSERT_FALSE(chain.empty());
  for (const BlockSpec& block : chain) {
    ASSERT_TRUE(find_block(block.key)) << block.key;
    const auto parameters = find_block(block.key)->parameters;
    ASSERT_EQ(block.values.size(), parameters.size()) << block.key;
    for (std::size_t i = 0; i < parameters.size(); ++i)
      EXPECT_EQ(refuse(parameters[i], block.values[i]), std::nullopt) << block.key;
  }
  EXPECT_EQ(whole_chain(info, values, {}), chain);
  const auto surface = test::make_surface("himmelblau");
  for (const Sampling& sampling : {Sampling{}, Sampling{0.05, 11}}) {
    const auto whole = make_racer(2, info, values, {}), blocks = make_racer(2, own_chain(), {}, chain);
    for (const auto& r : {whole.get(), blocks.get()}) r->place(*surface, std::vector{0.5, 1.0});
    for (int t = 1; t <= 100; ++t) {
      ASSERT_EQ(whole->advance(*surface, sampling, 1, {}), 1u);
      ASSERT_EQ(blocks->advance(*surface, sampling, 1, {}), 1u);
      // To rounding: the compiler fuses products into sums where it sees through all parts at once.
      for (std::size_t i = 0; i < 2; ++i)
        ASSERT_NEAR(blocks->theta()[i], whole->theta()[i], 1e-12 * (1 + std::abs(whole->theta()[i]))) << "step " << t;
    }
    const auto clone = blocks->clone();
    for (const auto& r : {blocks.get(), clone.get()}) r->advance(*surface, sampling, 50, {});
    EXPECT_EQ(test::state_of(*clone), test::state_of(*blocks));
  }
}

INSTANTIATE_TEST_SUITE_P(All, BlocksOf, testing::ValuesIn(optimizer_keys()), test::key_name);

}  // namespace
}  // namespace fallline

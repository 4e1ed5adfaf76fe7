#include "training/trainee.h"

#include <gtest/gtest.h>

#include <fmt/format.h>

#include "support/networks.h"
#include "support/racing.h"

namespace fallline::training {
namespace {

// Everything that is drawn or remembered while training, in batches of 7 of 40 samples: the last has 5.
NetworkExperiment eventful(std::string_view optimizer) {
  NetworkExperiment e;
  e.data.samples = test::random_classes(40, 3, 2);
  e.network = nn::network_spec(3, {6, 5}, 0);
  e.network.layers[0].normalization = nn::Normalization::batch;
  e.network.layers[0].dropout = 0.3;
  e.network.layers[1].activation = "prelu";
  e.network.layers[1].dropout = 0.1;
  e.network.input_dropout = 0.1;
  e.noise = {.input_noise = 0.1, .mixup = 0.4};
  e.gradient_noise = 1e-3;
  e.batch_size = 7;
  e.racers = {racer_spec(*find_optimizer(optimizer), 0)};
  return e;
}

Trainee trainee_of(const NetworkExperiment& e, std::size_t most_numbers = 16'000'000) {
  const auto setup = test::setup_of(e);
  return {make_racer(setup.start.size(), info(e.racers[0]), e.racers[0].values, {}), setup.parts.training,
          setup.sampling, setup.start, most_numbers};
}

using Parts = std::vector<std::vector<double>>;

// What is shown, the running averages, and the next step part by part, into which the optimizer's state goes.
struct Seen {
  test::State state;
  std::vector<double> memory;
  Parts next;
  friend bool operator==(const Seen&, const Seen&) = default;
};
Seen seen(const Trainee& t, const Racer& racer) {
  return {test::state_of(racer),
          {racer.memory().begin(), racer.memory().end()},
          test::vectors_of(racer.next_step(t.objective(), t.sampling()).parts)};
}

constexpr std::int64_t length = 200;  // beyond three checkpoints

TEST(Trainee, AnyStepComesBackBitForBit) {
  for (const std::string_view optimizer : {"adam", "momentum", "nesterov", "rmsprop", "lion", "sam", "lbfgs"}) {
    if (!find_optimizer(optimizer)) continue;
    SCOPED_TRACE(optimizer);
    const NetworkExperiment e = eventful(optimizer);
    Trainee slowly = trainee_of(e), at_once = trainee_of(e);
    std::vector<Seen> steps{seen(slowly, slowly.racer())};
    for (std::int64_t k = 1; k <= length; ++k) {
      ASSERT_EQ(slowly.advance(1), 1);
      steps.push_back(seen(slowly, slowly.racer()));
    }
    ASSERT_EQ(at_once.advance(length), length);
    for (const std::int64_t k : {200, 0, 1, 63, 64, 65, 128, 127, 199, 17}) {
      SCOPED_TRACE(fmt::format("step {}", k));
      const auto racer = at_once.at(k);
      ASSERT_EQ(seen(at_once, *racer), steps[static_cast<std::size_t>(k)]);
      if (k + 5 > length) continue;
      racer->advance(at_once.objective(), at_once.sampling(), 5, {});
      ASSERT_EQ(seen(at_once, *racer), steps[static_cast<std::size_t>(k + 5)]);
    }
    at_once.back_to(70);
    EXPECT_EQ(at_once.reached(), 70);
    EXPECT_EQ(seen(at_once, at_once.racer()), steps[70]);
    ASSERT_EQ(at_once.advance(length - 70), length - 70);
    EXPECT_EQ(seen(at_once, at_once.racer()), steps.back());
    EXPECT_EQ(seen(at_once, *at_once.at(100)), steps[100]);
  }
}

TEST(Trainee, StepsDifferWhereSomethingIsDrawn) {
  // What the test above would not see: numbers that are the same for want of any change.
  const NetworkExperiment e = eventful("adam");
  const Seen whole = [&] {
    Trainee t = trainee_of(e);
    t.advance(20);
    return seen(t, t.racer());
  }();
  const auto changed = [&](auto change) {
    NetworkExperiment other = e;
    change(other);
    Trainee t = trainee_of(other);
    t.advance(20);
    return test::theta_of(t.racer()) != whole.state.theta;
  };
  EXPECT_FALSE(changed([](NetworkExperiment&) {}));
  EXPECT_TRUE(changed([](NetworkExperiment& o) { o.network.input_dropout = 0; }));
  EXPECT_TRUE(changed([](NetworkExperiment& o) { o.network.layers[0].dropout = 0; }));
  EXPECT_TRUE(changed([](NetworkExperiment& o) { o.noise.input_noise = 0; }));
  EXPECT_TRUE(changed([](NetworkExperiment& o) { o.noise.mixup = 0; }));
  EXPECT_TRUE(changed([](NetworkExperiment& o) { o.gradient_noise = 0; }));
  EXPECT_TRUE(changed([](NetworkExperiment& o) { o.batch_size = 8; }));
}

TEST(Trainee, FewCheckpointsLieFurtherApart) {
  const NetworkExperiment e = eventful("adam");
  Trainee few = trainee_of(e, 1), many = trainee_of(e);
  few.advance(3000);
  many.advance(3000);
  for (const std::int64_t k : {3000, 2999, 2048, 1537, 100}) {
    EXPECT_EQ(seen(few, *few.at(k)), seen(many, *many.at(k)));
    few.back_to(k);
    EXPECT_EQ(seen(few, few.racer()), seen(many, *many.at(k)));
  }
  few.advance(2900);
  EXPECT_EQ(seen(few, few.racer()), seen(many, many.racer()));
}

TEST(Trainee, StopsWhereTheNextPointIsNotFinite) {
  NetworkExperiment e = eventful("sgd");
  e.data.samples->classes = 0;
  e.data.samples->label.clear();
  e.data.samples->y = e.data.samples->x.leftCols(1);
  e.loss.key = "mse";
  e.network.layers[1].activation = "linear";
  e.racers[0].values[0] = 1e6;
  Trainee trainee = trainee_of(e);
  const std::int64_t taken = trainee.advance(1000);
  ASSERT_LT(taken, 1000);
  ASSERT_GT(taken, 0);
  EXPECT_FALSE(trainee.can_go_on());
  EXPECT_EQ(trainee.reached(), taken);
  EXPECT_EQ(trainee.advance(10), 0);
  for (const double v : trainee.racer().theta()) ASSERT_TRUE(std::isfinite(v));
  for (const double v : trainee.racer().memory()) ASSERT_TRUE(std::isfinite(v));
  EXPECT_FALSE(trainee.at(taken)->finite());
  trainee.back_to(taken - 1);
  EXPECT_TRUE(trainee.can_go_on());
  EXPECT_EQ(trainee.advance(5), 1);
}

}  // namespace
}  // namespace fallline::training

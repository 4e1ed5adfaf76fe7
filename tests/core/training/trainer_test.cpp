#include "training/trainer.h"

#include <gtest/gtest.h>

#include <cmath>

#include "support/networks.h"
#include "support/racing.h"

namespace fallline::training {
namespace {

// More parameters than samples, labels without a rule: the validation loss soon rises.
NetworkExperiment overfitting() {
  NetworkExperiment e;
  e.data.samples = test::random_classes(60, 2, 2);
  e.data.split = {.validation = 0.5, .test = 0};
  e.network = nn::network_spec(2, {20}, 0);
  e.network.layers[0].normalization = nn::Normalization::batch;
  e.batch_size = 8;
  e.epochs = 500;
  e.patience = 5;
  e.racers = {racer_spec(*find_optimizer("adam"), 0)};
  e.racers[0].values[0] = 0.01;
  return e;
}

std::vector<Watched> watched(const NetworkExperiment& e, Outcome& outcome, std::int64_t every = 0) {
  std::vector<Watched> all;
  outcome = train(test::setup_of(e), e.racers[0], e.patience, every, [&](const Watched& w) { all.push_back(w); });
  return all;
}

TEST(Trainer, StopsEarlyAndReturnsTheBestWeights) {
  const NetworkExperiment e = overfitting();
  const auto setup = test::setup_of(e);
  Outcome outcome;
  const auto all = watched(e, outcome);
  ASSERT_EQ(outcome.ending, Ending::stopped_early);
  std::size_t best = 0;
  for (std::size_t i = 0; i < all.size(); ++i)
    if (all[i].validation.loss < all[best].validation.loss) best = i;
  EXPECT_EQ(outcome.best_step, all[best].step);
  EXPECT_EQ(outcome.best_loss, all[best].validation.loss);
  EXPECT_EQ(best, all.size() - 1 - 5);  // five epochs of patience
  EXPECT_LT(outcome.step, setup.steps);
  EXPECT_EQ(outcome.step, all.back().step);
  EXPECT_EQ(outcome.step, outcome.best_step + 5 * setup.steps_an_epoch);
  // Weights and running averages are those of that step.
  EXPECT_EQ(score(*setup.parts.validation, outcome.theta, outcome.memory).loss, outcome.best_loss);
  Trainee again(make_racer(setup.start.size(), info(e.racers[0]), e.racers[0].values, {}), setup.parts.training,
                setup.sampling, setup.start);
  again.advance(outcome.best_step);
  EXPECT_EQ(outcome.theta, test::theta_of(again.racer()));
  EXPECT_EQ(outcome.memory, std::vector<double>(again.racer().memory().begin(), again.racer().memory().end()));
  EXPECT_EQ(describe(outcome).substr(0, 22), "stopped early at step ");
}

TEST(Trainer, WithoutPatienceGoesToTheEnd) {
  NetworkExperiment e = overfitting();
  e.patience = 0;
  e.epochs = 30;
  Outcome outcome;
  const auto all = watched(e, outcome);
  EXPECT_EQ(outcome.ending, Ending::finished);
  EXPECT_EQ(outcome.step, 120);
  ASSERT_EQ(all.size(), 31u);
  for (std::size_t i = 0; i < all.size(); ++i) {
    EXPECT_EQ(all[i].step, 4 * static_cast<std::int64_t>(i));
    EXPECT_EQ(all[i].epoch, static_cast<double>(i));
  }
  EXPECT_EQ(describe(outcome), "finished after 120 steps");
  const auto setup = test::setup_of(e);
  EXPECT_EQ(score(*setup.parts.training, outcome.theta, outcome.memory).loss, all.back().training.loss);
}

TEST(Trainer, HowOftenIsWatchedChangesNothing) {
  NetworkExperiment e = overfitting();
  e.patience = 0;
  e.epochs = 0;
  e.steps = 101;
  Outcome by_epochs, rarely, always;
  watched(e, by_epochs);
  const auto few = watched(e, rarely, 50), all = watched(e, always, 1);
  EXPECT_EQ(by_epochs.theta, rarely.theta);
  EXPECT_EQ(by_epochs.theta, always.theta);
  EXPECT_EQ(by_epochs.memory, always.memory);
  ASSERT_EQ(all.size(), 102u);
  std::vector<std::int64_t> steps;
  for (const Watched& w : few) {
    steps.push_back(w.step);
    EXPECT_EQ(w.training.loss, all[static_cast<std::size_t>(w.step)].training.loss);
    EXPECT_TRUE(w.step == 0 ||
                w.layers[0].update_ratio == all[static_cast<std::size_t>(w.step)].layers[0].update_ratio);
  }
  EXPECT_EQ(steps, (std::vector<std::int64_t>{0, 50, 100, 101}));
}

TEST(Trainer, AnExplodingRateEndsWithAllBeforeItKept) {
  NetworkExperiment e;
  e.data.samples = test::numbers(test::random_matrix(20, 2, 1), test::random_matrix(20, 1, 2));
  e.network = nn::network_spec(2, {5}, 0, "relu");
  e.loss.key = "mse";
  e.batch_size = 5;
  e.racers = {racer_spec(*find_optimizer("sgd"), 0)};
  e.racers[0].values[0] = 100;
  Outcome outcome;
  const auto all = watched(e, outcome, 1);
  ASSERT_EQ(outcome.ending, Ending::diverged);
  ASSERT_EQ(all.size(), static_cast<std::size_t>(outcome.step) + 1);
  EXPECT_GT(outcome.step, 1);
  EXPECT_LT(outcome.step, 100);
  for (std::size_t i = 0; i < all.size(); ++i) EXPECT_EQ(all[i].step, static_cast<std::int64_t>(i));
  for (const double v : outcome.theta) EXPECT_TRUE(std::isfinite(v));
  EXPECT_TRUE(std::isfinite(all[0].training.loss));
  EXPECT_EQ(describe(outcome),
            "diverged at step " + std::to_string(outcome.step + 1) + ": the next loss is not finite");
  // The same, watched less often: what came before the end is not lost.
  Outcome rarely;
  EXPECT_EQ(watched(e, rarely, 1000).back().step, outcome.step);
  EXPECT_EQ(rarely.theta, outcome.theta);
}

TEST(Trainer, ALossThatIsNotFiniteAtTheStartIsSaid) {
  NetworkExperiment e;
  e.data.samples = test::numbers(test::random_matrix(20, 1, 1), test::random_matrix(20, 1, 2));
  e.network = nn::network_spec(1, {}, 0);
  e.loss.key = "mse";
  e.batch_size = 0;
  e.parameters = {1e200, 0};
  e.racers = {racer_spec(*find_optimizer("sgd"), 0)};
  Outcome outcome;
  EXPECT_EQ(watched(e, outcome).size(), 1u);
  EXPECT_EQ(outcome.ending, Ending::diverged);
  EXPECT_EQ(outcome.step, 0);
  EXPECT_EQ(outcome.theta, e.parameters);
}

TEST(Trainer, HearsAStop) {
  const NetworkExperiment e = overfitting();
  std::stop_source source;
  std::int64_t seen = 0;
  const Outcome outcome = train(
      test::setup_of(e), e.racers[0], 0, 1,
      [&](const Watched& w) {
        seen = w.step;
        if (w.step == 7) source.request_stop();
      },
      source.get_token());
  EXPECT_EQ(outcome.ending, Ending::cancelled);
  EXPECT_EQ(outcome.step, 7);
  EXPECT_EQ(seen, 7);
  EXPECT_EQ(describe(outcome), "cancelled at step 7");
}

TEST(Trainer, TheSameExperimentGivesTheSameNumbers) {
  Outcome one, two, three;
  NetworkExperiment e = overfitting();
  watched(e, one);
  watched(e, two);
  EXPECT_EQ(one.theta, two.theta);
  e.seed = 2;
  watched(e, three);
  EXPECT_NE(one.theta, three.theta);
}

}  // namespace
}  // namespace fallline::training

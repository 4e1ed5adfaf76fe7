#include "training/ensembles.h"

#include <gtest/gtest.h>

#include <Eigen/LU>
#include <cmath>

#include "data/data_sets.h"
#include "support/networks.h"

namespace fallline::training {
namespace {

NetworkExperiment moons() {
  NetworkExperiment e;
  e.data.set = "moons";
  e.data.values = initial_values(find_data_set("moons")->parameters);
  e.data.values[0] = 120;
  e.data.values[1] = 0.25;
  e.network = nn::network_spec(2, {6}, 0);
  e.epochs = 40;
  e.racers = {racer_spec(*find_optimizer("adam"), 0)};
  e.racers[0].values[0] = 0.02;
  return e;
}

Dataset data_of(const NetworkExperiment& e) { return std::get<Dataset>(load(e.data)); }

TEST(CrossValidation, EachMemberIsTestedOnWhatItHasNotSeen) {
  NetworkExperiment e = moons();
  e.data.standardize = true;
  const Dataset data = data_of(e);
  const auto members = std::get<Members>(cross_validate(e, data, 5));
  ASSERT_EQ(members.size(), 5u);
  const std::vector<Fold> all = folds(data, 5, e.data.split.seed);
  for (std::size_t i = 0; i < 5; ++i) {
    // The same training by hand.
    const auto setup = std::get<training::Setup>(
        set_up(e, fallline::Parts{subset(data, all[i].training), {}, subset(data, all[i].held_out)}));
    const Outcome outcome = train(setup, e.racers[0], 0, 0, [](const Watched&) {});
    EXPECT_EQ(members[i].outcome.theta, outcome.theta);
    EXPECT_EQ(members[i].training.loss, score(*setup.parts.training, outcome.theta, outcome.memory).loss);
    EXPECT_EQ(members[i].test.loss, score(*setup.parts.test, outcome.theta, outcome.memory).loss);
  }
  EXPECT_GT(spread(members, &Member::test, &Score::accuracy).mean, 0.8);
}

TEST(CrossValidation, TakesValidationFromWhatIsLeft) {
  NetworkExperiment e = moons();
  e.data.split = {.validation = 0.25, .test = 0.5};
  e.epochs = 400;
  e.patience = 3;
  const auto members = std::get<Members>(cross_validate(e, data_of(e), 4));
  for (const Member& m : members) {
    // 120 less a fold of 30, less a quarter of it, are 68 or 67: three batches.
    EXPECT_EQ(m.outcome.step % 3, 0);
    EXPECT_EQ(std::round(m.test.accuracy * 30), m.test.accuracy * 30);
  }
}

TEST(CrossValidation, LeavesOneOut) {
  NetworkExperiment e;
  e.data.samples = test::numbers(test::random_matrix(8, 1, 1), test::random_matrix(8, 1, 2));
  e.network = nn::network_spec(1, {}, 0);
  e.loss.key = "mse";
  e.batch_size = 0;
  e.steps = 3000;
  e.racers = {racer_spec(*find_optimizer("sgd"), 0)};
  e.racers[0].values[0] = 0.1;
  const auto members = std::get<Members>(cross_validate(e, *e.data.samples, 8));
  // The squared error of a line without sample i is (rᵢ/(1 − hᵢ))², with residual and leverage of the line through all
  // (Allen 1974, PRESS).
  Eigen::MatrixXd x(8, 2);
  x << e.data.samples->x, Eigen::VectorXd::Ones(8);
  const Eigen::MatrixXd hat = x * (x.transpose() * x).inverse() * x.transpose();
  const Eigen::VectorXd r = e.data.samples->y - hat * e.data.samples->y;
  double press = 0;
  for (Eigen::Index i = 0; i < 8; ++i) press += std::pow(r[i] / (1 - hat(i, i)), 2) / 8;
  EXPECT_NEAR(spread(members, &Member::test, &Score::loss).mean, press, 1e-9 * press);
}

TEST(RandomStarts, AreThoseOfTheSeeds) {
  NetworkExperiment e = moons();
  e.data.split.test = 0.25;
  const auto members = std::get<Members>(random_starts(e, data_of(e), 3));
  ASSERT_EQ(members.size(), 3u);
  for (std::uint64_t i = 0; i < 3; ++i) {
    NetworkExperiment one = e;
    one.seed = e.seed + i;
    const Outcome outcome = train(test::setup_of(one), one.racers[0], 0, 0, [](const Watched&) {});
    EXPECT_EQ(members[i].outcome.theta, outcome.theta);
  }
  const Spread loss = spread(members, &Member::training, &Score::loss);
  const double a = members[0].training.loss, b = members[1].training.loss, c = members[2].training.loss;
  EXPECT_NEAR(loss.mean, (a + b + c) / 3, 1e-15);
  EXPECT_NEAR(loss.deviation, std::sqrt((a * a + b * b + c * c) / 3 - loss.mean * loss.mean), 1e-12);
  EXPECT_GT(loss.deviation, 0);
}

TEST(Bagging, TheMeanErrsLessThanItsMembersByAsMuchAsTheyDisagree) {
  NetworkExperiment e;
  const Eigen::MatrixXd x = test::random_matrix(80, 1, 1);
  e.data.samples = test::numbers(x, x.array().sin().matrix() + 0.3 * test::random_matrix(80, 1, 2));
  e.data.split = {.validation = 0, .test = 0.5};
  e.network = nn::network_spec(1, {10}, 0);
  e.loss.key = "mse";
  e.epochs = 300;
  e.racers = {racer_spec(*find_optimizer("adam"), 0)};
  e.racers[0].values[0] = 0.03;
  const auto bagged = std::get<Bag>(bag(e, *e.data.samples, 6));
  ASSERT_EQ(bagged.members.size(), 6u);
  const Dataset test = parts(*e.data.samples, e.data.split).test;
  const nn::BaggingErrors errors = nn::bagging_errors(bagged.outputs, test.y);
  double mean = 0;
  for (const Member& m : bagged.members) mean += m.test.loss / 6;
  EXPECT_NEAR(errors.variance, mean, 1e-12);  // each member's own error, by its score
  EXPECT_LT(errors.of_mean, 0.95 * mean);
  const double all = (test.y.array() - test.y.mean()).square().mean();
  EXPECT_NEAR(bagged.accuracy, 1 - errors.of_mean / all, 1e-12);
}

TEST(Bagging, MembersAreTrainedOnResamples) {
  NetworkExperiment e = moons();
  e.data.split.test = 0.25;
  const Dataset data = data_of(e);
  const auto bagged = std::get<Bag>(bag(e, data, 2));
  const fallline::Parts whole = parts(data, e.data.split);
  NetworkExperiment one = e;
  one.seed = e.seed + 1;
  const auto setup = std::get<training::Setup>(set_up(
      one, fallline::Parts{subset(whole.training, nn::bootstrap(whole.training.size(), e.seed, 1)), {}, whole.test}));
  const Outcome outcome = train(setup, one.racers[0], 0, 0, [](const Watched&) {});
  EXPECT_EQ(bagged.members[1].outcome.theta, outcome.theta);
  EXPECT_EQ(bagged.accuracy, accuracy(whole.test, nn::mean_prediction(bagged.outputs)));
}

TEST(Ensembles, RefuseInOneLine) {
  NetworkExperiment e = moons();
  const Dataset data = data_of(e);
  const auto why = [](const auto& result) {
    const auto* message = std::get_if<std::string>(&result);
    return message ? *message : "";
  };
  EXPECT_EQ(why(cross_validate(e, data, 1)), "folds: 1; a whole number from 2 to 120 is expected");
  EXPECT_EQ(why(cross_validate(e, data, 121)), "folds: 121; a whole number from 2 to 120 is expected");
  EXPECT_EQ(why(random_starts(e, data, 0)), "starts: 0; a whole number from 1 to 1000 is expected");
  EXPECT_EQ(why(bag(e, data, 1001)), "members: 1001; a whole number from 1 to 1000 is expected");
  EXPECT_EQ(why(bag(e, data, 3)), "data.split.test: a share of the samples, to try the members on, is expected");
  e.batch_size = 100;
  EXPECT_EQ(why(cross_validate(e, data, 2)), "training.batch_size: 100 is more than the 60 samples to train on");
  e.racers.clear();
  EXPECT_EQ(why(cross_validate(e, data, 2)), "racers: at least one is expected");
}

TEST(Ensembles, HearAStop) {
  std::stop_source source;
  source.request_stop();
  NetworkExperiment e = moons();
  const auto members = std::get<Members>(cross_validate(e, data_of(e), 5, source.get_token()));
  ASSERT_EQ(members.size(), 1u);
  EXPECT_EQ(members[0].outcome.ending, Ending::cancelled);
}

}  // namespace
}  // namespace fallline::training

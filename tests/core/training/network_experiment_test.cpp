#include "training/network_experiment.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <set>

#include "data/data_sets.h"
#include "data/standardization.h"
#include "support/networks.h"

namespace fallline::training {
namespace {

NetworkExperiment experiment(std::size_t count = 30, int classes = 2) {
  NetworkExperiment e;
  e.data.samples = test::random_classes(count, 2, classes);
  e.network = nn::network_spec(2, {4}, 0);
  e.loss.key = classes == 2 ? "bce" : "softmax_ce";
  e.batch_size = 8;
  e.racers = {racer_spec(*find_optimizer("adam"), 0)};
  return e;
}

TEST(SetUp, TheDefaultExperimentRuns) {
  const auto setup = test::setup_of(default_network_experiment());
  EXPECT_EQ(setup.parts.training->sample_count(), 400u);
  EXPECT_EQ(setup.start.size(), 337u);
  EXPECT_EQ(setup.steps_an_epoch, 13);
  EXPECT_EQ(setup.parts.validation, nullptr);
  EXPECT_EQ(setup.parts.test, nullptr);
}

TEST(SetUp, FillsInWhatTheDataAskFor) {
  NetworkExperiment e = experiment(30, 5);
  e.data.samples->x = test::random_matrix(30, 7, 1);
  EXPECT_EQ(test::setup_of(e).parts.training->network().inputs, 7u);
  EXPECT_EQ(test::setup_of(e).parts.training->network().outputs(), 5u);
  e.data.samples = test::numbers(test::random_matrix(9, 3, 1), test::random_matrix(9, 2, 1));
  e.loss.key = "mse";
  EXPECT_EQ(test::setup_of(e).parts.training->network().outputs(), 2u);
  e = experiment();
  EXPECT_EQ(test::setup_of(e).parts.training->network().outputs(), 1u);
}

TEST(SetUp, StandardizesByTheTrainingSamplesOnly) {
  NetworkExperiment e = experiment(200);
  e.data.samples->x.col(0) = 3 * e.data.samples->x.col(0).array() + 40;
  e.data.split = {.validation = 0.2, .test = 0.2, .seed = 3, .rotation = 90, .offset = 5};
  const Dataset raw = *e.data.samples;
  const auto plain = test::setup_of(e);
  e.data.standardize = true;
  const auto setup = test::setup_of(e);
  const Eigen::MatrixXd& x = setup.parts.training->data().x;
  const Eigen::MatrixXd& by = plain.parts.training->data().x;
  for (Eigen::Index f = 0; f < 2; ++f) {
    EXPECT_NEAR(x.col(f).mean(), 0, 1e-13);
    EXPECT_NEAR(x.col(f).squaredNorm() / static_cast<double>(x.rows()), 1, 1e-12);
    const double mean = by.col(f).mean();
    const double deviation = std::sqrt((by.col(f).array() - mean).square().mean());
    for (const auto part : {&Parts::validation, &Parts::test}) {
      const Eigen::MatrixXd &made = (setup.parts.*part)->data().x, &from = (plain.parts.*part)->data().x;
      ASSERT_EQ(made.rows(), 40);
      for (Eigen::Index i = 0; i < made.rows(); ++i) EXPECT_NEAR(made(i, f), (from(i, f) - mean) / deviation, 1e-11);
    }
  }
}

TEST(SetUp, DividesTheSamples) {
  NetworkExperiment e = experiment(100);
  for (Eigen::Index i = 0; i < 100; ++i) e.data.samples->x(i, 0) = static_cast<double>(i);
  e.data.split = {.validation = 0.3, .test = 0.1};
  const auto setup = test::setup_of(e);
  std::set<double> seen;
  for (const auto& part : {setup.parts.training, setup.parts.validation, setup.parts.test})
    for (const double v : part->data().x.col(0)) seen.insert(v);
  EXPECT_EQ(seen.size(), 100u);
  EXPECT_EQ(setup.parts.training->sample_count(), 60u);
  EXPECT_EQ(setup.parts.validation->sample_count(), 30u);
  EXPECT_EQ(setup.steps_an_epoch, 8);  // the last one of 4
  // The seed of the experiment is not that of the split.
  e.seed = 2;
  EXPECT_EQ(test::setup_of(e).parts.training->data().x, setup.parts.training->data().x);
  EXPECT_NE(test::setup_of(e).start, setup.start);
  EXPECT_NE(test::setup_of(e).sampling, setup.sampling);
}

TEST(SetUp, CountsEpochsInSteps) {
  NetworkExperiment e = experiment(10);
  e.batch_size = 4;
  e.steps = 5;
  EXPECT_EQ(test::setup_of(e).steps, 5);
  e.epochs = 7;
  EXPECT_EQ(test::setup_of(e).steps, 21);
  e.batch_size = 0;
  EXPECT_EQ(test::setup_of(e).steps, 7);
  e.batch_size = 10;
  EXPECT_EQ(test::setup_of(e).steps, 7);
}

TEST(SetUp, BeginsWhereItIsTold) {
  NetworkExperiment e = experiment();
  for (int i = 0; i < 17; ++i) e.parameters.push_back(i);
  EXPECT_EQ(test::setup_of(e).start, e.parameters);
}

struct Wrong {
  const char* what;
  void (*make)(NetworkExperiment&);
  const char* message;  // begins so
};
const Wrong wrong[] = {
    {"batch", [](NetworkExperiment& e) { e.batch_size = 31; },
     "training.batch_size: 31 is more than the 30 samples to train on"},
    {"batch of what is left", [](NetworkExperiment& e) { e.batch_size = 30, e.data.split.test = 0.5; },
     "training.batch_size: 30 is more than the 15 samples"},
    {"steps", [](NetworkExperiment& e) { e.steps = 0; }, "training.steps: 0; a whole number from 1 to"},
    {"epochs", [](NetworkExperiment& e) { e.epochs = -1; }, "training.epochs: -1; a whole number from 1 to"},
    {"steps of epochs", [](NetworkExperiment& e) { e.epochs = 9'000'000; },
     "training.epochs: 9000000 are 36000000 steps"},
    {"patience", [](NetworkExperiment& e) { e.patience = -3; },
     "training.patience: -3; 0 (never) or a number of epochs"},
    {"patience for nothing", [](NetworkExperiment& e) { e.patience = 3; },
     "training.patience: early stopping goes by the valid"},
    {"noise", [](NetworkExperiment& e) { e.noise.input_noise = -1; }, "training.input_noise: -1; a number from 0"},
    {"mixup", [](NetworkExperiment& e) { e.noise.mixup = std::nan(""); }, "training.mixup: nan; a number from 0"},
    {"gradient noise", [](NetworkExperiment& e) { e.gradient_noise = -0.5; },
     "training.gradient_noise: -0.5; a number from 0"},
    {"no layers", [](NetworkExperiment& e) { e.network.layers.clear(); },
     "network.layers: from 1 to 64 are expected, not 0"},
    {"width 0", [](NetworkExperiment& e) { e.network.layers[0].width = 0; },
     "network.layers[0].width: from 1 to 4096 units are expected, not 0"},
    {"width 10 000", [](NetworkExperiment& e) { e.network.layers[0].width = 10'000; },
     "network.layers[0].width: from 1 to 4096 units are expected, not 10000"},
    {"outputs", [](NetworkExperiment& e) { e.network.layers[1].width = 3; }, "loss: bce is for two classes and one"},
    {"activation", [](NetworkExperiment& e) { e.network.layers[0].activation = "tahn"; },
     "network.layers[0].activation: unknown activation \"tahn\"; did you mean \"tanh\"?"},
    {"loss", [](NetworkExperiment& e) { e.loss.key = "bec"; }, "loss: unknown loss \"bec\"; did you mean \"bce\"?"},
    {"loss of numbers", [](NetworkExperiment& e) { e.loss.key = "mse"; },
     "loss: mse is for numbers, the targets are 2"},
    {"loss of classes",
     [](NetworkExperiment& e) {
       e.data.samples->classes = 0;
       e.data.samples->label.clear();
       e.data.samples->y = e.data.samples->x;
     },
     "loss: bce is for classes, the targets are numbers"},
    {"many classes", [](NetworkExperiment& e) { e.data.samples = test::random_classes(30, 2, 3); },
     "loss: bce is for two classes and one output, not 3 and 1; softmax_ce takes more"},
    {"nan", [](NetworkExperiment& e) { e.data.samples->x(4, 1) = std::nan(""); },
     "data: sample 5, feature 2: nan; a finite number is expected"},
    {"infinity", [](NetworkExperiment& e) { e.data.samples->x(0, 0) = -std::numeric_limits<double>::infinity(); },
     "data: sample 1, feature 1: -inf; a finite number is expected"},
    {"a class of one",
     [](NetworkExperiment& e) {
       std::ranges::fill(e.data.samples->label, 0);
       e.data.samples->label[3] = 1;
     },
     "data: class 1 has one sample; two samples or more are expected of each class"},
    {"a class of none", [](NetworkExperiment& e) { std::ranges::fill(e.data.samples->label, 0); },
     "data: class 1 has no sample"},
    {"no samples", [](NetworkExperiment& e) { e.data.samples = test::random_classes(0, 2, 2); }, "data: no sample"},
    {"parameters", [](NetworkExperiment& e) { e.parameters.assign(16, 0.0); },
     "parameters: 16 numbers; the network has 17 parameters"},
    {"a parameter",
     [](NetworkExperiment& e) {
       e.parameters.assign(17, 0.0);
       e.parameters[2] = std::nan("");
     },
     "parameters[2]: nan; a finite number is expected"},
    {"split", [](NetworkExperiment& e) { e.data.split = {.validation = 0.5, .test = 0.6}; },
     "data.split: validation and test take 1.1 of the samples together"},
    {"optimizer", [](NetworkExperiment& e) { e.racers[0].optimizer = "adamm"; },
     "racers[0].optimizer: unknown optimizer \"adamm\"; did you mean"},
    {"rate", [](NetworkExperiment& e) { e.racers[0].values[0] = -1; },
     "racers[0].options.lr is -1; at least 0 is expected"},
    {"set", [](NetworkExperiment& e) { e.data.samples.reset(), e.data.set = "moon"; },
     "data.set: unknown data set \"moon\"; did you mean \"moons\"?"},
};

TEST(SetUp, RefusesInOneLineThatNamesThePlace) {
  for (const Wrong& w : wrong) {
    NetworkExperiment e = experiment();
    ASSERT_EQ(test::refusal(e), "");
    w.make(e);
    const std::string message = test::refusal(e);
    EXPECT_TRUE(message.starts_with(w.message)) << w.what << ": " << message;
    EXPECT_EQ(message.find('\n'), std::string::npos);
  }
}

}  // namespace
}  // namespace fallline::training

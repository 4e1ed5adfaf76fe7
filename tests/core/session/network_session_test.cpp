// Network sessions: the numbers of training alone; any step comes back exactly, whatever was changed on the way.
#include "session/network_session.h"

#include <gtest/gtest.h>

#include <chrono>
#include <cmath>
#include <random>

#include "support/network_sessions.h"
#include "training/trainer.h"

namespace fallline {
namespace {

using test::eventful_networks;
using test::expect_same_racer;
using test::expect_same_snapshot;
using test::same;
using test::shown;
using training::NetworkExperiment;

TEST(NetworkSession, BeginsAtTheStart) {
  NetworkSession session(eventful_networks());
  const auto s = session.snapshot();
  EXPECT_EQ(s->step, 0);
  EXPECT_EQ(s->recorded, 0);
  EXPECT_EQ(s->steps, 400);
  EXPECT_EQ(s->steps_an_epoch, 6);
  EXPECT_EQ(s->record_spacing, 1);
  EXPECT_EQ(s->data->size(), 60u);
  EXPECT_TRUE(s->complete);
  ASSERT_EQ(s->racers.size(), 2u);
  EXPECT_EQ(s->racers[0].setup, s->racers[1].setup) << "made once";
  for (const NetworkRacerSnapshot& r : s->racers) {
    EXPECT_EQ(r.theta, nn::initial_parameters(r.objective().network(), 1));
    ASSERT_EQ(r.records.size(), 1u);
    EXPECT_TRUE(same(r.records[0]->seen, r.seen));
    EXPECT_EQ(r.records[0]->theta, r.theta);
    EXPECT_FALSE(r.standstill);
  }
}

TEST(NetworkSession, TrainsAsTrainingAloneDoes) {
  const NetworkExperiment e = eventful_networks();
  NetworkSession session(e);
  const auto s = shown(session, 400);
  for (const NetworkRacerSnapshot& r : s->racers) {
    SCOPED_TRACE(r.spec.optimizer);
    std::vector<training::Watched> alone;
    const auto outcome =
        train(test::setup_of(e), r.spec, 0, 1, [&](const training::Watched& w) { alone.push_back(w); });
    EXPECT_TRUE(same(r.theta, outcome.theta));
    EXPECT_TRUE(same(r.memory, outcome.memory));
    EXPECT_TRUE(same(r.seen, alone.back()));
    ASSERT_EQ(r.records.size(), alone.size());
    for (std::size_t i = 0; i < alone.size(); ++i) ASSERT_TRUE(same(r.records[i]->seen, alone[i])) << i;
  }
}

// What happens to a session at a step, and to a racer that is driven by hand.
struct Event {
  std::int64_t step;
  void (*change)(NetworkExperiment&);  // null: a parameter is moved
};
constexpr std::size_t moved_parameter = 3;
constexpr double moved_to = 1.5;
const Event events[]{
    {50, [](NetworkExperiment& e) { e.racers[0].values[0] *= 3; }},
    {111, nullptr},
    {150, [](NetworkExperiment& e) { e.data.samples->x(0, 0) += 0.5; }},
    {200, [](NetworkExperiment& e) { e.racers[0] = racer_spec(*find_optimizer("rmsprop"), 0); }},
    {222, [](NetworkExperiment& e) { e.batch_size = 11; }},
    {256,
     [](NetworkExperiment& e) {
       e.network.layers[0].activation = "swish";
       e.network.layers[1].l2 = 1e-3;
       e.noise.input_noise = 0;
     }},
};

// θ at each step, with nothing of the session in it.
std::vector<std::vector<double>> driven_by_hand(NetworkExperiment e, std::int64_t steps) {
  auto setup = std::make_unique<training::Setup>(test::setup_of(e));
  auto racer = make_racer(setup->start.size(), info(e.racers[0]), e.racers[0].values, {});
  racer->place(*setup->parts.training, setup->start);
  std::vector<std::vector<double>> path;
  const auto theta = [&] { return std::vector<double>(racer->theta().begin(), racer->theta().end()); };
  for (std::int64_t step = 0; step <= steps; ++step) {
    for (const Event& event : events) {
      if (event.step != step) continue;
      if (!event.change) {
        std::vector<double> at = theta();
        at[moved_parameter] = moved_to;
        racer->move_to(*setup->parts.training, at);
        continue;
      }
      const std::string before = e.racers[0].optimizer;
      event.change(e);
      setup = std::make_unique<training::Setup>(test::setup_of(e));
      if (before != e.racers[0].optimizer) {
        const std::vector<double> at = theta();
        racer = make_racer(at.size(), info(e.racers[0]), e.racers[0].values, {});
        racer->place(*setup->parts.training, at, step);
      }
      racer->set_options(e.racers[0].values);
      racer->reconsider(*setup->parts.training);
    }
    path.push_back(theta());
    racer->advance(*setup->parts.training, setup->sampling, 1, {});
  }
  return path;
}

void let_happen(NetworkSession& session, bool compute_before) {
  for (const Event& event : events) {
    session.show(event.step);
    if (compute_before) session.compute();
    if (event.change) {
      NetworkExperiment next = session.experiment();
      event.change(next);
      EXPECT_EQ(session.edit(next), std::nullopt);
    } else {
      session.move_parameter(0, moved_parameter, moved_to);
    }
  }
  session.show(400);
}

TEST(NetworkSession, EveryStepComesBackWhateverWasChanged) {
  const NetworkExperiment e = eventful_networks();
  const auto by_hand = driven_by_hand(e, 400);
  NetworkSession session(e);
  let_happen(session, true);
  session.compute();
  const auto end = session.snapshot();
  ASSERT_EQ(end->racers[0].records.size(), 401u);
  for (std::size_t i = 0; i <= 400; ++i) ASSERT_TRUE(same(end->racers[0].records[i]->theta, by_hand[i])) << i;
  std::mt19937_64 random(1);
  std::vector<std::int64_t> order{0, 400, 399, 256, 255, 257, 200, 199, 111, 110, 64, 63, 50, 49, 1};
  for (int i = 0; i < 30; ++i) order.push_back(static_cast<std::int64_t>(random() % 401));
  for (const std::int64_t step : order) {
    session.show(step);
    const auto s = session.snapshot();
    ASSERT_TRUE(same(s->racers[0].theta, by_hand[static_cast<std::size_t>(step)])) << step;
    ASSERT_TRUE(same(s->racers[0].seen, s->racers[0].records[static_cast<std::size_t>(step)]->seen)) << step;
  }
}

// A change that comes before its step is computed is one at that step all the same.
TEST(NetworkSession, ChangesWaitForTheirStep) {
  NetworkSession at_once(eventful_networks()), step_by_step(eventful_networks());
  let_happen(at_once, false);
  let_happen(step_by_step, true);
  expect_same_snapshot(*shown(at_once, 400), *shown(step_by_step, 400));
  expect_same_snapshot(*shown(at_once, 217), *shown(step_by_step, 217));
}

TEST(NetworkSession, ChangesOfThePastForgetWhatCameAfter) {
  const auto change = [](NetworkSession& session) {
    NetworkExperiment next = session.experiment();
    next.racers[1].values[0] *= 0.1;
    next.loss.key = "hinge";
    EXPECT_EQ(session.edit(next), std::nullopt);
    session.move_parameter(1, 0, -2);
  };
  NetworkSession went_on(eventful_networks()), did_not(eventful_networks());
  let_happen(went_on, true);
  shown(went_on, 400);
  shown(went_on, 130);
  change(went_on);
  // Up to the first of the others only.
  for (const Event& event : {events[0], events[1]}) {
    shown(did_not, event.step);
    NetworkExperiment next = did_not.experiment();
    if (event.change) event.change(next);
    EXPECT_EQ(did_not.edit(next), std::nullopt);
    if (!event.change) did_not.move_parameter(0, moved_parameter, moved_to);
  }
  NetworkExperiment latest = did_not.experiment();
  for (const Event& event : {events[2], events[3], events[4], events[5]}) event.change(latest);
  did_not.show(130);
  EXPECT_EQ(did_not.edit(latest), std::nullopt);
  change(did_not);
  expect_same_racer(shown(went_on, 400)->racers[1], shown(did_not, 400)->racers[1]);
}

TEST(NetworkSession, AChangeTakenBackAtItsStepIsNone) {
  NetworkSession session(eventful_networks());
  const auto before = shown(session, 400);
  session.show(133);
  NetworkExperiment other = session.experiment();
  other.racers = {racer_spec(*find_optimizer("sgd"), 0), racer_spec(*find_optimizer("lion"), 1)};
  other.network.layers[0].dropout = 0;
  EXPECT_EQ(session.edit(other), std::nullopt);
  EXPECT_FALSE(same(shown(session, 400)->racers[0].theta, before->racers[0].theta));
  session.show(133);
  EXPECT_EQ(session.edit(eventful_networks()), std::nullopt);
  EXPECT_TRUE(same(shown(session, 133)->racers[0].theta, before->racers[0].records[133]->theta));
  expect_same_snapshot(*shown(session, 400), *before);
}

TEST(NetworkSession, MovesByHand) {
  NetworkSession session(eventful_networks());
  const auto before = shown(session, 100);
  session.move_parameter(1, 7, 0.25);
  session.move_parameter(1, 7, 0.5);
  session.move_parameter(1, 2, -0.5);
  // Neither a racer, nor a parameter, nor a number.
  session.move_parameter(5, 7, 1);
  session.move_parameter(1, 1'000'000, 1);
  session.move_parameter(1, 7, std::nan(""));
  session.move_parameters(1, {1, 2, 3});
  const auto after = session.snapshot();
  expect_same_racer(after->racers[0], before->racers[0]);
  std::vector<double> expected = before->racers[1].theta;
  expected[7] = 0.5;
  expected[2] = -0.5;
  EXPECT_EQ(after->racers[1].theta, expected);
  EXPECT_EQ(after->racers[1].memory, before->racers[1].memory);
  EXPECT_NE(after->racers[1].seen.training.loss, before->racers[1].seen.training.loss);
  const auto end = shown(session, 300);
  // All of them at once.
  NetworkSession other(eventful_networks());
  shown(other, 100);
  other.move_parameters(1, expected);
  expect_same_racer(shown(other, 300)->racers[1], end->racers[1]);
  EXPECT_EQ(shown(session, 100)->racers[1].theta, expected);
  EXPECT_TRUE(same(shown(session, 99)->racers[1].theta, before->racers[1].records[99]->theta));
}

TEST(NetworkSession, ResetForgetsTheRunAndItsChanges) {
  NetworkSession session(eventful_networks());
  let_happen(session, true);
  session.compute();
  session.reset();
  EXPECT_EQ(session.step(), 0);
  NetworkSession fresh(session.experiment());
  expect_same_snapshot(*session.snapshot(), *fresh.snapshot());
  expect_same_snapshot(*shown(session, 300), *shown(fresh, 300));
}

TEST(NetworkSession, TellsHowFastItIs) {
  NetworkSession session(eventful_networks());
  EXPECT_EQ(session.snapshot()->racers[0].steps_per_second, 0);
  const auto begun = std::chrono::steady_clock::now();
  const auto s = shown(session, 400);
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
  EXPECT_GT(s->racers[0].steps_per_second, 400 / seconds / 10);
  EXPECT_LT(s->racers[0].steps_per_second, 1e8);
}

}  // namespace
}  // namespace fallline

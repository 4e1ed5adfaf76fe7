// The records of a network session: how many there are, when they are made, and where they end because a racer stands
// still.
#include <gtest/gtest.h>

#include <fmt/format.h>

#include <chrono>

#include "session/network_session.h"
#include "support/network_sessions.h"
#include "training/trainer.h"

namespace fallline {
namespace {

using test::eventful_networks;
using test::expect_same_snapshot;
using test::same;
using test::shown;
using training::NetworkExperiment;

TEST(NetworkSession, ComputesInPiecesWhatItComputesAtOnce) {
  NetworkExperiment e = eventful_networks();
  e.steps = 3000;
  NetworkSession at_once(e), in_pieces(e), played(e);
  const auto whole = shown(at_once, 3000);
  EXPECT_EQ(whole->record_spacing, 4);
  EXPECT_EQ(whole->racers[0].records.size(), 751u);
  for (std::size_t i = 0; i < 751; ++i)
    ASSERT_EQ(whole->racers[0].records[i]->seen.step, 4 * static_cast<std::int64_t>(i));
  in_pieces.show(3000);
  int pieces = 1;
  while (!in_pieces.compute(std::chrono::nanoseconds(1))) {
    EXPECT_FALSE(in_pieces.snapshot()->complete);
    ++pieces;
  }
  EXPECT_GT(pieces, 10);
  expect_same_snapshot(*in_pieces.snapshot(), *whole);
  while (played.step() < 3000) played.go_on(std::chrono::microseconds(500));
  played.compute();
  expect_same_snapshot(*played.snapshot(), *whole);
}

// While records are missing, those that are there stand in the order of their steps.
TEST(NetworkSession, RecordsWaitWhileTrainingHasNoTimeForThem) {
  NetworkExperiment e = eventful_networks();
  e.data.samples = test::random_classes(3000, 2, 2);  // much to look at, little to learn from
  e.batch_size = 2;
  NetworkSession session(e);
  while (session.step() < 400) session.go_on(std::chrono::milliseconds(1));
  const auto s = session.snapshot();
  EXPECT_FALSE(s->complete);
  const auto& records = s->racers[0].records;
  ASSERT_GE(records.size(), 1u);
  EXPECT_LT(records.size(), 401u);
  EXPECT_EQ(records[0]->seen.step, 0);
  for (std::size_t i = 1; i < records.size(); ++i) EXPECT_LT(records[i - 1]->seen.step, records[i]->seen.step);
  EXPECT_TRUE(session.compute());
  EXPECT_TRUE(session.snapshot()->complete);
  EXPECT_EQ(session.snapshot()->racers[0].records.size(), 401u);
}

TEST(NetworkSession, RecordsStayFew) {
  NetworkExperiment e = eventful_networks();
  e.steps = 100;
  NetworkSession session(e);
  const auto first = shown(session, 100);
  for (const std::int64_t steps : {999, 1000, 5000, 20'000, 2500, 60}) {
    e.steps = steps;
    ASSERT_EQ(session.edit(e), std::nullopt);
    const auto s = shown(session, steps);
    EXPECT_LE(steps / s->record_spacing + 1, 1000);
    EXPECT_TRUE(steps < 1000 ? s->record_spacing == 1 : steps / s->record_spacing + 1 > 499) << steps;
    for (const auto& made : s->racers[0].records)
      if (made->seen.step <= 100) {
        EXPECT_TRUE(same(made->seen, first->racers[0].records[static_cast<std::size_t>(made->seen.step)]->seen));
      }
    EXPECT_EQ(s->racers[0].records.size(), static_cast<std::size_t>(s->recorded / s->record_spacing + 1));
  }
  // What lies beyond the end is cut off.
  EXPECT_EQ(session.snapshot()->recorded, 60);
  EXPECT_EQ(session.snapshot()->step, 60);
}

TEST(NetworkSession, LargerNetworksAreRecordedLessOften) {
  NetworkExperiment e = eventful_networks();
  e.steps = 10'000'000;  // what counts is how far they are
  NetworkSession session(e);
  EXPECT_EQ(shown(session, 300)->record_spacing, 1);
  e.networks[1] = nn::network_spec(2, {200, 200}, 0);  // 41 001 parameters: 195 records
  ASSERT_EQ(session.edit(e), std::nullopt);
  EXPECT_EQ(shown(session, 300)->record_spacing, 2);
  e.networks.clear();
  ASSERT_EQ(session.edit(e), std::nullopt);
  EXPECT_EQ(shown(session, 300)->record_spacing, 1);
}

TEST(NetworkSession, StopsEarlyAsTrainingAloneDoes) {
  NetworkExperiment e = eventful_networks();
  e.steps = 6000;
  e.patience = 5;
  e.racers[0].values[0] = 0.03;
  NetworkSession session(e);
  const auto s = shown(session, 6000);
  for (const NetworkRacerSnapshot& r : s->racers) {
    const auto outcome = train(test::setup_of(e), r.spec, 5, 0, [](const training::Watched&) {});
    ASSERT_EQ(outcome.ending, training::Ending::stopped_early);
    ASSERT_TRUE(r.standstill);
    EXPECT_EQ(r.standstill->step, outcome.step);
    EXPECT_EQ(r.standstill->why, describe(outcome));
    EXPECT_EQ(r.reached, outcome.step);
    EXPECT_TRUE(
        same(shown(session, outcome.best_step)->racers[static_cast<std::size_t>(r.spec.colour)].theta, outcome.theta));
  }
  EXPECT_TRUE(s->complete);
  // It can be told to go on, from where it stands.
  session.show(6000);
  e.patience = 0;
  ASSERT_EQ(session.edit(e), std::nullopt);
  const auto on = shown(session, 6000);
  EXPECT_EQ(on->recorded, 6000);
  NetworkExperiment without = e;
  NetworkSession never(without);
  EXPECT_TRUE(same(on->racers[0].theta, shown(never, 6000)->racers[0].theta));
}

NetworkExperiment exploding() {
  NetworkExperiment e;
  e.data.samples = test::numbers(test::random_matrix(20, 2, 1), test::random_matrix(20, 1, 2));
  e.network = nn::network_spec(2, {5}, 0, "relu");
  e.loss.key = "mse";
  e.batch_size = 5;
  e.steps = 300;
  e.racers = {racer_spec(*find_optimizer("sgd"), 0), racer_spec(*find_optimizer("adam"), 1)};
  e.racers[0].values[0] = 100;
  return e;
}

TEST(NetworkSession, OneThatDivergesStandsAndTheOthersGoOn) {
  NetworkExperiment e = exploding();
  NetworkSession session(e);
  const auto s = shown(session, 300);
  const NetworkRacerSnapshot& r = s->racers[0];
  const auto outcome = train(test::setup_of(e), r.spec, 0, 1, [](const training::Watched&) {});
  ASSERT_TRUE(r.standstill);
  EXPECT_EQ(r.standstill->why, describe(outcome));
  EXPECT_EQ(r.step, outcome.step);
  EXPECT_EQ(r.records.size(), static_cast<std::size_t>(outcome.step) + 1);
  EXPECT_TRUE(same(r.theta, outcome.theta));
  EXPECT_EQ(s->racers[1].reached, 300);
  EXPECT_TRUE(s->complete);
  // The last record does not depend on how the end was come to.
  NetworkSession slowly(e);
  for (std::int64_t step = 1; step <= 300; ++step) shown(slowly, step);
  expect_same_snapshot(*slowly.snapshot(), *s);
}

TEST(NetworkSession, OneThatDivergedIsSavedBeforeItsEnd) {
  NetworkExperiment e = exploding();
  NetworkSession session(e);
  const auto before = shown(session, 300);
  const std::int64_t end = before->racers[0].reached;
  ASSERT_LT(end, 100);
  // Where it stands there is no loss any more, whatever its options are.
  for (int i = 0; i < 20; ++i) {
    e.racers[0].values[0] /= 10;
    ASSERT_EQ(session.edit(e), std::nullopt);
    EXPECT_TRUE(session.compute());
    const auto s = session.snapshot();
    EXPECT_EQ(s->racers[0].reached, end);
    ASSERT_TRUE(s->racers[0].standstill);
    EXPECT_EQ(s->racers[0].standstill->why, fmt::format("step {}: L or ∇L is not defined at this point", end));
  }
  session.show(1);
  EXPECT_TRUE(same(session.snapshot()->racers[0].seen, before->racers[0].records[1]->seen));
  e.racers[0].values[0] = 1e-12;
  ASSERT_EQ(session.edit(e), std::nullopt);
  EXPECT_FALSE(shown(session, 300)->racers[0].standstill);
  EXPECT_EQ(session.snapshot()->racers[0].reached, 300);
  session.show(200);
  e.racers[0].values[0] = 0;
  ASSERT_EQ(session.edit(e), std::nullopt);
  EXPECT_EQ(session.snapshot()->racers[0].standstill->why, "η = 0 from step 200 on: no step moves it");
  const auto still = shown(session, 300);
  EXPECT_EQ(still->racers[0].theta, still->racers[0].records[200]->theta);
  session.show(300);
  e.racers[0].values[0] = 1e-12;
  ASSERT_EQ(session.edit(e), std::nullopt);
  EXPECT_FALSE(session.snapshot()->racers[0].standstill);
}

TEST(NetworkSession, APointWithoutALossSaysSo) {
  NetworkSession session(exploding());
  shown(session, 3);
  session.move_parameters(1, std::vector<double>(21, 1e300));
  const auto s = shown(session, 300);
  ASSERT_TRUE(s->racers[1].standstill);
  EXPECT_EQ(s->racers[1].standstill->why, "step 3: L or ∇L is not defined at this point");
  EXPECT_EQ(s->racers[1].reached, 3);
  session.show(3);
  session.move_parameters(1, std::vector<double>(21, 0.1));
  EXPECT_EQ(shown(session, 300)->racers[1].reached, 300);
}

}  // namespace
}  // namespace fallline

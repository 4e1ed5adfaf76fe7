// Network sessions: the numbers of training alone; any step comes back exactly, whatever was changed on the way.
#include "session/network_session.h"

#include <gtest/gtest.h>

#include <fmt/format.h>

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

struct Change {
  std::string_view name;
  void (*make)(NetworkExperiment&);
  bool anew;  // whether training begins again
};
void PrintTo(const Change& c, std::ostream* os) { *os << c.name; }

const Change changes[]{
    {"width", [](NetworkExperiment& e) { e.network.layers[1].width = 7; }, true},
    {"layers", [](NetworkExperiment& e) { e.network.layers.insert(e.network.layers.begin(), nn::LayerSpec{}); }, true},
    {"normalization", [](NetworkExperiment& e) { e.network.layers[0].normalization = nn::Normalization::none; }, true},
    {"other_averages", [](NetworkExperiment& e) { e.network.layers[0].normalization = nn::Normalization::layer; },
     true},
    {"learned_slope", [](NetworkExperiment& e) { e.network.layers[0].activation = "prelu"; }, true},
    {"initializer", [](NetworkExperiment& e) { e.network.initializer = "he_normal"; }, true},
    {"seed", [](NetworkExperiment& e) { e.seed = 2; }, true},
    {"parameters", [](NetworkExperiment& e) { e.parameters.assign(71, 0.1); }, true},
    {"another_set", [](NetworkExperiment& e) { e.data.samples.reset(), e.data.set = "moons"; }, true},
    {"activation", [](NetworkExperiment& e) { e.network.layers[0].activation = "swish"; }, false},
    {"dropout", [](NetworkExperiment& e) { e.network.layers[0].dropout = 0.4; }, false},
    {"regularizer", [](NetworkExperiment& e) { e.network.layers[1].l1 = 0.01; }, false},
    {"loss", [](NetworkExperiment& e) { e.loss.key = "hinge"; }, false},
    {"mixup", [](NetworkExperiment& e) { e.noise.mixup = 0; }, false},
    {"gradient_noise", [](NetworkExperiment& e) { e.gradient_noise = 0.1; }, false},
    {"batch_size", [](NetworkExperiment& e) { e.batch_size = 0; }, false},
    {"steps", [](NetworkExperiment& e) { e.steps = 350; }, false},
    {"patience", [](NetworkExperiment& e) { e.patience = 100; }, false},
    {"split", [](NetworkExperiment& e) { e.data.split.test = 0.3; }, false},
    {"standardize", [](NetworkExperiment& e) { e.data.standardize = true; }, false},
    {"point_added", [](NetworkExperiment& e) { e.data.samples = test::random_classes(61, 2, 2); }, false},
    {"eta", [](NetworkExperiment& e) { e.racers[0].values[0] *= 2; }, false},
    {"optimizer", [](NetworkExperiment& e) { e.racers[1] = racer_spec(*find_optimizer("nesterov"), 1); }, false},
};

class NetworkSessionChange : public testing::TestWithParam<Change> {};

TEST_P(NetworkSessionChange, HoldsFromTheStepShownOrBeginsAnew) {
  NetworkSession session(eventful_networks());
  const auto before = shown(session, 120);
  NetworkExperiment next = eventful_networks();
  GetParam().make(next);
  ASSERT_NE(next, eventful_networks());
  ASSERT_EQ(session.edit(next), std::nullopt);
  EXPECT_EQ(session.step(), GetParam().anew ? 0 : 120);
  const auto after = shown(session, session.step());
  EXPECT_EQ(after->experiment, next);
  if (GetParam().anew) {
    expect_same_snapshot(
        *shown(session, 300), *[&] {
          NetworkSession fresh(next);
          return shown(fresh, 300);
        }());
    return;
  }
  for (std::size_t i = 0; i < 120; ++i)
    for (std::size_t k = 0; k < 2; ++k)
      ASSERT_TRUE(same(after->racers[k].records[i]->seen, before->racers[k].records[i]->seen)) << i;
  EXPECT_TRUE(same(after->racers[0].theta, before->racers[0].theta));
}

INSTANTIATE_TEST_SUITE_P(All, NetworkSessionChange, testing::ValuesIn(changes),
                         [](const auto& of) { return std::string(of.param.name); });

// Only what is new about a setup is made.
TEST(NetworkSession, SetupsShareWhatStays) {
  NetworkExperiment e = eventful_networks();
  NetworkSession session(e);
  const auto first = session.snapshot();
  e.racers[0].values[0] *= 2;
  ASSERT_EQ(session.edit(e), std::nullopt);
  EXPECT_EQ(session.snapshot()->racers[0].setup, first->racers[0].setup);
  e.batch_size = 9;
  e.steps = 500;
  ASSERT_EQ(session.edit(e), std::nullopt);
  const auto second = session.snapshot();
  EXPECT_NE(second->racers[0].setup, first->racers[0].setup);
  EXPECT_EQ(second->racers[0].setup, second->racers[1].setup);
  EXPECT_EQ(second->racers[0].setup->parts.training, first->racers[0].setup->parts.training);
  EXPECT_EQ(second->data, first->data);
  e.network.layers[0].dropout = 0;
  ASSERT_EQ(session.edit(e), std::nullopt);
  EXPECT_NE(session.snapshot()->racers[0].setup->parts.training, first->racers[0].setup->parts.training);
  EXPECT_EQ(session.snapshot()->data, first->data);
}

TEST(NetworkSession, ANetworkOfOnesOwnBeginsAloneAndCatchesUp) {
  NetworkExperiment e = eventful_networks();
  NetworkSession session(e);
  const auto before = shown(session, 200);
  e.networks[1] = nn::network_spec(2, {4}, 0, "relu");
  ASSERT_EQ(session.edit(e), std::nullopt);
  EXPECT_EQ(session.step(), 200);
  EXPECT_FALSE(session.snapshot()->complete);
  const auto after = shown(session, 200);
  expect_same_racer(after->racers[0], before->racers[0]);
  EXPECT_EQ(after->racers[1].theta.size(), 17u);
  // As if it were alone in the world.
  NetworkSession alone(of_racer(e, e.racers[1]));
  expect_same_racer(after->racers[1], shown(alone, 200)->racers[0]);
  // Its activation changes on the way; its width again from the start.
  e.networks[1].layers[0].activation = "tanh";
  ASSERT_EQ(session.edit(e), std::nullopt);
  EXPECT_TRUE(same(shown(session, 200)->racers[1].theta, after->racers[1].theta));
  e.networks.clear();
  ASSERT_EQ(session.edit(e), std::nullopt);
  expect_same_snapshot(*shown(session, 200), *before);
}

TEST(NetworkSession, RacersComeAndGo) {
  NetworkExperiment e = eventful_networks();
  NetworkSession session(e);
  const auto before = shown(session, 200);
  NetworkExperiment more = e;
  more.racers.insert(more.racers.begin(), racer_spec(*find_optimizer("sgd"), 4));
  ASSERT_EQ(session.edit(more), std::nullopt);
  const auto three = shown(session, 200);
  ASSERT_EQ(three->racers.size(), 3u);
  expect_same_racer(three->racers[1], before->racers[0]);
  NetworkSession fresh(more);
  expect_same_snapshot(*three, *shown(fresh, 200));
  more.racers = {e.racers[1]};
  ASSERT_EQ(session.edit(more), std::nullopt);
  expect_same_racer(session.snapshot()->racers[0], before->racers[1]);
}

TEST(NetworkSession, WithoutRacers) {
  NetworkExperiment e = eventful_networks();
  e.racers.clear();
  NetworkSession session(e);
  EXPECT_EQ(session.steps(), 400);
  session.show(100);
  EXPECT_TRUE(session.compute());
  session.go_on(std::chrono::milliseconds(50));
  EXPECT_EQ(session.step(), 400);
  EXPECT_EQ(session.snapshot()->recorded, 0);
  EXPECT_TRUE(session.snapshot()->complete);
  e.network.layers[0].width = 9;
  ASSERT_EQ(session.edit(e), std::nullopt);
  EXPECT_EQ(session.step(), 0);
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

TEST(NetworkSession, RefusedEditsChangeNothing) {
  NetworkSession session(eventful_networks());
  const auto before = shown(session, 250);
  const std::pair<void (*)(NetworkExperiment&), std::string_view> spoilers[]{
      {[](NetworkExperiment& e) { e.racers[1].values[1] = 1; }, "racers[1].options"},
      {[](NetworkExperiment& e) { e.data = {.set = "swirl"}; }, "data.set"},
      {[](NetworkExperiment& e) { e.batch_size = 1000; }, "training.batch_size"},
      {[](NetworkExperiment& e) { e.steps = 0; }, "training.steps"},
      {[](NetworkExperiment& e) { e.network.layers[0].groups = 0, e.network.layers[0].width = 0; },
       "network.layers[0]"},
      {[](NetworkExperiment& e) { e.networks[1] = nn::network_spec(2, {0}, 0); }, "racers[1].network.layers[0]"},
      {[](NetworkExperiment& e) { e.weights = "/no/such/file.json"; }, "/no/such/file.json"},
  };
  for (const auto& [spoil, where] : spoilers) {
    NetworkExperiment bad = session.experiment();
    bad.racers[0].values[0] *= 2;  // with a good change among the bad ones
    bad.network.layers[1].width = 9;
    spoil(bad);
    const auto why = session.edit(bad);
    ASSERT_TRUE(why) << where;
    EXPECT_EQ(why->substr(0, where.size()), where) << *why;
    expect_same_snapshot(*session.snapshot(), *before);
  }
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

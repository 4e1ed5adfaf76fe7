// Blocks in a session: an opened method takes the same path, options of blocks change like those of methods, and
// another chain goes on from where it takes over.
#include <gtest/gtest.h>

#include "support/sessions.h"
#include "support/tables.h"

namespace fallline {
namespace {

using test::same;

BlockSpec block(std::string_view key, std::vector<double> values) { return {std::string(key), std::move(values)}; }

void expect_same_path(const RacerSnapshot& a, const RacerSnapshot& b, std::size_t from, std::size_t until) {
  ASSERT_GE(a.history.size(), until);
  ASSERT_GE(b.history.size(), until);
  for (std::size_t t = from; t < until; ++t)
    ASSERT_TRUE(same(a.history.at(t).x, b.history.at(t).x) && same(a.history.at(t).y, b.history.at(t).y)) << t;
}

// An experiment with one racer in the colour 0.
Experiment with(RacerSpec racer, std::string_view surface = "himmelblau") {
  Experiment e = default_experiment();
  change_surface(e, *find_surface(surface));
  e.noise = 0.05;
  racer.colour = 0;
  e.racers = {std::move(racer)};
  return e;
}

std::shared_ptr<const Snapshot> run(const Experiment& e, std::int64_t steps) {
  Session session(e);
  session.show(steps);
  session.compute();
  return session.snapshot();
}

class OpenedUp : public testing::TestWithParam<std::string_view> {};
INSTANTIATE_TEST_SUITE_P(Optimizers, OpenedUp, testing::ValuesIn(optimizer_keys()), test::key_name);

// But for rounding: a chain that the compiler knows may fuse products into sums.
TEST_P(OpenedUp, TheSamePath) {
  for (const bool extras : {false, true}) {
    RacerSpec racer = racer_spec(*find_optimizer(GetParam()), 0);
    if (extras) {
      racer.blocks = {block("cosine", {150, 0.1}), block("clip_norm", {5})};
      racer.blocks.push_back(block("decoupled_decay", {0.01}));
    }
    const RacerSpec own = opened_up(racer);
    EXPECT_EQ(own.optimizer, own_chain().key);
    const Experiment closed = with(racer), opened = with(own);
    ASSERT_EQ(refuse(opened), std::nullopt);
    const auto a = run(closed, 200), b = run(opened, 200);
    ASSERT_EQ(a->racers[0].history.size(), b->racers[0].history.size());
    for (std::size_t t = 0; t < a->racers[0].history.size(); ++t) {
      const Point p = a->racers[0].history.at(t), q = b->racers[0].history.at(t);
      ASSERT_LE(std::hypot(p.x - q.x, p.y - q.y), 1e-9) << t;
    }
    ASSERT_EQ(a->racers[0].parts.size(), b->racers[0].parts.size());
    for (std::size_t k = 0; k < a->racers[0].parts.size(); ++k)
      EXPECT_EQ(a->racers[0].parts[k].label, b->racers[0].parts[k].label);
    EXPECT_EQ(learning_rate(racer), learning_rate(own));
  }
}

TEST(Blocks, OptionsOfABlockBendThePathInReplay) {
  RacerSpec racer{"sgd", {0.004}, 0, {block("clip_norm", {1})}};
  Experiment e = with(racer);
  Session session(e);
  session.show(300);
  session.compute();
  e.racers[0].blocks[0].values[0] = 20;
  ASSERT_EQ(session.edit(e), std::nullopt);
  session.compute();
  expect_same_path(session.snapshot()->racers[0], run(e, 300)->racers[0], 0, 301);
}

// From the step shown on, with all that is remembered: what set_options() does.
TEST(Blocks, OptionsOfABlockHoldFromTheStepShownOnInContinueMode) {
  RacerSpec racer{"momentum", {0.002, 0.9}, 0, {block("clip_norm", {1})}};
  Experiment e = with(racer);
  e.mode = Mode::continuing;
  Session session(e);
  session.show(100);
  session.compute();
  e.racers[0].blocks[0].values[0] = 20;
  ASSERT_EQ(session.edit(e), std::nullopt);
  session.show(300);
  session.compute();

  const auto surface = make_surface(e);
  const auto by_hand = make_racer(2, info(racer), racer.values, racer.blocks);
  by_hand->place(*surface, std::array{e.start.x, e.start.y});
  by_hand->advance(*surface, {e.noise, e.seed}, 100, {});
  by_hand->set_options(all_values(e.racers[0]));
  by_hand->advance(*surface, {e.noise, e.seed}, 200, {});
  EXPECT_EQ(session.snapshot()->racers[0].theta, (Point{by_hand->theta()[0], by_hand->theta()[1]}));
}

class OtherChains : public testing::Test {
 protected:
  OtherChains() {
    e.steps = 1000;
    e.mode = Mode::continuing;
    session = std::make_unique<Session>(e);
    go(700);
  }
  void go(std::int64_t step) {
    session->show(step);
    session->compute();
  }
  RacerSnapshot racer() { return session->snapshot()->racers[0]; }
  // Where `count` steps of `spec` lead from `from`, taken after `taken` others.
  Point after(const RacerSpec& spec, Point from, std::int64_t taken, std::size_t count) {
    const auto surface = make_surface(e);
    const auto by_hand = make_racer(2, info(spec), spec.values, spec.blocks);
    by_hand->place(*surface, std::array{from.x, from.y}, taken);
    EXPECT_EQ(by_hand->steps_taken(), taken);
    EXPECT_EQ(by_hand->advance(*surface, {e.noise, e.seed}, count, {}), count);
    return {by_hand->theta()[0], by_hand->theta()[1]};
  }
  const RacerSpec momentum{"momentum", {0.0015, 0.9}, 0, {}};
  Experiment e = with(momentum);
  std::unique_ptr<Session> session;
};

TEST_F(OtherChains, GoOnFromThePointWithNothingRemembered) {
  const Point here = racer().theta;
  const HistoryView past = racer().history;
  e.racers[0].blocks = {block("cosine", {1000, 0}), block("clip_norm", {2})};
  ASSERT_EQ(session->edit(e), std::nullopt);
  EXPECT_EQ(racer().history.size(), 701u) << "the past stays";
  EXPECT_EQ(racer().theta, here);
  go(900);
  EXPECT_EQ(racer().theta, after(e.racers[0], here, 700, 200));
  // Any step comes back: of the chain before, at the seam, and behind it.
  for (const std::int64_t step : {699, 100, 700, 701, 850, 0, 256, 768}) {
    go(step);
    const RacerSnapshot r = racer();
    const Point next = r.history.at(static_cast<std::size_t>(step) + 1);
    EXPECT_EQ(r.theta, r.history.at(static_cast<std::size_t>(step)));
    EXPECT_EQ(r.parts.size(), step < 700 ? 3u : 5u) << step;
    EXPECT_NEAR(r.theta.x + r.parts.back().vector[0], next.x, 1e-14 * (1 + std::abs(next.x))) << step;
    EXPECT_NEAR(r.theta.y + r.parts.back().vector[1], next.y, 1e-14 * (1 + std::abs(next.y))) << step;
  }
  for (std::size_t t = 0; t <= 700; ++t) ASSERT_EQ(racer().history.at(t), past.at(t));
}

TEST_F(OtherChains, ThenOtherOptionsAtTheSameStep) {
  const Point here = racer().theta;
  e.racers[0].blocks = {block("clip_norm", {2})};
  ASSERT_EQ(session->edit(e), std::nullopt);
  e.racers[0].blocks[0].values[0] = 0.5;
  ASSERT_EQ(session->edit(e), std::nullopt);
  go(800);
  EXPECT_EQ(racer().theta, after(e.racers[0], here, 700, 100));
  go(720);
  EXPECT_EQ(racer().theta, after(e.racers[0], here, 700, 20));
}

TEST_F(OtherChains, OneAfterTheOtherAndBackInThePast) {
  Point here = racer().theta;
  const std::vector<BlockSpec> chains[] = {{block("clip_norm", {2})}, {}, {block("cosine", {900, 0})}};
  std::int64_t step = 700;
  for (const auto& blocks : chains) {
    e.racers[0].blocks = blocks;
    ASSERT_EQ(session->edit(e), std::nullopt);
    go(step += 50);
    EXPECT_EQ(here = racer().theta,
              after(e.racers[0], racer().history.at(static_cast<std::size_t>(step - 50)), step - 50, 50));
  }
  // A change of an option at a step of another chain than the last one: that chain takes over there.
  go(300);
  here = racer().theta;
  e.racers[0].blocks[0].values[0] = 500;
  ASSERT_EQ(session->edit(e), std::nullopt);
  EXPECT_EQ(racer().history.size(), 301u);
  go(400);
  EXPECT_EQ(racer().theta, after(e.racers[0], here, 300, 100));
  go(299);
  EXPECT_EQ(racer().parts.size(), 3u);
}

TEST(Blocks, AnOwnChainWithoutALearningRateClimbs) {
  RacerSpec empty{"custom", {}, 0, {}};
  Experiment e = with(empty, "quadratic");
  e.noise = 0;
  const auto s = run(e, 1);
  const auto d = s->surface->derivatives(e.start);
  EXPECT_EQ(s->racers[0].theta, (Point{e.start.x + d.x, e.start.y + d.y}));
  EXPECT_EQ(learning_rate(empty), std::nullopt);
}

TEST(Blocks, AnOwnChainStandsStillAtALearningRateOfZero) {
  Experiment e = with({"custom", {}, 0, {block("clip_norm", {1}), block("learning_rate", {0})}});
  const auto s = run(e, 10);
  ASSERT_TRUE(s->racers[0].standstill);
  EXPECT_EQ(s->racers[0].standstill->why, "η = 0 from step 0 on: no step moves it");
}

TEST(Blocks, RacersAreNamedByTheirBlocks) {
  EXPECT_EQ(name_of({"sgd", {0.1}, 0, {}}), "SGD");
  EXPECT_EQ(name_of({"sgd", {0.1}, 0, {block("clip_norm", {1})}}), "SGD + Clip by norm");
  EXPECT_EQ(name_of({"sgd", {0.1}, 0, {block("clip_norm", {1}), block("cosine", {400, 0})}}), "SGD + 2 blocks");
  EXPECT_EQ(name_of(opened_up(racer_spec(*find_optimizer("adam"), 0))), "Own chain");
}

}  // namespace
}  // namespace fallline

// Undo: whatever was done in whatever order, going back gives the first state again, under the right names.
#include "session/undo.h"

#include <gtest/gtest.h>

#include <random>

#include "session/changes.h"
#include "support/tables.h"

namespace fallline {
namespace {

Formula formula(std::string_view text) { return std::get<Formula>(Formula::parse(text)); }

TEST(Undo, ChangesHaveNames) {
  const Experiment e = default_experiment();
  const auto name = [&](auto change) {
    Experiment after = e;
    change(after);
    return name_of_change(e, after);
  };
  EXPECT_EQ(name([](Experiment& x) { x.racers[2].values[0] = 0.1; }), "Adam learning rate");
  EXPECT_EQ(name([](Experiment& x) { x.racers[1].values[1] = 0.1; }), "Momentum Momentum α");
  EXPECT_EQ(name([](Experiment& x) { x.racers.push_back(racer_spec(*find_optimizer("rmsprop"), 5)); }), "add RMSProp");
  EXPECT_EQ(name([](Experiment& x) { x.racers.erase(x.racers.begin()); }), "remove SGD");
  EXPECT_EQ(name([](Experiment& x) { std::swap(x.racers[0], x.racers[1]); }), "order of the racers");
  EXPECT_EQ(name([](Experiment& x) { x.racers[0] = racer_spec(*find_optimizer("adam"), 0); }), "optimizer Adam");
  EXPECT_EQ(name([](Experiment& x) { x.racers[2] = opened_up(x.racers[2]); }), "open up Adam");
  EXPECT_EQ(name([](Experiment& x) { change_surface(x, *find_surface("beale")); }), "surface Beale");
  EXPECT_EQ(name([](Experiment& x) { change_surface(x, formula("x*y")); }), "surface Formula");
  EXPECT_EQ(name([](Experiment& x) { x.start.x = 1; }), "start");
  EXPECT_EQ(name([](Experiment& x) { x.domain.x_max = 9; }), "domain");
  EXPECT_EQ(name([](Experiment& x) { x.batch_size = 1; }), "batch size");
  EXPECT_EQ(name([](Experiment& x) { x.l1 = 1; }), "L1 λ");
  EXPECT_EQ(name([](Experiment& x) { x.l2 = 1; }), "L2 λ");
  EXPECT_EQ(name([](Experiment& x) { x.noise = 1; }), "gradient noise");
  EXPECT_EQ(name([](Experiment& x) { x.seed = 9; }), "seed");
  EXPECT_EQ(name([](Experiment& x) { x.steps = 9; }), "steps");
  EXPECT_EQ(name([](Experiment& x) { x.mode = Mode::continuing; }), "continue");
  EXPECT_EQ(name([](Experiment& x) { x.log_height = false; }), "linear height");
  EXPECT_EQ(name([](Experiment&) {}), "");
  Experiment before = e, after = e;
  change_surface(before, formula("a*x^2 + y^2"));
  change_surface(after, formula("a*x^2 + y^4"));
  EXPECT_EQ(name_of_change(before, after), "formula");
  after = before;
  after.surface.values[0] = 3;
  EXPECT_EQ(name_of_change(before, after), "a");
}

TEST(Undo, ChangesOfBlocksHaveNames) {
  const auto block = [](std::string_view key) { return block_spec(*find_block(key)); };
  Experiment e = default_experiment();
  e.racers[0].blocks = {block("clip_norm")};
  e.racers[2] = opened_up(e.racers[2]);
  const auto name = [&](auto change) {
    Experiment after = e;
    change(after);
    return name_of_change(e, after);
  };
  auto own = [](Experiment& x) -> std::vector<BlockSpec>& { return x.racers[2].blocks; };
  EXPECT_EQ(name([&](Experiment& x) { x.racers[0].blocks.push_back(block("cosine")); }), "add Cosine to SGD");
  EXPECT_EQ(name([&](Experiment& x) { x.racers[0].blocks.clear(); }), "remove Clip by norm from SGD");
  EXPECT_EQ(name([&](Experiment& x) { x.racers[0].blocks[0].values[0] = 9; }), "SGD Clip by norm");
  EXPECT_EQ(name([&](Experiment& x) { own(x).erase(own(x).begin() + 1); }), "remove Bias correction from Own chain");
  EXPECT_EQ(name([&](Experiment& x) { own(x).insert(own(x).begin() + 1, block("momentum")); }),
            "add Momentum to Own chain");
  EXPECT_EQ(name([&](Experiment& x) { std::rotate(own(x).begin(), own(x).begin() + 3, own(x).end()); }),
            "move Learning rate of Own chain");
  EXPECT_EQ(name([&](Experiment& x) { std::rotate(own(x).begin(), own(x).begin() + 1, own(x).end()); }),
            "move Mean gradient of Own chain");
  EXPECT_EQ(name([&](Experiment& x) { own(x)[2].values[1] = 0.5; }), "Own chain RMS scale, corrected δ");
  EXPECT_EQ(name([&](Experiment& x) { own(x)[3].values[0] = 0.5; }), "Own chain Learning rate");
}

TEST(Undo, AGestureIsOneStep) {
  Experiment e = default_experiment();
  const Experiment first = e;
  Undo undo(e);
  EXPECT_EQ(undo.undo_name(), "");
  for (const double rate : {0.1, 0.2, 0.3}) {
    e.racers[2].values[0] = rate;
    undo.record(e, 7);
  }
  e.start.x = 3;
  undo.record(e, 7);  // another name: another step
  e.start.x = 4;
  undo.record(e, 8);  // another gesture: another step
  const Experiment last = e;
  EXPECT_EQ(undo.undo_name(), "start");
  EXPECT_EQ(on_surface(undo.undo()).start.x, 3);
  EXPECT_EQ(on_surface(undo.undo()).start, first.start);
  EXPECT_EQ(undo.undo_name(), "Adam learning rate");
  EXPECT_EQ(on_surface(undo.undo()), first);
  EXPECT_EQ(undo.undo_name(), "");
  EXPECT_EQ(undo.redo_name(), "Adam learning rate");
  undo.redo();
  undo.redo();
  EXPECT_EQ(on_surface(undo.redo()), last);
  EXPECT_EQ(undo.redo_name(), "");
}

TEST(Undo, NumbersOfTheExperimentAreTold) {
  Experiment e = default_experiment();
  Undo undo(e);
  std::uint64_t gesture = 0;
  const auto told = [&](auto change) {
    ++gesture;
    change(e);
    undo.record(e, gesture);
    return std::string(undo.undo_name());
  };
  EXPECT_EQ(told([](Experiment& x) { x.batch_size = 8; }), "batch size all → 8");
  EXPECT_EQ(told([](Experiment& x) { x.batch_size = 16; }), "batch size 8 → 16");
  EXPECT_EQ(told([](Experiment& x) { x.batch_size = 0; }), "batch size 16 → all");
  EXPECT_EQ(told([](Experiment& x) { x.l1 = 0.123456; }), "L1 λ 0 → 0.1235");
  EXPECT_EQ(told([](Experiment& x) { x.l2 = 1e-3; }), "L2 λ 0 → 0.001");
  EXPECT_EQ(told([](Experiment& x) { x.noise = 0.5; }), "gradient noise 0 → 0.5");
  EXPECT_EQ(told([](Experiment& x) { x.seed = 7; }), "seed 1 → 7");
  // Of a drag the first and the last.
  for (const double l2 : {0.01, 0.1, 2.0}) {
    e.l2 = l2;
    undo.record(e, 100);
  }
  EXPECT_EQ(undo.undo_name(), "L2 λ 0.001 → 2");
  undo.undo();
  EXPECT_EQ(undo.redo_name(), "L2 λ 0.001 → 2");
  EXPECT_EQ(undo.undo_name(), "seed 1 → 7");
}

TEST(Undo, AGestureThatComesBackIsNone) {
  Experiment e = default_experiment();
  const Experiment first = e;
  Undo undo(e);
  e.noise = 1;
  undo.record(e, 1);
  undo.record(first, 1);
  EXPECT_EQ(undo.undo_name(), "");
  EXPECT_EQ(on_surface(undo.now()), first);
}

TEST(Undo, AChangeForgetsWhatWasUndone) {
  Experiment e = default_experiment();
  Undo undo(e);
  e.noise = 1;
  undo.record(e, 1);
  e = on_surface(undo.undo());
  e.steps = 9;
  undo.record(e, 2);
  EXPECT_EQ(undo.redo_name(), "");
  EXPECT_EQ(undo.undo_name(), "steps 400 → 9");
  EXPECT_EQ(on_surface(undo.undo()), default_experiment());
}

TEST(Undo, RandomHands) {
  std::mt19937_64 random(11);
  const auto one_of = [&](std::size_t n) { return static_cast<std::size_t>(random() % n); };
  for (int round = 0; round < 50; ++round) {
    Experiment e = default_experiment();
    const Experiment first = e;
    Undo undo(e);
    std::vector<Experiment> states{e};  // the reference: every state, and where we are
    std::size_t at = 0;
    std::uint64_t gesture = 0;
    for (int step = 0; step < 200; ++step) {
      if (one_of(4) == 0 && at > 0) {
        EXPECT_FALSE(undo.undo_name().empty());
        e = on_surface(undo.undo());
        --at;
      } else if (one_of(4) == 0 && at + 1 < states.size()) {
        e = on_surface(undo.redo());
        ++at;
      } else {
        switch (one_of(8)) {
          case 0:
            change_surface(e, surfaces()[one_of(surfaces().size())]);
            break;
          case 1:
            e.start = {double(one_of(9)), double(one_of(9))};
            break;
          case 2:
            e.noise = double(one_of(9));
            break;
          case 3:
            e.steps = 1 + static_cast<std::int64_t>(one_of(999));
            break;
          case 4:
            if (!e.racers.empty()) e.racers.erase(e.racers.begin());
            break;
          case 5:
            if (const auto c = free_colour(e.racers)) e.racers.push_back(racer_spec(optimizers()[one_of(7)], *c));
            break;
          case 6:
            change_surface(e, formula(one_of(2) ? "a*x^2 - y" : "b*x + y^2"));
            break;
          case 7:
            if (!e.racers.empty()) e.racers.back().values[0] = 0.001 * double(1 + one_of(99));
            break;
        }
        if (!(e == states[at])) {
          EXPECT_NE(name_of_change(states[at], e), "");
          states.resize(++at, first);
          states.push_back(e);
        }
        undo.record(e, ++gesture);
      }
      ASSERT_EQ(on_surface(undo.now()), states[at]);
      ASSERT_EQ(e, states[at]);
    }
    while (!undo.undo_name().empty()) undo.undo();
    EXPECT_EQ(on_surface(undo.now()), first);
  }
}

// Gestures of any length, among changes of their own: the first state comes back all the same.
TEST(Undo, RandomGestures) {
  std::mt19937_64 random(12);
  for (int round = 0; round < 200; ++round) {
    Experiment e = default_experiment();
    const Experiment first = e;
    Undo undo(e);
    std::uint64_t gesture = 0;
    for (int step = 0; step < 60; ++step) {
      gesture += random() % 3 == 0;
      if (random() % 2)
        e.noise = static_cast<double>(random() % 4);
      else
        e.racers[random() % 4].values[0] = 0.001 * static_cast<double>(1 + random() % 4);
      const bool another = random() % 5 == 0;  // document, under a name of its own
      undo.record(e, gesture, another ? "open" : "", another ? 1 : 0);
      ASSERT_EQ(on_surface(undo.now()), e);
      if (random() % 7 == 0 && !undo.undo_name().empty()) e = on_surface(undo.undo()), ++gesture;
    }
    while (!undo.undo_name().empty()) undo.undo();
    EXPECT_EQ(on_surface(undo.now()), first);
    EXPECT_EQ(undo.document(), 0u);
  }
}

// Memory is bounded: the oldest steps are given up.
TEST(Undo, ALongDay) {
  Experiment e = default_experiment();
  Undo undo(e);
  for (std::uint64_t i = 1; i <= 3000; ++i) {
    e.steps = static_cast<std::int64_t>(i);
    undo.record(e, i);
  }
  int steps = 0;
  for (; !undo.undo_name().empty(); ++steps) undo.undo();
  EXPECT_EQ(steps, 999);
}

}  // namespace
}  // namespace fallline

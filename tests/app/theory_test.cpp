// The theory panel without a window: the tabs, the phase diagram and the dots in it.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "app/panels/theory.h"
#include "lab_fixture.h"

namespace fallline {
namespace {

class TheoryPanel : public test::LabFixture {
 protected:
  void SetUp() override {
    lab.state().view.theory = true;
    lab.act(Action::tenth, 2);
    settle();
  }
  const PhaseDiagram& diagram() { return lab.state().theory.phase.diagram; }
  RacerSpec racer(std::size_t i) { return now()->experiment.racers[i]; }
};

TEST(PhaseDiagram, ItsLeastRateIsPolyaks) {
  const PhaseDiagram d = evaluate_phase_diagram({LinearMethod::Family::heavy_ball, 1, 50, {1e-3, 1}});
  for (const double v : d.rates.values) EXPECT_GE(v, d.best.rate - 1e-9);
  EXPECT_LT(*std::min_element(d.rates.values.begin(), d.rates.values.end()), d.best.rate + 0.05);
  EXPECT_NEAR(d.rate_at(d.best.alpha, d.best.eta), d.best.rate, 1e-7);
  EXPECT_DOUBLE_EQ(d.slowness(d.best.rate), 0);
  EXPECT_DOUBLE_EQ(d.slowness(1.2), 1);
  // Straight from node to node of a grid, the lines cut the sharp bottom of the valley between two regimes.
  std::size_t near = 0, all = 0;
  for (const IsoLine& line : d.lines)
    for (const Point p : line.points) {
      ++all;
      near += std::abs(d.rate_at(p.x, std::pow(10, p.y)) - line.level) < 0.02;
    }
  EXPECT_GT(static_cast<double>(near), 0.6 * static_cast<double>(all)) << near << " of " << all;
}

TEST(PhaseDiagram, TheRangeHoldsTheEdgesAndTheRacers) {
  for (const double high : {1e-4, 0.7, 80.0, 3e6}) {
    const plot::Range r = phase_range(high, {0.004 / high});
    EXPECT_LE(r.low, 0.004 / high);
    EXPECT_GT(r.high, 4 / high);
    EXPECT_LT(r.high / r.low, 1e6 * 1.01);
  }
}

TEST_F(TheoryPanel, TheTabsSwitchAndTheViewKeepsIt) {
  EXPECT_TRUE(lab.places().contains("phase"));
  loop.click(middle("right.tabs", 0.2f));
  loop.frames(2);
  EXPECT_FALSE(lab.state().view.theory);
  EXPECT_TRUE(lab.places().contains("critical_points"));
  EXPECT_FALSE(lab.places().contains("phase"));
  loop.click(middle("right.tabs", 0.8f));
  loop.frames(2);
  EXPECT_TRUE(lab.document().view.theory);
}

TEST_F(TheoryPanel, ADotThatIsDraggedSetsItsRacer) {
  const Experiment before = now()->experiment;
  const PhaseDiagram::Of ground = diagram().of;
  const ImVec2 to = middle("phase", 0.4f, 0.6f);
  loop.drag(middle("phase.1"), to);
  settle();
  const RacerSpec after = racer(1);
  EXPECT_NEAR(after.values[1], 0.4, 0.02);
  const double share = std::log(after.values[0] / ground.eta.low) / std::log(ground.eta.high / ground.eta.low);
  EXPECT_NEAR(share, 0.4, 0.02);
  EXPECT_EQ(racer(0), before.racers[0]);
  EXPECT_EQ(racer(2), before.racers[2]);
  EXPECT_EQ(lab.state().view.focus, after.colour);
  lab.act(Action::undo);
  settle();
  EXPECT_EQ(now()->experiment, before) << "the whole drag at once";
}

TEST_F(TheoryPanel, PlainDescentStaysOnAlphaZero) {
  const double before = racer(0).values[0];
  loop.drag(middle("phase.0"), middle("phase", 0.5f, 0.9f));
  settle();
  EXPECT_LT(racer(0).values[0], before);
  EXPECT_EQ(racer(0).values.size(), 1u);
  EXPECT_NEAR(lab.places().find("phase.0")->second.x, lab.places().find("phase")->second.x, 1);
}

TEST_F(TheoryPanel, TheGroundStaysWhileADotIsDragged) {
  const ImVec2 from = middle("phase.1");
  loop.move(from);
  loop.press();
  const PhaseDiagram::Of ground = diagram().of;
  for (int i = 1; i <= 8; ++i) {
    loop.move({from.x - 6.0f * static_cast<float>(i), from.y - 4.0f * static_cast<float>(i)});
    settle();
    EXPECT_EQ(diagram().of, ground);
  }
  loop.release();
  settle();
  EXPECT_FALSE(diagram().of == ground) << "the path leads to another point now";
}

TEST_F(TheoryPanel, APressBesideTheDotsMovesNobody) {
  const Experiment before = now()->experiment;
  loop.drag(middle("phase", 0.5f, 0.5f), middle("phase", 0.6f, 0.4f));
  settle();
  EXPECT_EQ(now()->experiment, before);
}

TEST_F(TheoryPanel, ARacerInTheListTakesTheFocus) {
  loop.click(middle("theory.0", 0.4f));
  loop.frames(3);
  EXPECT_EQ(lab.state().view.focus, racer(0).colour);
  EXPECT_EQ(lab.state().theory.errors.colour, racer(0).colour);
  EXPECT_FALSE(lab.state().theory.errors.along[0].empty());
}

TEST_F(TheoryPanel, EverySurfaceEverySizeAndNobody) {
  for (const SurfaceInfo& surface : surfaces()) {
    Experiment e = default_experiment();
    change_surface(e, surface);
    e.racers.push_back(racer_spec(*find_optimizer("nesterov"), 5));
    Document document{e, {}};
    document.view.theory = true;
    document.view.focus = 5;
    lab.open(document);
    settle();
    for (const std::int64_t tenth : {0, 1, 10}) {
      lab.act(Action::tenth, static_cast<int>(tenth));
      settle();
    }
    for (const ImVec2 size : {ImVec2(1600, 960), ImVec2(640, 400), ImVec2(200, 150), ImVec2(1, 1)}) {
      loop.resize(size);
      loop.frames(2);
    }
    loop.resize({1280, 800});
  }
  Experiment e = default_experiment();
  e.racers.clear();
  Document document{e, {}};
  document.view.theory = true;
  lab.open(document);
  settle();
  EXPECT_FALSE(lab.places().contains("phase"));
}

}  // namespace
}  // namespace fallline

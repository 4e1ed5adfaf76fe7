// The lab's panels on a Dear ImGui context without window and renderer, for hundreds of frames.
#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "app/step_parts.h"
#include "lab_fixture.h"
#include "random_hand.h"

namespace fallline {
namespace {

class LabPanels : public test::LabFixture {};

TEST_F(LabPanels, EverySurfaceAtEverySize) {
  for (const SurfaceInfo& surface : surfaces()) {
    Experiment e = default_experiment();
    change_surface(e, surface);
    lab.open({e, {}});
    for (const ImVec2 size :
         {ImVec2(1600, 960), ImVec2(1920, 1080), ImVec2(1280, 800), ImVec2(640, 400), ImVec2(200, 150), ImVec2(1, 1)}) {
      loop.resize(size);
      loop.frames(8);
    }
    loop.resize({1280, 800});
    settle();
    EXPECT_EQ(now()->experiment.surface.key, surface.key);
    EXPECT_TRUE(lab.places().contains("map"));
    EXPECT_TRUE(lab.places().contains("curves.eigenvalues"));
  }
}

TEST_F(LabPanels, TheTransportPlaysStepsAndScrubs) {
  loop.click(middle("transport.step_forward"));
  settle();
  EXPECT_EQ(now()->step, 1);
  loop.click(middle("timeline", 0.5f));
  settle();
  EXPECT_NEAR(static_cast<double>(now()->step), 200, 2);
  loop.click(middle("transport.step_back"));
  settle();
  EXPECT_NEAR(static_cast<double>(now()->step), 199, 2);
  EXPECT_GE(now()->recorded, 200);
  loop.click(middle("transport.play"));
  loop.frames(3);
  lab.runner().send(command::Play{false});
  lab.runner().settle();
  loop.click(middle("transport.reset"));
  settle();
  EXPECT_EQ(now()->step, 0);
  EXPECT_EQ(now()->recorded, 0);
  lab.act(Action::tenth, 5);
  settle();
  EXPECT_EQ(now()->step, 200);
}

TEST_F(LabPanels, AClickIntoTheCurvesShowsThatStepAndADoubleClickFits) {
  lab.act(Action::to_end);
  settle();
  loop.click(middle("curves.loss", 0.5f, 0.6f));
  settle();
  const std::int64_t clicked = now()->step;
  EXPECT_GT(clicked, 100);
  EXPECT_LT(clicked, 300);
  loop.frames(40);
  loop.double_click(middle("curves.loss", 0.8f, 0.6f));
  settle();
  EXPECT_EQ(now()->step, clicked) << "the time stays where it was";
}

TEST_F(LabPanels, ASliderChangesOneRacerAndNoOther) {
  const Experiment before = now()->experiment;
  loop.drag(middle("racer.0.lr", 0.3f), middle("racer.0.lr", 0.8f));
  settle();
  const Experiment after = now()->experiment;
  EXPECT_GT(after.racers[0].values[0], before.racers[0].values[0]);
  EXPECT_EQ(after.racers[1], before.racers[1]);
  loop.double_click(middle("racer.0.lr"));
  settle();
  EXPECT_EQ(now()->experiment.racers[0].values[0], find_optimizer("sgd")->parameters[0].initial);
}

TEST_F(LabPanels, TheRingOnTheMapMovesTheStart) {
  const ImVec2 target = middle("map", 0.25f, 0.25f);
  loop.drag(middle("map.start"), target);
  settle();
  const Domain w = lab.state().map_window;
  EXPECT_NEAR(now()->experiment.start.x, w.x_min + 0.25 * w.width(), 0.02 * w.width());
  EXPECT_NEAR(now()->experiment.start.y, w.y_max - 0.25 * w.height(), 0.02 * w.height());
  for (const RacerSnapshot& r : now()->racers) EXPECT_EQ(r.history.at(0), now()->experiment.start);
}

TEST_F(LabPanels, TheMapPansZoomsAndPicks) {
  const Domain whole = lab.state().map_window;
  loop.move(middle("map", 0.7f, 0.8f));
  loop.wheel(3);
  loop.frames(3);
  EXPECT_LT(lab.state().map_window.width(), whole.width());
  const double left = lab.state().map_window.x_min;
  loop.drag(middle("map", 0.6f, 0.85f), middle("map", 0.7f, 0.85f));
  loop.frames(3);
  EXPECT_LT(lab.state().map_window.x_min, left);
  lab.state().map_window = whole;
  loop.frames(3);
  const auto minimum = std::find_if(lab.scene().critical().points.begin(), lab.scene().critical().points.end(),
                                    [](const CriticalPoint& p) { return std::abs(p.at.x - 3) < 1e-6; });
  ASSERT_NE(minimum, lab.scene().critical().points.end());
  loop.click(middle("map", static_cast<float>((3 - whole.x_min) / whole.width()),
                    static_cast<float>((whole.y_max - 2) / whole.height())));
  loop.frames(2);
  ASSERT_TRUE(lab.state().picked);
  EXPECT_EQ(lab.scene().critical().points[*lab.state().picked].kind, Kind::minimum);
  loop.click(middle("start_here"));
  settle();
  EXPECT_NEAR(now()->experiment.start.x, 3, 1e-9);
  EXPECT_NEAR(now()->experiment.start.y, 2, 1e-9);
}

TEST_F(LabPanels, ADivergedRacerSaysWhyAndTheOthersGoOn) {
  Experiment e = now()->experiment;
  e.racers[0].values[0] = 1e30;
  lab.open({e, {}});
  lab.act(Action::tenth, 5);
  settle();
  ASSERT_TRUE(now()->racers[0].standstill);
  EXPECT_NE(now()->racers[0].standstill->why.find("step"), std::string::npos);
  EXPECT_EQ(now()->racers[1].step, 200);
  EXPECT_NE(lab.report().find("diverged"), std::string::npos);
}

TEST_F(LabPanels, AClickPinsADragDoesNot) {
  const Domain w = lab.state().map_window;
  loop.drag(middle("map", 0.6f, 0.85f), middle("map", 0.7f, 0.85f));
  loop.frames(2);
  EXPECT_FALSE(lab.state().pin) << "a drag pans";
  lab.state().map_window = w;
  loop.frames(2);
  loop.click(middle("map", 0.7f, 0.45f));
  loop.frames(2);
  ASSERT_TRUE(lab.state().pin);
  EXPECT_NEAR(lab.state().pin->x, w.x_min + 0.7 * w.width(), 0.01 * w.width());
  EXPECT_NEAR(lab.state().pin->y, w.y_max - 0.45 * w.height(), 0.01 * w.height());
  loop.click(middle("map", 0.3f, 0.6f));
  ASSERT_TRUE(lab.state().pin);
  EXPECT_NEAR(lab.state().pin->x, w.x_min + 0.3 * w.width(), 0.01 * w.width()) << "another click moves it";
  EXPECT_EQ(now()->experiment.start, default_experiment().start);

  loop.click(
      middle("map", static_cast<float>((3 - w.x_min) / w.width()), static_cast<float>((w.y_max - 2) / w.height())));
  EXPECT_TRUE(lab.state().picked);
  EXPECT_FALSE(lab.state().pin) << "a critical point takes its place";
  loop.double_click(middle("map", 0.3f, 0.6f));
  settle();
  EXPECT_FALSE(lab.state().pin) << "a double click is for the start";
  EXPECT_NEAR(now()->experiment.start.x, w.x_min + 0.3 * w.width(), 0.01 * w.width());
}

TEST_F(LabPanels, StartsHereAndBesideAndOnTheWayDown) {
  loop.click(middle("map", 0.3f, 0.6f));
  ASSERT_TRUE(lab.state().pin);
  const Point pin = *lab.state().pin;
  loop.move(1, 1);
  loop.click(middle("start_here"));
  settle();
  EXPECT_EQ(now()->experiment.start, pin);
  const auto d = now()->surface->derivatives(pin);
  const EigenPairs pairs = eigen_pairs(d.xx, d.xy, d.yy);
  const double epsilon = lab.state().nudge * now()->experiment.domain.height();
  const std::pair<const char*, double> nudges[] = {
      {"start+u1", epsilon}, {"start-u1", -epsilon}, {"start+u2", epsilon}, {"start-u2", -epsilon}};
  for (std::size_t i = 0; i < 4; ++i) {
    loop.click(middle(nudges[i].first));
    settle();
    const Point u = pairs.u[i / 2], start = now()->experiment.start;
    EXPECT_NEAR(start.x, pin.x + nudges[i].second * u.x, 1e-12) << nudges[i].first;
    EXPECT_NEAR(start.y, pin.y + nudges[i].second * u.y, 1e-12) << nudges[i].first;
  }
  loop.click(middle("unpin", 0.96f));
  EXPECT_FALSE(lab.state().pin);

  const auto& points = lab.scene().critical().points;
  const auto saddle =
      std::find_if(points.begin(), points.end(), [](const CriticalPoint& p) { return p.kind == Kind::saddle; });
  lab.state().picked = static_cast<std::size_t>(saddle - points.begin());
  loop.frames(2);
  loop.click(middle("escape"));
  settle();
  const Point start = now()->experiment.start;
  EXPECT_NEAR(std::hypot(start.x - saddle->at.x, start.y - saddle->at.y), epsilon, 1e-9);
  const Point other{2 * saddle->at.x - start.x, 2 * saddle->at.y - start.y};
  EXPECT_LT(now()->surface->derivatives(start).value, saddle->loss);
  EXPECT_LE(now()->surface->derivatives(start).value, now()->surface->derivatives(other).value) << "the steeper side";
}

// The program draws when something happens; the tooltip of what a resting mouse points at comes all the same.
TEST_F(LabPanels, ARestingMouseWakesTheProgramForItsTooltip) {
  loop.move(middle("transport.play"));
  loop.frames(3);
  const auto within = lab.wants_frame_within();
  ASSERT_TRUE(within);
  EXPECT_LE(*within, ui::tooltip_delay);
  loop.frames(60);
  EXPECT_FALSE(lab.wants_frame_within().value_or(2) < 1) << "and then lets it rest";
}

TEST_F(LabPanels, ACornerHasNoHessian) {
  Experiment e = now()->experiment;
  change_surface(e, *find_surface("linear_mae"));
  lab.open({e, {}}, "MAE");
  settle();
  for (int i = 0; i < 100 && lab.scene().searching(); ++i) settle();
  ASSERT_FALSE(lab.scene().critical().points.empty());
  EXPECT_TRUE(lab.scene().critical().points[0].corner);
  lab.state().picked = 0;
  loop.frames(2);
}

TEST_F(LabPanels, EqualAspectShowsTheSameScaleOnBothAxes) {
  const Domain asked = lab.state().map_window;
  lab.state().view.equal_aspect = true;
  loop.frames(3);
  const Domain shown = shown_window(lab.state());
  const ImVec4 map = lab.places().at("map");
  EXPECT_NEAR(shown.width() / map.z, shown.height() / map.w, 1e-3 * shown.width() / map.z);
  EXPECT_LE(shown.x_min, asked.x_min);
  EXPECT_GE(shown.y_max, asked.y_max);
  EXPECT_EQ(lab.state().map_window, asked) << "what was asked for comes back with the switch";
  // A hand that pans moves what is shown.
  loop.drag(middle("map", 0.3f, 0.7f), middle("map", 0.5f, 0.7f));
  loop.frames(3);
  EXPECT_NEAR(shown_window(lab.state()).width(), shown.width(), 1e-9 * shown.width());
  EXPECT_LT(shown_window(lab.state()).x_min, shown.x_min);
  EXPECT_TRUE(lab.document().view.equal_aspect);
}

TEST_F(LabPanels, ThePartsOfTheNextStep) {
  lab.act(Action::tenth, 1);
  lab.state().view.step_parts = true;
  for (const RacerSpec& spec : default_experiment().racers) {
    lab.state().view.focus = spec.colour;
    lab.state().part.reset();
    settle();
    const auto snapshot = now();
    const RacerSnapshot& r = snapshot->racers[static_cast<std::size_t>(spec.colour)];
    const std::vector<StepPart> parts = step_parts(r);
    ASSERT_EQ(parts.size(), r.parts.size());
    EXPECT_EQ(parts.front().symbol, "−g");
    EXPECT_EQ(parts.front().vector.x, -r.parts.front().vector[0]);
    EXPECT_EQ(parts.back().vector, (Point{r.parts.back().vector[0], r.parts.back().vector[1]}));
    // The step is where the racer goes.
    lab.runner().send(command::StepBy{1});
    lab.runner().settle();
    const Point next = now()->racers[static_cast<std::size_t>(spec.colour)].theta;
    EXPECT_EQ(next, (Point{r.theta.x + parts.back().vector.x, r.theta.y + parts.back().vector.y})) << spec.optimizer;
    // One after the other, then all again; the same backward.
    for (std::size_t k = 0; k < parts.size(); ++k) {
      loop.click(middle("part_forward"));
      EXPECT_EQ(lab.state().part, k);
    }
    loop.click(middle("part_forward"));
    EXPECT_FALSE(lab.state().part);
    loop.click(middle("part_back"));
    EXPECT_EQ(lab.state().part, parts.size() - 1);
    loop.move(middle("part.0"));
    loop.frames(2);
    EXPECT_EQ(lab.state().pointing.part, 0u);
    loop.click(middle("part.0"));
    EXPECT_EQ(lab.state().part, 0u);
  }
}

// A ghost is what a path was, whatever becomes of the racer.
TEST_F(LabPanels, GhostsStayAsTheyWere) {
  lab.act(Action::tenth, 5);
  settle();
  const auto before = now();
  pin_ghosts(lab.state(), *before);
  ASSERT_EQ(lab.state().ghosts.size(), before->racers.size());
  std::vector<Point> points;
  for (std::size_t i = 0; i < before->racers[1].history.size(); ++i) points.push_back(before->racers[1].history.at(i));
  loop.drag(middle("map.start"), middle("map", 0.25f, 0.25f));
  loop.drag(middle("racer.1.lr", 0.3f), middle("racer.1.lr", 0.8f));
  lab.act(Action::reset);
  settle();
  lab.act(Action::to_end);
  settle();
  const LabState::Ghost& ghost = lab.state().ghosts[1];
  EXPECT_EQ(ghost.colour, before->racers[1].spec.colour);
  ASSERT_EQ(ghost.history.size(), points.size());
  for (std::size_t i = 0; i < points.size(); ++i) ASSERT_EQ(ghost.history.at(i), points[i]) << i;
  pin_ghosts(lab.state(), *now());
  EXPECT_EQ(lab.state().ghosts.size(), before->racers.size()) << "the last ones take their place";
  loop.frames(3);
  Experiment e = now()->experiment;
  change_surface(e, *find_surface("beale"));
  lab.open({e, {}});
  settle();
  EXPECT_TRUE(lab.state().ghosts.empty()) << "paths of another function mean nothing here";
}

TEST_F(LabPanels, EveryOverlayOnEverySurface) {
  for (const SurfaceInfo& surface : surfaces()) {
    Experiment e = default_experiment();
    change_surface(e, surface);
    ViewSpec view;
    view.step_parts = view.taylor = view.definiteness = view.cross = view.basins = true;
    lab.open({e, view});
    for (const int digit : {1, 9}) {
      lab.act(Action::tenth, digit);
      settle();
      loop.click(middle("map", 0.1f + 0.08f * static_cast<float>(digit), 0.6f));
      loop.move(middle("map", 0.5f, 0.5f));
      loop.wheel(4);
      loop.frames(3);
    }
    const Definiteness& d = lab.scene().definiteness();
    ASSERT_GT(d.columns, 2) << surface.key;
    if (!surface.smooth) continue;  // on a kink a row and a point may take different sides
    for (int row = 0; row < d.rows; row += 7)
      for (int column = 0; column < d.columns; column += 7) {
        const auto h = now()->surface->derivatives({d.window.x_min + d.window.width() * column / (d.columns - 1),
                                                    d.window.y_min + d.window.height() * row / (d.rows - 1)});
        const EigenPairs pairs = eigen_pairs(h.xx, h.xy, h.yy);
        const double scale = 1e-3 * std::max(std::abs(pairs.lambda[0]), std::abs(pairs.lambda[1]));
        if (std::abs(pairs.lambda[0]) < scale || std::abs(pairs.lambda[1]) < scale) continue;
        if (d.at(column, row) == Sign::positive && pairs.lambda[0] < 0) continue;  // nothing beside the largest λ
        EXPECT_EQ(d.at(column, row), pairs.lambda[0] > 0   ? Sign::positive
                                     : pairs.lambda[1] > 0 ? Sign::indefinite
                                                           : Sign::negative)
            << surface.key;
      }
  }
}

TEST_F(LabPanels, BasinsComeCoarseFirstAndFollowTheRacer) {
  lab.act(Action::to_end);
  settle();
  const auto columns = [&] { return lab.scene().basins().basins().columns; };
  EXPECT_EQ(columns(), 0);
  lab.key_down({'B'});
  std::vector<int> seen;
  const auto until_done = [&] {
    seen.clear();
    do {
      loop.frames(1);
      if (columns() > 0 && (seen.empty() || seen.back() != columns())) seen.push_back(columns());
      lab.wait();
    } while (lab.scene().computing());
  };
  until_done();
  EXPECT_TRUE(std::is_sorted(seen.begin(), seen.end()));
  EXPECT_GE(seen.size(), 4u);
  EXPECT_EQ(seen.back(), 2 * lab.state().map_columns);
  const auto adam = lab.scene().basins().counts();
  ASSERT_EQ(adam.size(), lab.scene().critical().points.size() + 2);

  lab.state().view.focus = 1;
  until_done();
  const auto momentum = lab.scene().basins().counts();
  EXPECT_NE(momentum, adam);
  // The start and the step change nothing; the learning rate does.
  const int version = lab.scene().basins().version();
  loop.click(middle("map", 0.3f, 0.3f));
  lab.act(Action::tenth, 3);
  settle();
  EXPECT_EQ(lab.scene().basins().version(), version);
  Experiment e = now()->experiment;
  e.racers[1].values[0] *= 1.5;
  lab.open({e, lab.document().view});
  settle();
  until_done();
  EXPECT_NE(lab.scene().basins().counts(), momentum);
  lab.key_down({'B'});
  loop.frames(2);
  EXPECT_EQ(columns(), 0);
}

// Whatever a hand does, the experiment stays one that can be run.
TEST_F(LabPanels, ARandomHandForHundredsOfFrames) {
  std::mt19937 random(7);
  for (int i = 0; i < 250; ++i) {
    test::random_gesture(loop, lab, random);
    ASSERT_EQ(refuse(now()->experiment), std::nullopt) << "after action " << i;
  }
  lab.runner().send(command::Play{false});
  lab.runner().settle();
}

}  // namespace
}  // namespace fallline

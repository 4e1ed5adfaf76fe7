// Painting: the brush alone, and in the lab with a hand.
#include <gtest/gtest.h>

#include <chrono>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <thread>

#include "app/panels/paint_brush.h"
#include "app/render/image.h"
#include "lab_fixture.h"
#include "own_folder.h"

namespace fallline {
namespace {

int level(const GreyImage& image, int column, int row) {
  return image.pixels()[static_cast<std::size_t>(row * image.columns() + column)];
}

TEST(Brush, AClickIsAGaussianAsDeepAsTheBrushIsStrong) {
  const Brush brush{BrushKind::raise, 8, 0.3};
  const GreyImage painted = Stroke(blank_image(), brush, {20.5, 30.5}).image();
  for (const int away : {0, 2, 4, 8, 16}) {
    const double expected = 128 + 0.3 * 255 * std::exp(-0.5 * away * away / 16.0);
    EXPECT_NEAR(level(painted, 20 + away, 30), expected, 0.51) << away;
    EXPECT_NEAR(level(painted, 20, 30 - away), expected, 0.51) << away;
  }
  EXPECT_EQ(level(painted, 60, 60), 128);
}

// However many events the hand's way arrives in, and wherever it goes twice.
TEST(Brush, OnlyTheWayCounts) {
  const Brush brush{BrushKind::lower, 5, 0.4};
  Stroke once(blank_image(), brush, {10, 12}), often(blank_image(), brush, {10, 12});
  once.move_to({50, 32});
  for (int i = 1; i <= 40; ++i) often.move_to({10.0 + i, 12.0 + 0.5 * i});
  for (int i = 40; i >= 0; --i) often.move_to({10.0 + i, 12.0 + 0.5 * i});
  EXPECT_EQ(once.image(), often.image());
  EXPECT_NEAR(level(once.image(), 30, 22), 128 - 0.4 * 255, 2);
}

TEST(Brush, StaysBetweenBlackAndWhite) {
  GreyImage image = blank_image();
  for (int i = 0; i < 3; ++i) image = Stroke(image, {BrushKind::raise, 6, 1}, {32, 32}).image();
  EXPECT_EQ(level(image, 32, 32), 255);
  for (int i = 0; i < 3; ++i) image = Stroke(image, {BrushKind::lower, 40, 1}, {32, 32}).image();
  EXPECT_EQ(level(image, 32, 32), 0);
}

TEST(Brush, SmoothingTakesTheRoughnessOnlyWhereItGoes) {
  GreyImage::Pixels pixels;
  for (int i = 0; i < 64 * 64; ++i) pixels.push_back((i + i / 64) % 2 == 0 ? 90 : 170);
  const GreyImage rough(64, 64, pixels), smooth = Stroke(rough, {BrushKind::smooth, 6, 1}, {16, 32}).image();
  EXPECT_NEAR(level(smooth, 16, 32), 130, 4);
  EXPECT_NEAR(level(smooth, 15, 32), 130, 4);
  EXPECT_EQ(level(smooth, 50, 32), level(rough, 50, 32));
}

TEST(Brush, InvertedTwiceIsTheSame) {
  const GreyImage image = Stroke(blank_image(), {}, {9, 9}).image();
  EXPECT_NE(inverted(image), image);
  EXPECT_EQ(inverted(inverted(image)), image);
}

class Painting : public test::LabFixture {
 protected:
  Painting() {
    Experiment e = default_experiment();
    change_surface(e, blank_image());
    lab.open({e, {}});
    settle();
  }
  GreyImage shown() { return *now()->experiment.surface.image; }
  void wait_for_points() {
    for (int i = 0; i < 500 && lab.scene().searching(); ++i) {
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
      loop.frames(1);
    }
    EXPECT_FALSE(lab.scene().searching());
  }
};

TEST_F(Painting, AStrokeOnTheMapIsPaintedThereAndUndoneInOneStep) {
  const Domain map = lab.state().map_window;
  const Point start = now()->experiment.start;
  loop.click(middle("paint.on"));
  loop.drag(middle("map", 0.25f, 0.5f), middle("map", 0.75f, 0.5f));
  settle();
  EXPECT_EQ(lab.state().map_window, map) << "nothing is panned";
  EXPECT_EQ(now()->experiment.start, start);
  EXPECT_FALSE(lab.state().pin);
  EXPECT_LT(level(shown(), 32, 32), 50);
  EXPECT_LT(level(shown(), 18, 32), 50);
  EXPECT_EQ(level(shown(), 32, 5), 128);
  const GreyImage first = shown();

  // Between the ends of the first.
  loop.click(middle("paint.brush", 0.45f));
  loop.drag(middle("map", 0.5f, 0.25f), middle("map", 0.5f, 0.45f));
  settle();
  EXPECT_GT(level(shown(), 32, 16), 128);
  lab.act(Action::undo);
  settle();
  EXPECT_EQ(shown(), first);
  lab.act(Action::undo);
  settle();
  EXPECT_EQ(shown(), blank_image());
  lab.act(Action::redo);
  settle();
  EXPECT_EQ(shown(), first);
}

TEST_F(Painting, TheHollowIsFoundAsAMinimumAndPathsRunIntoIt) {
  lab.key_down({'D'});
  lab.state().painting.brush.radius = 24;
  loop.click(middle("map", 0.4f, 0.55f));
  settle();
  wait_for_points();
  ASSERT_EQ(lab.scene().critical().points.size(), 1u);
  const CriticalPoint& hollow = lab.scene().critical().points[0];
  EXPECT_EQ(hollow.kind, Kind::minimum);
  EXPECT_NEAR(hollow.at.x, -0.6, 0.1);
  EXPECT_NEAR(hollow.at.y, -0.3, 0.1);
  lab.act(Action::to_end);
  settle();
  for (const RacerSnapshot& r : now()->racers) EXPECT_LT(r.loss, now()->surface->derivatives(r.history.at(0)).value);
  const Point adam = now()->racers[2].theta;
  EXPECT_LT(std::hypot(adam.x - hollow.at.x, adam.y - hollow.at.y), 0.5);
}

TEST_F(Painting, EscapeEndsItAndTheRingCanBeDraggedAgain) {
  lab.key_down({'D'});
  loop.frames(2);
  lab.key_down({Shortcut::escape});
  EXPECT_FALSE(lab.state().painting.on);
  loop.drag(middle("map.start"), middle("map", 0.6f, 0.6f));
  settle();
  EXPECT_EQ(shown(), blank_image());
  EXPECT_NEAR(now()->experiment.start.x, 0.6, 0.1);
}

TEST_F(Painting, TheRightButtonPansAndTheWheelZoomsWhilePainting) {
  lab.key_down({'D'});
  const Domain before = lab.state().map_window;
  loop.drag(middle("map", 0.5f, 0.5f), middle("map", 0.6f, 0.5f), 1);
  loop.frames(2);
  EXPECT_LT(lab.state().map_window.x_min, before.x_min);
  loop.wheel(2);
  loop.frames(2);
  EXPECT_LT(lab.state().map_window.width(), before.width());
  EXPECT_EQ(shown(), blank_image());
}

TEST_F(Painting, InvertAndClear) {
  lab.key_down({'D'});
  loop.click(middle("map"));
  settle();
  const GreyImage hollow = shown();
  loop.click(middle("paint.invert"));
  settle();
  EXPECT_EQ(shown(), inverted(hollow));
  loop.click(middle("paint.clear"));
  settle();
  EXPECT_EQ(shown(), blank_image());
  lab.act(Action::undo);
  settle();
  EXPECT_EQ(shown(), inverted(hollow));
}

TEST_F(Painting, OnlyAnImageCanBePainted) {
  lab.act(Action::new_document);
  settle();
  lab.key_down({'D'});
  EXPECT_FALSE(lab.state().painting.on);
  EXPECT_NE(lab.state().notice.text.find("Image …"), std::string::npos);
}

TEST_F(Painting, APngFileBecomesTheSurfaceOfTheSameExperiment) {
  const std::string folder = test::own_folder("paint");
  render::Image picture{40, 20, {}};
  for (int i = 0; i < 800; ++i)
    for (int c = 0; c < 4; ++c) picture.rgba.push_back(c == 3 ? 255 : static_cast<std::uint8_t>(i % 40 * 6));
  std::ofstream(folder + "/slope.png", std::ios::binary) << *encode_png(picture);
  const auto racers = now()->experiment.racers;
  lab.open_file(folder + "/slope.png");
  settle();
  EXPECT_EQ(shown().columns(), 40);
  EXPECT_EQ(level(shown(), 39, 3), 234);
  EXPECT_EQ(now()->experiment.domain, (Domain{-3, 3, -1.5, 1.5}));
  EXPECT_EQ(now()->experiment.racers, racers);
  EXPECT_NE(lab.report().find("\"image slope.png\""), std::string::npos) << "undo knows it by its name";
  lab.open_file(folder + "/none.png");
  settle();
  EXPECT_EQ(shown().columns(), 40);
  EXPECT_TRUE(lab.state().notice.error);
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace fallline

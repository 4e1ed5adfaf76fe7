// The panel of the loss surface around θ: what a hand does with it.
#include <gtest/gtest.h>

#include "lab_fixture.h"
#include "networks_landscape_support.h"

namespace fallline {
namespace {

class LandscapePanel : public test::LabFixture {
 protected:
  LandscapePanel() : LabFixture("", document()) {
    loop.resize({1600, 960});
    settle();
  }
  static Document document() {
    Document d = default_network_document();
    d.experiment = test::small_experiment();
    d.view.step = 100;
    return d;
  }
  // The background too.
  void settle() {
    LabFixture::settle();
    for (int i = 0; i < 100 && lab.computing(); ++i) {
      lab.wait();
      loop.frames(1);
    }
  }
  const NetworkLandscape& landscape() { return lab.networks_scene().landscape(); }
  const NetworkView& view() { return lab.state().view.networks; }
};

TEST_F(LandscapePanel, AComboChoosesThePlane) {
  const int number = landscape().plane_number();
  loop.click(middle("landscape.plane"));
  loop.key(compat::Key::down);
  loop.key(compat::Key::enter);
  settle();
  EXPECT_EQ(view().plane, PlaneKind::random);
  EXPECT_EQ(landscape().plane_number(), number + 1);
  loop.click(middle("landscape.dice"));
  settle();
  EXPECT_EQ(view().plane_seed, 2u);
  EXPECT_EQ(landscape().plane_number(), number + 2);
  loop.click(middle("landscape.recompute"));
  settle();
  EXPECT_EQ(landscape().plane_number(), number + 3);
}

TEST_F(LandscapePanel, ParametersAreChosenByName) {
  lab.state().view.networks.plane = PlaneKind::weights;
  settle();
  loop.click(middle("landscape.more"));
  loop.click(middle("landscape.weight.1"));
  loop.type("b2");
  loop.key(compat::Key::enter);
  loop.frames(2);
  loop.key(compat::Key::escape);
  settle();
  EXPECT_EQ(view().weights[1], 16);  // W1 4×2, b1 4, W2 1×4, b2
  EXPECT_NE(landscape().plane()->text.find("b2[0;0]"), std::string::npos);
}

TEST_F(LandscapePanel, TheMapPansAndZoomsThePlane) {
  loop.click(middle("landscape.contours"));
  settle();
  ASSERT_TRUE(view().contours);
  const Domain whole = landscape().grid().domain;
  const int number = landscape().plane_number();
  loop.move(middle("landscape", 0.5f, 0.6f));
  loop.wheel(3);
  settle();
  const Domain zoomed = landscape().grid().domain;
  EXPECT_LT(zoomed.width(), 0.8 * whole.width());
  loop.drag(middle("landscape", 0.5f, 0.6f), middle("landscape", 0.6f, 0.6f));
  settle();
  EXPECT_LT(landscape().grid().domain.x_min, zoomed.x_min);
  EXPECT_NEAR(landscape().grid().domain.width(), zoomed.width(), 1e-9);
  EXPECT_EQ(landscape().plane_number(), number);
  loop.double_click(middle("landscape", 0.4f, 0.6f));
  settle();
  EXPECT_EQ(landscape().grid().domain, whole);
}

TEST_F(LandscapePanel, TheEyeTurnsAndComesNearer) {
  const render::Camera before = lab.state().camera;
  loop.drag(middle("landscape", 0.4f, 0.6f), middle("landscape", 0.6f, 0.6f));
  EXPECT_NE(lab.state().camera.azimuth, before.azimuth);
  loop.move(middle("landscape", 0.5f, 0.6f));
  loop.wheel(2);
  EXPECT_LT(lab.state().camera.distance, before.distance);
  loop.double_click(middle("landscape", 0.4f, 0.6f));
  EXPECT_EQ(lab.state().camera.azimuth, before.azimuth);
}

TEST_F(LandscapePanel, ABallThatIsPointedAtMarksItsStep) {
  loop.click(middle("landscape.contours"));
  settle();
  loop.move(middle("landscape.ball.0"));
  loop.frames(2);
  ASSERT_TRUE(lab.state().pointing.step);
  EXPECT_NEAR(static_cast<double>(*lab.state().pointing.step), 100, 15);
}

TEST_F(LandscapePanel, SwitchesOfThePopup) {
  const int version = landscape().version();
  loop.click(middle("landscape.more"));
  loop.click(middle("landscape.log"));
  loop.click(middle("landscape.follow"));
  settle();
  EXPECT_FALSE(view().log_height);
  EXPECT_FALSE(view().follow);
  EXPECT_GT(landscape().version(), version);
}

TEST_F(LandscapePanel, AtEverySize) {
  for (const bool contours : {false, true}) {
    lab.state().view.networks.contours = contours;
    for (const auto& info : plane_kinds()) {
      lab.state().view.networks.plane = info.kind;
      for (const ImVec2 size :
           {ImVec2(1920, 1080), ImVec2(1280, 800), ImVec2(640, 400), ImVec2(200, 150), ImVec2(1, 1)}) {
        loop.resize(size);
        loop.frames(4);
      }
    }
  }
  loop.resize({1280, 800});
  settle();
  EXPECT_TRUE(lab.places().contains("landscape.plane"));
  EXPECT_TRUE(landscape().complete());
}

}  // namespace
}  // namespace fallline

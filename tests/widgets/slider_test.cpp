#include "app/widgets/slider.h"

#include <gtest/gtest.h>

#include "null_loop.h"

namespace fallline::ui {
namespace {

// One slider in a window, and the sum of what it reported.
class SliderTest : public testing::Test {
 protected:
  SliderTest() : loop({400, 300}) {
    spec.min = 0.0;
    spec.max = 10.0;
    spec.default_value = 5.0;
    loop.draw = [this](Ui& ui) {
      const Edit edit = slider(ui, "eta", value, spec);
      box = {ImGui::GetItemRectMin(), ImGui::GetItemRectMax()};
      if (edit.changed) ++changes;
      if (edit.finished) ++finishes;
      active = edit.active;
      scroll = ImGui::GetScrollY();
    };
    loop.frames(2);
  }

  ImVec2 at(float share) const { return {box.min.x + 4 + share * (box.width() - 8), box.centre().y}; }

  void edit_text(const char* text) {
    loop.hold(true, false);
    loop.click(at(0.2f));
    loop.hold(false, false);
    loop.frames(4);
    loop.type(text);
  }

  test::NullLoop loop;
  SliderSpec spec;
  double value = 2.0;
  Rect box;
  int changes = 0, finishes = 0;
  bool active = false;
  float scroll = 0.0f;
};

TEST_F(SliderTest, DraggingSetsTheValueAndFinishesOnce) {
  loop.drag(at(0.5f), at(0.8f));
  EXPECT_NEAR(value, 8.0, 0.05);
  EXPECT_GT(changes, 3);
  EXPECT_EQ(finishes, 1);
  EXPECT_FALSE(active);
}

TEST_F(SliderTest, HoldingReportsActive) {
  loop.move(at(0.5f));
  loop.press();
  EXPECT_TRUE(active);
  EXPECT_NEAR(value, 5.0, 0.05);
  loop.release();
  EXPECT_FALSE(active);
  EXPECT_EQ(finishes, 1);
}

TEST_F(SliderTest, PressingTheHandleDoesNotMoveIt) {
  const ImVec2 handle = at(0.2f);
  loop.click({handle.x + 3, handle.y});
  EXPECT_EQ(value, 2.0);
  EXPECT_EQ(changes, 0);
  EXPECT_EQ(finishes, 0);
}

TEST_F(SliderTest, DraggingBeyondTheEndsStopsThere) {
  loop.drag(at(0.5f), {box.max.x + 500, box.centre().y});
  EXPECT_EQ(value, 10.0);
  loop.drag(at(1.0f), {box.min.x - 500, box.centre().y});
  EXPECT_EQ(value, 0.0);
}

TEST_F(SliderTest, DoubleClickResets) {
  value = 9.0;
  loop.double_click(at(0.3f));
  EXPECT_EQ(value, 5.0);
}

TEST_F(SliderTest, WheelNudgesOnlyOverTheSlider) {
  loop.move(at(0.5f));
  loop.wheel(1.0f);
  EXPECT_NEAR(value, 2.1, 1e-12);
  EXPECT_EQ(finishes, 1);
  loop.move(5, 290);
  loop.wheel(1.0f);
  EXPECT_NEAR(value, 2.1, 1e-12);
}

TEST_F(SliderTest, ShiftMakesTheWheelFiner) {
  loop.move(at(0.5f));
  loop.hold(false, true);
  loop.wheel(1.0f);
  EXPECT_NEAR(value, 2.01, 1e-12);
}

TEST_F(SliderTest, ControlClickTypes) {
  edit_text("7.5");
  EXPECT_TRUE(active);
  EXPECT_EQ(value, 2.0) << "not before Enter";
  loop.key(compat::Key::enter);
  EXPECT_EQ(value, 7.5);
  EXPECT_EQ(finishes, 1);
  loop.frames(2);
  EXPECT_FALSE(active);
}

TEST_F(SliderTest, TypingReachesBeyondTheTrackInFullPrecision) {
  edit_text("1.234567890123e-3");
  loop.key(compat::Key::enter);
  EXPECT_EQ(value, 1.234567890123e-3);
  edit_text("123.456");
  loop.key(compat::Key::enter);
  EXPECT_EQ(value, 123.456);
}

TEST_F(SliderTest, RefusedTextKeepsTheFieldOpenWithOneMessage) {
  spec.upper = 100.0;
  edit_text("1000");
  loop.key(compat::Key::enter);
  EXPECT_EQ(value, 2.0);
  EXPECT_EQ(loop.ui.entry.refusal, "must be at most 100");
  loop.frames(4);
  loop.type("50");
  loop.key(compat::Key::enter);
  EXPECT_EQ(value, 50.0);
  EXPECT_TRUE(loop.ui.entry.refusal.empty());
}

TEST_F(SliderTest, WordsAreRefused) {
  edit_text("fast");
  loop.key(compat::Key::enter);
  EXPECT_EQ(value, 2.0);
  EXPECT_NE(loop.ui.entry.refusal.find("not a number"), std::string::npos);
}

TEST_F(SliderTest, EscapeLeavesTheValue) {
  edit_text("7.5");
  loop.key(compat::Key::escape);
  loop.frames(2);
  EXPECT_EQ(value, 2.0);
  EXPECT_EQ(changes, 0);
  EXPECT_EQ(loop.ui.entry.field, 0u);
}

TEST_F(SliderTest, LeavingTheFieldTakesTheText) {
  edit_text("7.5");
  loop.click({200, 250});
  loop.frames(2);
  EXPECT_EQ(value, 7.5);
  EXPECT_EQ(finishes, 1);
}

TEST_F(SliderTest, WholeNumbersStayWhole) {
  int count = 32;
  spec.max = 512;
  spec.default_value = 32;
  loop.draw = [&](Ui& ui) {
    slider(ui, "batch size", count, spec);
    box = {ImGui::GetItemRectMin(), ImGui::GetItemRectMax()};
  };
  loop.frames(2);
  loop.drag(at(0.1f), at(0.5f));
  EXPECT_NEAR(count, 256, 4);
  loop.move(at(0.5f));
  const int before = count;
  loop.wheel(1.0f);
  EXPECT_EQ(count, before + 1);
  edit_text("1e300");
  loop.key(compat::Key::enter);
  EXPECT_EQ(count, before + 1) << "what no int holds is refused";
}

TEST_F(SliderTest, DisabledSlidersDoNothing) {
  loop.draw = [this](Ui& ui) {
    ImGui::BeginDisabled();
    slider(ui, "eta", value, spec);
    ImGui::EndDisabled();
  };
  loop.frames(2);
  loop.drag(at(0.2f), at(0.9f));
  loop.move(at(0.5f));
  loop.wheel(3.0f);
  EXPECT_EQ(value, 2.0);
}

// A column of sliders longer than its panel.
class SliderColumnTest : public testing::Test {
 protected:
  SliderColumnTest() : loop({400, 200}), values(30, 0.5) {
    loop.draw = [this](Ui& ui) {
      compat::begin_child("panel", {380, 180}, {});
      for (std::size_t i = 0; i < values.size(); ++i) {
        ImGui::PushID(static_cast<int>(i));
        slider(ui, "value", values[i], SliderSpec{});
        ImGui::PopID();
      }
      scroll = ImGui::GetScrollY();
      ImGui::EndChild();
    };
    loop.frames(3);
  }

  test::NullLoop loop;
  std::vector<double> values;
  float scroll = 0.0f;
};

TEST_F(SliderColumnTest, WheelOverASliderDoesNotScrollItsPanel) {
  loop.move(300, 60);
  loop.wheel(-1.0f);
  loop.frames(3);
  EXPECT_EQ(scroll, 0.0f);
  EXPECT_NE(values, std::vector<double>(30, 0.5));
}

TEST_F(SliderColumnTest, ScrollingPastSlidersMovesNone) {
  // The labels at the left belong to the panel. Once it scrolls, what comes under the pointer stays as it is.
  loop.move(40, 60);
  loop.wheel(-1.0f);
  loop.frames(2);
  EXPECT_GT(scroll, 0.0f);
  compat::feed_mouse_position(44, 60);
  for (int i = 0; i < 5; ++i) loop.wheel(-1.0f);
  EXPECT_EQ(values, std::vector<double>(30, 0.5));
}

}  // namespace
}  // namespace fallline::ui

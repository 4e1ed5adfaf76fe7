#include "app/plot/plot.h"

#include <gtest/gtest.h>

#include <chrono>
#include <cmath>

#include "app/plot/layout.h"
#include "null_loop.h"

namespace fallline::plot {
namespace {

Series curve(std::vector<double> values) {
  Series s;
  s.label = "curve";
  s.count = values.size();
  s.value = [values = std::move(values)](std::size_t i) { return values[i]; };
  return s;
}

std::vector<double> ramp(std::size_t count) {
  std::vector<double> values(count);
  for (std::size_t i = 0; i < count; ++i) values[i] = static_cast<double>(i);
  return values;
}

// One plot of 600 × 400 pixels at (10, 10). Its area lies between about (70, 50) and (590, 385).
class PlotTest : public testing::Test {
 protected:
  PlotTest() : loop({640, 440}), series{curve(ramp(1001))} {
    spec.title = "Loss";
    loop.draw = [this](ui::Ui& ui) {
      spec.series = series;
      ImGui::SetCursorScreenPos({10, 10});
      result = plot(ui.theme, "plot", {600, 400}, state, spec);
      if (result.clicked_step) clicked = result.clicked_step;
    };
    loop.frames(2);
  }

  test::NullLoop loop;
  std::vector<Series> series;
  PlotState state;
  PlotSpec spec;
  PlotResult result;
  std::optional<double> clicked;
  const ImVec2 middle{330, 220};
};

TEST_F(PlotTest, FollowsItsData) {
  EXPECT_EQ(state.x, (Range{0, 1000}));
  EXPECT_LE(state.y.low, 0.0);
  EXPECT_GE(state.y.high, 1000.0);
  series = {curve(ramp(2001))};
  loop.frames();
  EXPECT_EQ(state.x.high, 2000.0);
}

TEST_F(PlotTest, TheTitleTellsWhereItStandsWithTheRoomBehindIt) {
  ASSERT_TRUE(result.title);
  const float alone = result.title->width();
  spec.after_title = 40;
  loop.frames();
  EXPECT_EQ(result.title->width(), alone + 40);
  loop.draw = [this](ui::Ui& ui) { result = plot(ui.theme, "plot", {600, 60}, state, spec); };
  loop.frames();
  EXPECT_FALSE(result.title) << "too low for a head";
}

TEST_F(PlotTest, TheBackdropIsToldWhereTheCurvesAre) {
  std::optional<Layout> told;
  spec.backdrop = [&](ImDrawList&, const Layout& layout) { told = layout; };
  loop.frames();
  ASSERT_TRUE(told);
  EXPECT_EQ(told->x.range, state.x);
  EXPECT_EQ(told->y.range, state.y);
}

TEST_F(PlotTest, DragPansAlongTheSteps) {
  loop.drag(middle, {middle.x + 100, middle.y + 3});
  EXPECT_FALSE(state.fit_x);
  EXPECT_TRUE(state.fit_y) << "a sideways drag leaves the height alone";
  EXPECT_LT(state.x.low, -100.0);
  EXPECT_NEAR(state.x.span(), 1000.0, 1e-6);
  EXPECT_FALSE(clicked);
}

TEST_F(PlotTest, DragUpwardFreesTheHeight) {
  const Range before = state.y;
  loop.drag(middle, {middle.x, middle.y + 120});
  EXPECT_FALSE(state.fit_y);
  EXPECT_NEAR(state.y.span(), before.span(), 1e-6 * before.span());
  EXPECT_GT(state.y.low, before.low);
}

TEST_F(PlotTest, ThePointUnderThePointerFollowsADrag) {
  loop.move(middle);
  const double step = *result.hovered_step;
  loop.drag(middle, {middle.x + 80, middle.y});
  loop.frames(2);
  EXPECT_NEAR(*result.hovered_step, step, 2.0);
}

TEST_F(PlotTest, WheelZoomsAtThePointer) {
  loop.move(middle);
  const double step = *result.hovered_step;
  loop.wheel(3.0f);
  loop.frames(2);
  EXPECT_LT(state.x.span(), 700.0);
  EXPECT_TRUE(state.fit_y);
  EXPECT_NEAR(*result.hovered_step, step, 1.0);
  EXPECT_LT(state.y.high, 900.0) << "the height follows the steps in view";
}

TEST_F(PlotTest, WheelWithShiftOrOnTheLeftAxisZoomsInHeight) {
  loop.move(middle);
  loop.hold(false, true);
  loop.wheel(2.0f);
  EXPECT_TRUE(state.fit_x);
  EXPECT_FALSE(state.fit_y);
  const double span = state.y.span();
  loop.hold(false, false);
  loop.move(30, 200);
  loop.wheel(2.0f);
  EXPECT_TRUE(state.fit_x);
  EXPECT_LT(state.y.span(), span);
}

TEST_F(PlotTest, ZoomingInEndsAtAFewSteps) {
  loop.move(middle);
  for (int i = 0; i < 100; ++i) loop.wheel(3.0f);
  EXPECT_GE(state.x.span(), 2.0);
  EXPECT_LT(state.x.span(), 8.0);
  for (int i = 0; i < 300; ++i) loop.wheel(-3.0f);
  EXPECT_TRUE(std::isfinite(state.x.span()));
}

TEST_F(PlotTest, DoubleClickFitsAgain) {
  loop.move(middle);
  loop.wheel(5.0f);
  loop.hold(false, true);
  loop.wheel(5.0f);
  loop.hold(false, false);
  loop.double_click(middle);
  loop.frames();
  EXPECT_TRUE(state.fit_x && state.fit_y);
  EXPECT_EQ(state.x, (Range{0, 1000}));
}

TEST_F(PlotTest, DoubleClickOnAnAxisFitsThatAxis) {
  loop.move(middle);
  loop.wheel(5.0f);
  loop.hold(false, true);
  loop.wheel(5.0f);
  loop.hold(false, false);
  loop.double_click({30, 200});
  EXPECT_TRUE(state.fit_y);
  EXPECT_FALSE(state.fit_x);
}

TEST_F(PlotTest, BoxZoomShowsTheBox) {
  loop.drag({200, 100}, {400, 300}, 1);
  loop.frames();
  EXPECT_FALSE(state.fit_x);
  EXPECT_FALSE(state.fit_y);
  EXPECT_NEAR(state.x.span() / 1000.0, 200.0 / 520.0, 0.05);
  EXPECT_GT(state.x.low, 100.0);
  EXPECT_GT(state.y.low, 100.0);
}

TEST_F(PlotTest, AFlatBoxZoomsTheStepsOnly) {
  loop.drag({200, 200}, {400, 204}, 1);
  EXPECT_FALSE(state.fit_x);
  EXPECT_TRUE(state.fit_y);
}

TEST_F(PlotTest, ARightClickWithoutABoxDoesNothing) {
  loop.click(middle, 1);
  EXPECT_TRUE(state.fit_x && state.fit_y);
  EXPECT_FALSE(clicked);
}

TEST_F(PlotTest, HoveringTellsTheStep) {
  loop.move(middle);
  ASSERT_TRUE(result.hovered_step);
  EXPECT_NEAR(*result.hovered_step, 500.0, 20.0);
  EXPECT_EQ(*result.hovered_step, std::round(*result.hovered_step));
  loop.move(5, 5);
  EXPECT_FALSE(result.hovered_step);
  loop.move(30, 200);
  EXPECT_FALSE(result.hovered_step) << "not over an axis";
}

TEST_F(PlotTest, AClickTellsTheStep) {
  loop.click(middle);
  ASSERT_TRUE(clicked);
  EXPECT_NEAR(*clicked, 500.0, 20.0);
  EXPECT_TRUE(state.fit_x);
}

TEST_F(PlotTest, LegendSwitchesSeries) {
  bool shown = true;
  series[0].visible = &shown;
  loop.frames(2);
  // The legend ends left of "log" at the right end of the head.
  const auto& face = loop.ui.theme.fonts.small;
  const float log = 10 + 600 - 12 - ui::text_size(face, "log").x - 10 - 10;
  loop.click({log - 10, 28});
  EXPECT_FALSE(shown);
  loop.click({log - 10, 28});
  EXPECT_TRUE(shown);
}

TEST_F(PlotTest, TheSwitchChangesTheScaleAndFits) {
  loop.hold(false, true);
  loop.move(middle);
  loop.wheel(2.0f);
  loop.hold(false, false);
  loop.click({10 + 600 - 12 - 15, 28});
  EXPECT_TRUE(state.log_y);
  EXPECT_TRUE(state.fit_y);
  loop.frames();
  EXPECT_GT(state.y.low, 0.0);
}

TEST_F(PlotTest, PanningOnALogScaleKeepsTheRatio) {
  state.log_y = true;
  loop.frames(2);
  const double ratio = state.y.high / state.y.low;
  loop.drag(middle, {middle.x, middle.y + 100});
  EXPECT_NEAR(state.y.high / state.y.low / ratio, 1.0, 1e-6);
  EXPECT_GT(state.y.low, 0.0);
}

struct Case {
  const char* name;
  std::vector<double> values;
};

class PlotDataTest : public testing::TestWithParam<Case> {};

TEST_P(PlotDataTest, AnySizeAndScaleDraws) {
  test::NullLoop loop({2000, 1200}, test::Faces::embedded);
  std::vector<Series> series = {curve(GetParam().values), curve(GetParam().values)};
  series[0].end = EndMark::dot;
  series[1].end = EndMark::cross;
  series[1].style.dashed = true;
  const ReferenceLine lines[] = {{0.0, "zero", 0}, {1e300, "", IM_COL32_WHITE}};
  const StepSpan spans[] = {{1, 3, IM_COL32(255, 200, 0, 255), "saddle"}, {-1e9, 1e9, IM_COL32_WHITE, ""}};
  PlotState linear, log;
  log.log_y = true;
  ImVec2 size;
  loop.draw = [&](ui::Ui& ui) {
    PlotSpec spec{.title = "Gradient norm ‖∇L‖",
                  .subtitle = "Adam",
                  .series = series,
                  .lines = lines,
                  .spans = spans,
                  .current_step = 2.0,
                  .hovered_step = 3.0};
    ImGui::SetCursorScreenPos({0, 0});
    plot(ui.theme, "linear", size, linear, spec);
    plot(ui.theme, "log", size, log, spec);
  };
  for (const ImVec2 s : {ImVec2(1, 1), ImVec2(2, 300), ImVec2(300, 2), ImVec2(80, 60), ImVec2(111, 91),
                         ImVec2(200, 120), ImVec2(640, 400), ImVec2(2000, 600), ImVec2(-5, 0)}) {
    size = s;
    loop.move(0.5f * std::max(2.0f, s.x), 0.6f * std::max(2.0f, s.y));
    loop.wheel(2.0f);
    loop.wheel(-4.0f);
    loop.frames(3);
    for (const PlotState* p : {&linear, &log}) {
      EXPECT_TRUE(std::isfinite(p->x.span()) && p->x.span() > 0.0);
      EXPECT_TRUE(std::isfinite(p->y.span()) && p->y.span() > 0.0);
    }
    EXPECT_GT(log.y.low, 0.0);
  }
}

std::vector<double> alternating() {
  std::vector<double> values(5000);
  for (std::size_t i = 0; i < values.size(); ++i)
    values[i] = (i % 2 == 0 ? 1.0 : -1.0) * std::pow(10.0, 0.06 * static_cast<double>(i));
  return values;
}

INSTANTIATE_TEST_SUITE_P(Data, PlotDataTest,
                         testing::Values(Case{"Empty", {}}, Case{"One", {3.0}}, Case{"Zero", {0.0}},
                                         Case{"Constant", {2.5, 2.5, 2.5, 2.5}}, Case{"AllNaN", {NAN, NAN, NAN}},
                                         Case{"Infinite", {INFINITY, -INFINITY}},
                                         Case{"Huge", {1e300, -1e300, 1.7e308, -1.7e308}},
                                         Case{"Tiny", {1e-310, 2e-320, 0.0}},
                                         Case{"Mixed", {1.0, NAN, 1e-20, 0.0, -1.0, 1e10, INFINITY, 2.0}},
                                         Case{"Alternating", alternating()}),
                         [](const auto& test) { return test.param.name; });

TEST(Plot, HundredsOfFramesWithAMovingPointer) {
  test::NullLoop loop({900, 600}, test::Faces::embedded, 1.5f);
  std::vector<double> values;
  PlotState state;
  std::vector<Series> series(1);
  loop.draw = [&](ui::Ui& ui) {
    series[0] = curve(values);
    PlotSpec spec;
    spec.title = "Loss";
    spec.series = series;
    plot(ui.theme, "plot", {ImGui::GetContentRegionAvail().x, 300}, state, spec);
  };
  for (int i = 0; i < 400; ++i) {
    values.push_back(i % 37 == 0 ? NAN : std::exp(-0.05 * i) * std::sin(i));
    if (i % 50 == 0) state.log_y = !state.log_y;
    compat::feed_mouse_position(static_cast<float>((i * 37) % 900), static_cast<float>((i * 17) % 320));
    if (i % 11 == 0) compat::feed_mouse_button(i % 2, (i / 11) % 2 == 0);
    if (i % 7 == 0) compat::feed_wheel(0, i % 3 == 0 ? 1.0f : -1.0f);
    loop.frames();
  }
  EXPECT_TRUE(std::isfinite(state.y.span()));
}

TEST(Plot, AMillionPointsDrawInAFewMilliseconds) {
  test::NullLoop loop({1300, 400}, test::Faces::embedded);
  constexpr std::size_t count = 1'000'000;
  PlotState state;
  std::vector<Series> series(1);
  series[0].count = count;
  series[0].value = [](std::size_t i) { return std::sin(0.37 * static_cast<double>(i)); };
  series[0].extent = [](std::size_t, std::size_t) { return std::pair(-1.0, 1.0); };
  loop.draw = [&](ui::Ui& ui) {
    PlotSpec spec;
    spec.series = series;
    plot(ui.theme, "plot", {1280, 360}, state, spec);
  };
  loop.frames(3);
  const auto start = std::chrono::steady_clock::now();
  loop.frames(10);
  const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - start;
  RecordProperty("milliseconds_a_frame", std::to_string(took.count() / 10));
  EXPECT_LT(took.count() / 10, 60.0) << "a bound for a busy machine and sanitizers";
}

}  // namespace
}  // namespace fallline::plot

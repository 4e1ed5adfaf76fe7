#include "app/widgets.h"

#include <gtest/gtest.h>

#include <cmath>

#include "app/imgui_compat.h"
#include "null_loop.h"

namespace fallline::ui {
namespace {

Rect last_item() { return {ImGui::GetItemRectMin(), ImGui::GetItemRectMax()}; }

class WidgetTest : public testing::Test {
 protected:
  test::NullLoop loop{{400, 500}};
  Rect box;
};

TEST_F(WidgetTest, ButtonsReportOneClick) {
  int clicks = 0;
  loop.draw = [&](Ui& ui) {
    clicks += button(ui, "Start here");
    box = last_item();
  };
  loop.frames(2);
  loop.click(box.centre());
  EXPECT_EQ(clicks, 1);
  const ImVec2 size = button_size(loop.ui.theme, "Start here");
  EXPECT_EQ(box.width(), size.x);
  EXPECT_EQ(box.height(), size.y);
}

TEST_F(WidgetTest, TogglesChange) {
  bool on = false;
  loop.draw = [&](Ui& ui) {
    toggle(ui, "Loop", on);
    box = last_item();
  };
  loop.frames(2);
  loop.click(box.centre());
  EXPECT_TRUE(on);
  loop.click(box.centre());
  EXPECT_FALSE(on);
}

TEST_F(WidgetTest, SegmentsChooseOne) {
  const std::string_view items[] = {"Surfaces", "Networks", "Lessons"};
  std::size_t chosen = 0;
  int changes = 0;
  loop.draw = [&](Ui& ui) {
    changes += segmented(ui, "mode", items, chosen);
    box = last_item();
  };
  loop.frames(2);
  loop.click({box.max.x - 12, box.centre().y});
  EXPECT_EQ(chosen, 2u);
  loop.click({box.max.x - 12, box.centre().y});
  EXPECT_EQ(changes, 1) << "the chosen one again is no change";
}

TEST_F(WidgetTest, CombosOpenAListAndChoose) {
  const ComboItem items[] = {
      {"SGD", "", "First order", "", ""}, {"Adam", "", "First order", "", ""}, {"Newton", "", "Second order", "", ""}};
  std::size_t chosen = 0;
  int changes = 0;
  loop.draw = [&](Ui& ui) {
    changes += combo(ui, "Optimizer", chosen, items);
    box = last_item();
  };
  loop.frames(2);
  loop.click(box.centre());
  EXPECT_TRUE(ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopup));
  // Below the field: a heading of 24 pixels, then rows of 26.
  loop.click({box.centre().x, box.max.y + 3 + 4 + 25 + 27 + 13});
  EXPECT_EQ(chosen, 1u);
  EXPECT_EQ(changes, 1);
  loop.frames(2);
  EXPECT_FALSE(ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopup));
}

TEST_F(WidgetTest, CombosNearTheBottomOpenUpward) {
  std::vector<ComboItem> items(40, ComboItem{.label = "an item"});
  std::size_t chosen = 0;
  loop.draw = [&](Ui& ui) {
    ImGui::SetCursorScreenPos({10, 440});
    combo(ui, "Optimizer", chosen, items);
    box = last_item();
  };
  loop.frames(2);
  loop.click(box.centre());
  loop.frames(2);
  loop.click({box.centre().x, box.min.y - 30});
  EXPECT_NE(chosen, 0u);
}

class LongListTest : public WidgetTest {
 protected:
  std::vector<ComboItem> items{{.label = "Rosenbrock", .group = "Valleys"},
                               {.label = "Lévy", .group = "Valleys", .key = "levy"}};
  std::size_t chosen = 0;

  void SetUp() override {
    for (int i = 0; i < 20; ++i) items.push_back({.label = "Another", .group = "Rest"});
    items.push_back({.label = "Monkey saddle", .group = "Saddles"});
    items.push_back({.label = "Saddle", .group = "Saddles"});
    loop.draw = [&](Ui& ui) {
      combo(ui, "Function", chosen, items);
      box = last_item();
    };
    loop.frames(2);
    open();
  }
  void open() {
    loop.click(box.centre());
    loop.frames(3);
  }
  bool is_open() { return ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopup); }
  void enter() {
    loop.key(compat::Key::enter);
    loop.frames(2);
  }
};

TEST_F(LongListTest, TypingFinds) {
  loop.type("SADD");
  loop.frames(2);
  enter();
  EXPECT_EQ(chosen, 22u);
  EXPECT_FALSE(is_open());

  open();
  loop.type("levy");  // by its key
  loop.frames(2);
  enter();
  EXPECT_EQ(chosen, 1u);

  open();
  loop.type("no such thing");
  loop.frames(2);
  enter();
  EXPECT_EQ(chosen, 1u) << "there was nothing to choose";
  loop.key(compat::Key::escape);
  loop.frames(2);
  EXPECT_FALSE(is_open());
}

TEST_F(LongListTest, ArrowsGoFromOneToTheNext) {
  loop.key(compat::Key::down);
  loop.frames(1);
  enter();
  EXPECT_EQ(chosen, 1u);
  open();
  for (int i = 0; i < 2; ++i) loop.key(compat::Key::up), loop.frames(1);
  enter();
  EXPECT_EQ(chosen, 23u) << "from the first to the last";
  open();
  loop.type("another");
  loop.frames(2);
  loop.key(compat::Key::down);
  loop.frames(1);
  enter();
  EXPECT_EQ(chosen, 3u) << "the second of those that are left";
}

TEST_F(WidgetTest, SteppersStepTypeAndStopAtTheirBounds) {
  int value = 8;
  StepperSpec spec;
  spec.min = 1;
  spec.max = 10;
  loop.draw = [&](Ui& ui) {
    const ImVec2 min = ImGui::GetCursorScreenPos();
    stepper(ui, "Hidden", value, spec);
    box = {min, {min.x + ui.available_width(), min.y + 30}};
  };
  loop.frames(2);
  const ImVec2 plus{box.max.x - 10, box.centre().y}, minus{box.max.x - 40, box.centre().y};
  loop.click(plus);
  EXPECT_EQ(value, 9);
  loop.click(minus);
  loop.click(minus);
  EXPECT_EQ(value, 7);
  for (int i = 0; i < 6; ++i) loop.click(plus);
  EXPECT_EQ(value, 10);
  const ImVec2 number{box.max.x - 120, box.centre().y};
  loop.click(number);
  loop.frames(3);
  loop.type("3");
  loop.key(compat::Key::enter);
  EXPECT_EQ(value, 3);
  loop.move(number);
  loop.wheel(-1.0f);
  EXPECT_EQ(value, 2);
}

TEST_F(WidgetTest, PointsAreTyped) {
  double point[] = {-0.6, -0.35};
  Edit sum;
  loop.draw = [&](Ui& ui) {
    sum |= point_field(ui, "Start", point);
    if (ui.entry.field == 0) box = last_item();
  };
  loop.frames(2);
  loop.click(box.centre());
  loop.frames(3);
  loop.type("(1e-3, 2)");
  loop.key(compat::Key::enter);
  EXPECT_EQ(point[0], 1e-3);
  EXPECT_EQ(point[1], 2.0);
  EXPECT_TRUE(sum.changed && sum.finished);
  loop.frames(2);
  loop.click(box.centre());
  loop.frames(3);
  loop.type("1, 2, 3");
  loop.key(compat::Key::enter);
  EXPECT_EQ(point[0], 1e-3);
  EXPECT_FALSE(loop.ui.entry.refusal.empty());
}

TEST_F(WidgetTest, TextIsEditedInPlace) {
  std::string text = "x";
  Edit last;
  loop.draw = [&](Ui& ui) {
    const Edit edit = text_field(ui, "Formula", text);
    if (edit.finished) last = edit;
    box = last_item();
  };
  loop.frames(2);
  loop.click(box.centre());
  loop.type("^2");
  EXPECT_EQ(text, "x^2");
  EXPECT_FALSE(last.finished);
  loop.key(compat::Key::enter);
  EXPECT_TRUE(last.finished);
}

TEST_F(WidgetTest, ValuesAreCopiedInFull) {
  bool copied = false;
  loop.draw = [&](Ui& ui) {
    copied |= value_row(ui, "L(θ)", 0.1 + 0.2);
    box = last_item();
  };
  loop.frames(2);
  loop.click(box.centre());
  EXPECT_TRUE(copied);
  EXPECT_STREQ(ImGui::GetClipboardText(), "0.30000000000000004");
}

TEST_F(WidgetTest, MatricesAndEigenvaluesAreCopied) {
  loop.draw = [&](Ui& ui) {
    matrix_row(ui, "Hessian", {1, 0.5, 0.5, -2});
    box = last_item();
    eigenvalue_row(ui, "λ₁", -2.07, 3.0);
    eigenvalue_row(ui, "λ₂", NAN, 0.0);
  };
  loop.frames(2);
  loop.click(box.centre());
  EXPECT_STREQ(ImGui::GetClipboardText(), "[1, 0.5; 0.5, -2]");
}

TEST_F(WidgetTest, TableRowsAreSelectedAndCopied) {
  const double values[3][2] = {{3, 2}, {-2.8, 3.1}, {0.0867, 2.884}};
  const std::string_view heads[] = {"x", "y"};
  TableResult result;
  TableSpec spec;
  spec.id = "points";
  spec.heads = heads;
  spec.rows = 3;
  spec.row = [&](std::size_t i) { return TableRow{Marker::minimum, values[i]}; };
  ImVec2 min;
  loop.draw = [&](Ui& ui) {
    min = ImGui::GetCursorScreenPos();
    const TableResult now = table(ui, spec);
    if (now.clicked) result = now;
  };
  loop.frames(2);
  const ImVec2 second{min.x + 60, min.y + 22 + 24 + 12};
  loop.click(second);
  EXPECT_EQ(result.clicked, 1u);
  loop.click(second, 1);
  EXPECT_STREQ(ImGui::GetClipboardText(), "-2.8\t3.1");
}

TEST_F(WidgetTest, LongTablesAskOnlyForRowsInView) {
  const double value[] = {1.0};
  const std::string_view heads[] = {"x"};
  std::size_t largest = 0;
  TableSpec spec;
  spec.id = "long";
  spec.heads = heads;
  spec.rows = 100'000;
  spec.row = [&](std::size_t i) {
    largest = std::max(largest, i);
    return TableRow{std::nullopt, value};
  };
  loop.draw = [&](Ui& ui) {
    compat::begin_child("panel", {300, 200}, {});
    table(ui, spec);
    ImGui::EndChild();
  };
  loop.frames(3);
  EXPECT_LT(largest, 300u);
}

TEST_F(WidgetTest, CardsCloseAndHide) {
  bool closed = false, swatch = false;
  double value = 0.5;
  loop.draw = [&](Ui& ui) {
    const ImVec2 min = ImGui::GetCursorScreenPos();
    const float width = ui.available_width();
    {
      CardSpec spec;
      spec.id = "adam";
      spec.title = "Adam";
      spec.value = "L 4.4e-6";
      spec.closable = true;
      const Card card(ui, spec);
      closed |= card.closed();
      swatch |= card.swatch_clicked();
      slider(ui, "β₁", value, SliderSpec{});
      EXPECT_LT(ImGui::GetItemRectMax().x, min.x + width) << "what is inside keeps clear of the edge";
    }
    box = {min, {min.x + width, ImGui::GetItemRectMax().y}};
    EXPECT_EQ(ui.right_inset, 0.0f);
  };
  loop.frames(2);
  loop.click({box.min.x + 20, box.min.y + 18});
  EXPECT_TRUE(swatch);
  EXPECT_FALSE(closed);
  loop.click({box.max.x - 8, box.min.y + 8});
  EXPECT_TRUE(closed);
}

TEST_F(WidgetTest, SectionLinksAreClicked) {
  bool clicked = false;
  loop.draw = [&](Ui& ui) {
    clicked |= section_head(ui, "optimizers", {.link = "+ add"});
    box = last_item();
  };
  loop.frames(2);
  loop.click({box.max.x - 8, box.centre().y + 3});
  EXPECT_TRUE(clicked);
}

TEST_F(WidgetTest, SeamsMoveWithinTheirBoundsAboveThePanels) {
  float position = 150;
  int finished = 0;
  SeamSpec spec;
  spec.start = {0, 0};
  spec.length = 400;
  spec.lowest = 100;
  spec.highest = 300;
  loop.draw = [&](Ui& ui) {
    ImGui::SetCursorScreenPos({0, 0});
    compat::begin_child("left", {position, 400}, {});
    ImGui::EndChild();
    ImGui::SetCursorScreenPos({position + 1, 0});
    compat::begin_child("right", {390 - position, 400}, {});
    ImGui::EndChild();
    finished += seam(ui, "seam", position, spec).finished;
  };
  loop.frames(3);
  loop.drag({152, 200}, {202, 200});
  EXPECT_EQ(position, 200);
  EXPECT_EQ(finished, 1);
  loop.drag({201, 200}, {900, 200});
  EXPECT_EQ(position, 300);
}

TEST_F(WidgetTest, EmptyTextsAndNarrowPanelsAreHarmless) {
  for (const float width : {1.0f, 20.0f, 60.0f, 120.0f}) {
    loop.resize({width, 300});
    loop.draw = [&](Ui& ui) {
      double value = 0.5, point[] = {1, 2};
      int count = 3;
      bool on = true;
      std::string text;
      std::size_t index = 7;
      section_head(ui, "");
      section_head(ui, "a long head that cannot fit", {.suffix = "9 found", .link = "+ add"});
      paragraph(ui, "");
      paragraph(ui, "some words");
      formula(ui, "");
      message(ui, Severity::error, "");
      message(ui, Severity::notice, "what went wrong");
      progress(ui, "", -1.0f);
      progress(ui, "spectrum", 2.0f);
      pill(ui, "", 0);
      slider(ui, "", value, SliderSpec{});
      slider(ui, "a very long label of a slider", value, SliderSpec{});
      point_field(ui, "point", point, {.hint = "drag", .drag_icon = true});
      stepper(ui, "stepper", count, {});
      toggle(ui, "toggle", on);
      text_field(ui, "text", text, {.error = "expected a formula"});
      combo(ui, "combo", index, std::span<const ComboItem>());
      button(ui, "");
      link(ui, "");
      segmented(ui, "none", {}, index);
      value_row(ui, ValueRow{});
      value_row(ui, "key", NAN);
      matrix_row(ui, "", {NAN, INFINITY, 1e-300, -1e300});
      eigenvalue_row(ui, "", 0.0, 0.0);
      table(ui, TableSpec{});
      draw_caption(*ImGui::GetWindowDrawList(), ui.theme, {0, 0}, width, {});
      const Card card(ui, CardSpec{});
    };
    loop.frames(3);
  }
}

TEST_F(WidgetTest, EveryWidgetDrawsUnderAMovingPointerInBothThemes) {
  for (const Theme& look : {dark_theme(), light_theme()}) {
    const Fonts fonts = loop.ui.theme.fonts;
    loop.ui.theme = look;
    loop.ui.theme.fonts = fonts;
    apply(loop.ui.theme, ImGui::GetStyle());
    double value = 0.5;
    loop.draw = [&](Ui& ui) {
      slider(ui, "slider", value, SliderSpec{.formula = "η", .tooltip = "The step."});
      button(ui, "button", {.kind = ButtonKind::primary, .icon = Icon::play, .tooltip = "Run."});
      value_row(ui, "L", value);
      ImDrawList& list = *ImGui::GetWindowDrawList();
      for (const Marker m : {Marker::minimum, Marker::saddle, Marker::maximum, Marker::degenerate}) {
        draw_marker(list, m, {50, 50}, 5, ui.theme);
        draw_marker_outline(list, m, {50, 50}, 5, ui.theme);
      }
      for (int i = 0; i <= static_cast<int>(Icon::logo); ++i)
        draw_icon(list, static_cast<Icon>(i), {80, 80}, 14, ui.theme.text);
    };
    for (float y = 5; y < 150; y += 9) {
      loop.move(250, y);
      loop.frames(35);  // long enough for tooltips
    }
  }
}

}  // namespace
}  // namespace fallline::ui

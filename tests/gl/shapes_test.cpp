// Lines and round boxes as they reach the screen: the share of each pixel that they cover, wherever they lie.
#include <imgui.h>
#include <imgui_impl_opengl3.h>

#include <algorithm>
#include <cmath>

#include "app/gui.h"
#include "app/imgui_compat.h"
#include "app/present.h"
#include "app/widgets/rim.h"
#include "tests/gl/gl_test.h"

namespace fallline {
namespace {

constexpr int width = 120, height = 64;

class ShapesTest : public render::GlTest {
 protected:
  ShapesTest() : gui_(1) { ImGui_ImplOpenGL3_Init("#version 330 core"); }
  ~ShapesTest() override { ImGui_ImplOpenGL3_Shutdown(); }

  // White on black.
  template <class Draw>
  render::Image draw(Draw shape, int pixels = 1) {
    const auto scale = static_cast<float>(pixels);
    ImGui::GetIO().DisplaySize = {width / scale, height / scale};
    ImGui::GetIO().DisplayFramebufferScale = {scale, scale};
    ImGui::GetIO().DeltaTime = 1.0f / 60;
    begin_opengl_frame(false);
    ImGui::NewFrame();
    shape(*ImGui::GetForegroundDrawList());
    ImGui::Render();
    auto target = render::Framebuffer::create(width, height);
    EXPECT_TRUE(target);
    const render::DrawTarget drawing(*target);
    glClearColor(0, 0, 0, 1);
    glClear(GL_COLOR_BUFFER_BIT);
    ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
    return render::read_image(*target);
  }
  render::Image draw_line(ImVec2 from, ImVec2 to, float thickness, bool ours) {
    return draw([&](ImDrawList& list) {
      const ImVec2 ends[] = {from, to};
      if (ours)
        compat::draw_polyline(list, ends, IM_COL32_WHITE, thickness);
      else
        list.AddPolyline(ends, 2, IM_COL32_WHITE, 0, thickness);
    });
  }
  static float bright(const render::Image& image, int x, int y) {
    return static_cast<float>(render::pixel(image, x, y).g) / 255;
  }

  Gui gui_;
};

TEST_F(ShapesTest, OfALineEachPixelIsAsBrightAsItIsCovered) {
  for (const bool ours : {true, false})
    for (const float thickness : {1.0f, 2.0f, 3.0f, 6.0f})
      for (const float y : {30.0f, 30.125f, 30.25f, 30.5f, 30.8f})
        for (const float slope : {0.0f, 0.1f, -0.3f}) {
          // Longer than the picture: it has no ends.
          const render::Image image = draw_line({-20, y - 20 * slope}, {140, y + 140 * slope}, thickness, ours);
          const float cosine = 1 / std::sqrt(1 + slope * slope);
          for (int row = 0; row < height; ++row)
            for (const int x : {20, 57, 90}) {
              const float away =
                  std::abs(static_cast<float>(row) + 0.5f - (y + (static_cast<float>(x) + 0.5f) * slope));
              const float covered = std::clamp(0.5f * thickness + 0.5f - away * cosine, 0.0f, 1.0f);
              EXPECT_NEAR(bright(image, x, row), covered, 0.03f)
                  << thickness << " wide at " << y << ", slope " << slope << ", pixel " << x << ", " << row;
            }
        }
}

TEST_F(ShapesTest, BetweenWholeWidthsLinesGrow) {
  double before = 0;
  for (float thickness = 1; thickness <= 3; thickness += 0.25f) {
    const render::Image image = draw_line({-20, 30.3f}, {140, 30.3f}, thickness, true);
    double covered = 0;
    for (int row = 0; row < height; ++row) covered += double{bright(image, 50, row)};
    EXPECT_GT(covered, before + 0.02) << thickness;
    EXPECT_NEAR(covered, thickness, 0.4) << thickness;
    before = covered;
  }
}

// How far outside a box with round corners; negative inside.
float outside(ImVec2 p, ImVec2 low, ImVec2 high, float radius) {
  const float x = std::max(low.x + radius - p.x, p.x - (high.x - radius));
  const float y = std::max(low.y + radius - p.y, p.y - (high.y - radius));
  return (x > 0 && y > 0 ? std::hypot(x, y) : std::max(x, y)) - radius;
}

TEST_F(ShapesTest, OfARoundBoxEachPixelIsAsBrightAsItIsCovered) {
  struct Case {
    ImVec2 size;
    float radius, drawn;  // what is asked for, and what there is room for
  };
  for (const Case& c : {Case{{60, 24}, 6, 6},
                        {{60, 24}, 8.3f, 8},
                        {{40, 20}, 10, 10},
                        {{21, 21}, 10.5f, 10},
                        {{90, 40}, 20, 20},
                        {{30, 12}, 99, 6},
                        {{60, 24}, 0, 0}})
    for (const auto& [rim, apart] : {std::pair{false, 0.0f}, {true, 0.0f}, {false, 0.5f}, {true, 0.3f}}) {
      const ImVec2 low{11, 13}, high{low.x + c.size.x, low.y + c.size.y};
      const ImVec2 asked_low{low.x - apart, low.y - apart}, asked_high{high.x - apart, high.y - apart};
      const render::Image image = draw([&](ImDrawList& list) {
        if (rim)
          ui::draw_rim(list, asked_low, asked_high, IM_COL32_WHITE, c.radius);
        else
          ui::fill_round(list, asked_low, asked_high, IM_COL32_WHITE, c.radius);
      });
      for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) {
          const float away = outside({static_cast<float>(x) + 0.5f, static_cast<float>(y) + 0.5f}, low, high, c.drawn);
          const float covered =
              rim ? std::clamp(1 - std::abs(away + 0.5f), 0.0f, 1.0f) : std::clamp(0.5f - away, 0.0f, 1.0f);
          ASSERT_NEAR(bright(image, x, y), covered, 0.08f) << (rim ? "rim" : "box") << " of radius " << c.radius << ", "
                                                           << apart << " off, pixel " << x << ", " << y;
        }
    }
}

TEST_F(ShapesTest, WhereAUnitIsTwoPixelsTheyAreSmoothAndWithoutSeams) {
  const render::Image image = draw(
      [](ImDrawList& list) {
        ui::fill_round(list, {5, 5}, {50, 25}, IM_COL32_WHITE, 8);
      },
      2);
  bool between = false;  // the shade is half a unit wide, its smoothing up to 0.71
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x) {
      const ImVec2 p{0.5f * (static_cast<float>(x) + 0.5f), 0.5f * (static_cast<float>(y) + 0.5f)};
      const float away = outside(p, {5, 5}, {50, 25}, 8);
      if (std::abs(away) > 1.25f) {
        EXPECT_NEAR(bright(image, x, y), away < 0 ? 1 : 0, 0.02f) << x << ", " << y;
      }
      between = between || std::abs(bright(image, x, y) - 0.5f) < 0.2f;
    }
  EXPECT_TRUE(between);
}

TEST_F(ShapesTest, NoPartOfATranslucentBoxIsDrawnTwice) {
  for (const float radius : {6.0f, 30.0f}) {
    const render::Image image = draw([&](ImDrawList& list) {
      ui::fill_round(list, {10.25f, 9.5f}, {110.75f, 60.25f}, IM_COL32(255, 255, 255, 100), radius);
    });
    for (int y = 0; y < height; ++y)
      for (int x = 0; x < width; ++x) ASSERT_LE(bright(image, x, y), 101.0f / 255) << x << ", " << y;
    EXPECT_NEAR(bright(image, 60, 35), 100.0f / 255, 0.01f);
    EXPECT_NEAR(bright(image, 12, 35), 100.0f / 255, 0.01f);
  }
}

}  // namespace
}  // namespace fallline

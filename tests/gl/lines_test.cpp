// Lines as they reach the screen: the share of each pixel that they cover, wherever they lie.
#include <imgui.h>
#include <imgui_impl_opengl3.h>

#include <algorithm>
#include <cmath>

#include "app/gui.h"
#include "app/imgui_compat.h"
#include "app/present.h"
#include "tests/gl/gl_test.h"

namespace fallline {
namespace {

constexpr int width = 120, height = 64;

class LinesTest : public render::GlTest {
 protected:
  LinesTest() : gui_(1) { ImGui_ImplOpenGL3_Init("#version 330 core"); }
  ~LinesTest() override { ImGui_ImplOpenGL3_Shutdown(); }

  // White on black, from one end to the other.
  render::Image draw(ImVec2 from, ImVec2 to, float thickness, bool ours) {
    ImGui::GetIO().DisplaySize = {width, height};
    ImGui::GetIO().DeltaTime = 1.0f / 60;
    begin_opengl_frame(false);
    ImGui::NewFrame();
    ImDrawList& list = *ImGui::GetForegroundDrawList();
    const ImVec2 ends[] = {from, to};
    if (ours)
      compat::draw_polyline(list, ends, IM_COL32_WHITE, thickness);
    else
      list.AddPolyline(ends, 2, IM_COL32_WHITE, 0, thickness);
    ImGui::Render();
    auto target = render::Framebuffer::create(width, height);
    EXPECT_TRUE(target);
    const render::DrawTarget drawing(*target);
    glClearColor(0, 0, 0, 1);
    glClear(GL_COLOR_BUFFER_BIT);
    ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
    return render::read_image(*target);
  }

  Gui gui_;
};

TEST_F(LinesTest, EachPixelIsAsBrightAsItIsCovered) {
  for (const bool ours : {true, false})
    for (const float thickness : {1.0f, 2.0f, 3.0f, 6.0f})
      for (const float y : {30.0f, 30.125f, 30.25f, 30.5f, 30.8f})
        for (const float slope : {0.0f, 0.1f, -0.3f}) {
          // Longer than the picture: it has no ends.
          const render::Image image = draw({-20, y - 20 * slope}, {140, y + 140 * slope}, thickness, ours);
          const float cosine = 1 / std::sqrt(1 + slope * slope);
          for (int row = 0; row < height; ++row)
            for (const int x : {20, 57, 90}) {
              const float away =
                  std::abs(static_cast<float>(row) + 0.5f - (y + (static_cast<float>(x) + 0.5f) * slope));
              const float covered = std::clamp(0.5f * thickness + 0.5f - away * cosine, 0.0f, 1.0f);
              EXPECT_NEAR(static_cast<float>(render::pixel(image, x, row).g) / 255, covered, 0.03f)
                  << thickness << " wide at " << y << ", slope " << slope << ", pixel " << x << ", " << row;
            }
        }
}

TEST_F(LinesTest, BetweenWholeWidthsTheyGrow) {
  double before = 0;
  for (float thickness = 1; thickness <= 3; thickness += 0.25f) {
    const render::Image image = draw({-20, 30.3f}, {140, 30.3f}, thickness, true);
    double covered = 0;
    for (int row = 0; row < height; ++row) covered += render::pixel(image, 50, row).g / 255.0;
    EXPECT_GT(covered, before + 0.02) << thickness;
    EXPECT_NEAR(covered, thickness, 0.4) << thickness;
    before = covered;
  }
}

}  // namespace
}  // namespace fallline

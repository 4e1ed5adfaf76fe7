#include "app/present.h"

#include <glad/gl.h>
#include <imgui.h>
#include <imgui_impl_opengl3.h>

#include <cmath>

#include "app/imgui_compat.h"

namespace fallline {
namespace {

void clear(ImU32 colour) {
  const ImVec4 c = ImGui::ColorConvertU32ToFloat4(colour);
  glClearColor(c.x, c.y, c.z, 1);
  glClear(GL_COLOR_BUFFER_BIT);
}

}  // namespace

void begin_opengl_frame(bool fonts_are_new) {
  if (fonts_are_new) compat::renew_font_texture();
  ImGui_ImplOpenGL3_NewFrame();
  const GLuint atlas = compat::font_texture();
  if (atlas == 0) return;
  // Where a unit is a pixel its texels are what is shown: to take them as they are spares a renderer in software an
  // eighth of its time.
  const ImVec2 pixels = ImGui::GetIO().DisplayFramebufferScale;
  const GLint filter = pixels.x == 1 && pixels.y == 1 ? GL_NEAREST : GL_LINEAR;
  glBindTexture(GL_TEXTURE_2D, atlas);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, filter);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, filter);
}

void present(Lab& lab, Gui& gui, int width, int height) {
  const ImVec2 size = ImGui::GetIO().DisplaySize;
  const float pixels = size.x > 0 ? static_cast<float>(width) / size.x : 1;
  lab.draw(size, gui.ui(), pixels);
  ImGui::Render();
  glViewport(0, 0, width, height);
  clear(gui.ui().theme.gap);
  glEnable(GL_SCISSOR_TEST);
  for (const Cleared& ground : lab.grounds()) {
    const auto device = [&](float units) { return static_cast<int>(std::lround(units * pixels)); };
    const int left = device(ground.low.x), right = device(ground.high.x);
    const int top = device(ground.low.y), bottom = device(ground.high.y);
    if (right <= left || bottom <= top) continue;
    glScissor(left, height - bottom, right - left, bottom - top);
    clear(ground.colour);
  }
  glDisable(GL_SCISSOR_TEST);
  ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
}

}  // namespace fallline

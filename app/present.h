// One frame of the lab, from Dear ImGui's draw lists to the bound framebuffer.
#pragma once

#include "app/gui.h"
#include "app/lab.h"

namespace fallline {

// Before ImGui::NewFrame(), with Dear ImGui's OpenGL backend running.
void begin_opengl_frame(bool fonts_are_new);

// Between ImGui::NewFrame() and the swap: lays the lab out over Dear ImGui's display and draws it into the framebuffer
// that is bound, width × height device pixels. Dear ImGui's OpenGL backend must be running.
void present(Lab& lab, Gui& gui, int width, int height);

}  // namespace fallline

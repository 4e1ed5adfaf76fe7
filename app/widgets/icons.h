#pragma once

#include <imgui.h>

namespace fallline::ui {

// Drawn as shapes, so that they are as crisp at any size as the screen allows.
enum class Icon {
  play,
  pause,
  step_back,
  step_forward,
  epoch,
  to_start,
  to_end,
  reset,
  dice,
  loop,
  undo,
  redo,
  close,
  plus,
  minus,
  chevron_down,
  chevron_right,
  drag,
  check,
  logo
};

// `size` is the side in pixels of the square that holds the icon.
void draw_icon(ImDrawList& list, Icon icon, ImVec2 centre, float size, ImU32 colour);

}  // namespace fallline::ui

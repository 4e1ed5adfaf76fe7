#pragma once

#include <imgui.h>

#include <functional>
#include <string_view>

#include "app/imgui_compat.h"
#include "app/widgets/ui.h"

namespace fallline::test {

enum class Faces {
  builtin,   // Dear ImGui's own, loaded at once
  embedded,  // the program's
};

// A context of Dear ImGui without window and renderer. Each frame draws into one window that fills the display; the
// pointer and the keys are moved from here. The newest object is the one that can be used.
class NullLoop {
 public:
  explicit NullLoop(ImVec2 size = {400, 300}, Faces faces = Faces::builtin, float scale = 1.0f);
  ~NullLoop();
  NullLoop(const NullLoop&) = delete;
  NullLoop& operator=(const NullLoop&) = delete;

  std::function<void(ui::Ui&)> draw;
  bool in_window = true;  // false: what is drawn makes its own window
  ui::Ui ui;

  void frames(int count = 1);
  void resize(ImVec2 size) { size_ = size; }

  // Each runs as many frames as a person's hand would take at least.
  void move(float x, float y);
  void move(ImVec2 p) { move(p.x, p.y); }
  void press(int button = 0);
  void release(int button = 0);
  void click(ImVec2 p, int button = 0);
  void double_click(ImVec2 p);
  void drag(ImVec2 from, ImVec2 to, int button = 0);
  void wheel(float notches);
  void hold(bool control, bool shift);
  void key(compat::Key key);
  void type(const char* utf8);

 private:
  ImVec2 size_;
  ImGuiContext* previous_ = nullptr;
  ImGuiContext* context_ = nullptr;
};

}  // namespace fallline::test

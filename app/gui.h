// Gui: Dear ImGui's context with our fonts and theme, for as long as it lives.
#pragma once

#include "app/theme.h"
#include "app/widgets/ui.h"

namespace fallline {

class Gui {
 public:
  // `scale`: of the monitor.
  explicit Gui(float scale);
  ~Gui();
  Gui(const Gui&) = delete;
  Gui& operator=(const Gui&) = delete;

  ui::Ui& ui() { return ui_; }

  // Between frames. True when the fonts were loaded anew, so that the renderer must make their texture again.
  bool restyle(bool projector, bool light);

 private:
  float scale_;
  bool light_ = false;
  ui::Ui ui_;
};

}  // namespace fallline

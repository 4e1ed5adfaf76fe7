// Areas: where panels stand in the one Dear ImGui window that covers the screen.
#pragma once

#include <functional>

#include "app/frame.h"
#include "app/widgets/text.h"

namespace fallline {

struct Area {
  ImVec2 low, high;
  float width() const { return high.x - low.x; }
  float height() const { return high.y - low.y; }
  bool empty() const { return width() < 1 || height() < 1; }
};

enum class Ground { none, panel, plot };  // none: the view covers all of its area

// A panel in its area. Scrolling ones have a margin; views fill all of theirs.
void place(Frame& frame, const char* id, const Area& area, Ground ground, bool scrolls,
           const std::function<void()>& draw);

// The title of a view and how to use it, in its corner. Both return the box that it covers, which is empty where there
// is no room.
ui::Rect view_caption_box(const Frame& frame, ImVec2 corner, const ui::Caption& caption);
ui::Rect draw_view_caption(const Frame& frame, ImVec2 corner, const ui::Caption& caption);

// The window of the screen's size that all panels are children of, while it lives.
class DeskWindow {
 public:
  explicit DeskWindow(ImVec2 size);
  ~DeskWindow();
  DeskWindow(const DeskWindow&) = delete;
  DeskWindow& operator=(const DeskWindow&) = delete;
};

}  // namespace fallline

// DrawRecord: what was drawn once, kept as triangles, so that to draw it again costs no more than to copy them.
#pragma once

#include <imgui.h>

#include <vector>

namespace fallline::ui {

class DrawRecord {
 public:
  // Keeps what draw(list) draws in place of what was kept. Colours and shapes only: no text, no images, and clipping is
  // that of the list it is replayed into. Within a frame of Dear ImGui.
  template <class Draw>
  void record(Draw draw) {
    ImDrawList list(ImGui::GetDrawListSharedData());
    list._ResetForNewFrame();
    draw(list);
    keep(list);
  }
  void replay(ImDrawList& list) const;

  // False before the first recording, and once the texture that smooths the lines' edges is laid out in another way.
  bool usable() const;

 private:
  // No longer than 16-bit indices reach.
  struct Piece {
    std::vector<ImDrawVert> vertices;
    std::vector<ImDrawIdx> indices;
  };
  void keep(const ImDrawList& list);

  std::vector<Piece> pieces_;
  ImVec2 white_{-1, -1};
  ImVec4 lines_{};
};

}  // namespace fallline::ui

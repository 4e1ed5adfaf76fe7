#include "app/widgets/draw_record.h"

#include <algorithm>

namespace fallline::ui {
namespace {

// Where the atlas has the strips of the lines of width 1: it moves whenever the layout changes.
ImVec4 line_strip() { return ImGui::GetIO().Fonts->TexUvLines[1]; }

}  // namespace

void DrawRecord::keep(const ImDrawList& list) {
  pieces_.clear();
  white_ = ImGui::GetFontTexUvWhitePixel();
  lines_ = line_strip();
  for (int c = 0; c < list.CmdBuffer.Size;) {
    const ImDrawCmd& first = list.CmdBuffer[c];
    const unsigned vertices = first.VtxOffset, indices = first.IdxOffset;
    unsigned last_index = indices;
    for (; c < list.CmdBuffer.Size && list.CmdBuffer[c].VtxOffset == vertices; ++c)
      last_index = list.CmdBuffer[c].IdxOffset + list.CmdBuffer[c].ElemCount;
    const unsigned last_vertex =
        c < list.CmdBuffer.Size ? list.CmdBuffer[c].VtxOffset : static_cast<unsigned>(list.VtxBuffer.Size);
    if (last_index == indices) continue;
    pieces_.push_back({{list.VtxBuffer.Data + vertices, list.VtxBuffer.Data + last_vertex},
                       {list.IdxBuffer.Data + indices, list.IdxBuffer.Data + last_index}});
  }
}

void DrawRecord::replay(ImDrawList& list) const {
  for (const auto& [vertices, indices] : pieces_) {
    list.PrimReserve(static_cast<int>(indices.size()), static_cast<int>(vertices.size()));
    const unsigned base = list._VtxCurrentIdx;
    std::copy(vertices.begin(), vertices.end(), list._VtxWritePtr);
    std::transform(indices.begin(), indices.end(), list._IdxWritePtr,
                   [base](ImDrawIdx i) { return static_cast<ImDrawIdx>(base + i); });
    list._VtxWritePtr += vertices.size();
    list._IdxWritePtr += indices.size();
    list._VtxCurrentIdx += static_cast<unsigned>(vertices.size());
  }
}

bool DrawRecord::usable() const {
  const ImVec2 white = ImGui::GetFontTexUvWhitePixel();
  const ImVec4 lines = line_strip();
  return white.x == white_.x && white.y == white_.y && lines.x == lines_.x && lines.y == lines_.y &&
         lines.z == lines_.z && lines.w == lines_.w;
}

}  // namespace fallline::ui

// Places: where on the screen the things of the last frame are, by name. Tests of the real window aim their mouse with
// it.
#pragma once

#include <imgui.h>

#include <map>
#include <string>

namespace fallline {

using Places = std::map<std::string, ImVec4, std::less<>>;  // x, y, width, height in pixels of the window

inline void note_place(Places& places, std::string name, ImVec2 low, ImVec2 high) {
  places[std::move(name)] = ImVec4(low.x, low.y, high.x - low.x, high.y - low.y);
}
inline void note_item(Places& places, std::string name) {
  note_place(places, std::move(name), ImGui::GetItemRectMin(), ImGui::GetItemRectMax());
}

// The row that is drawn next, of this height: of a field that may have a message below it.
inline void note_row(Places& places, std::string name, float height) {
  const ImVec2 low = ImGui::GetCursorScreenPos();
  note_place(places, std::move(name), low, {low.x + ImGui::GetContentRegionAvail().x, low.y + height});
}

}  // namespace fallline

#pragma once

#include <imgui.h>

#include <string_view>

namespace fallline::ui {

// A font at the size it is meant for: from Dear ImGui 1.92 a font alone has none.
struct Face {
  ImFont* font = nullptr;
  float size = 0.0f;  // pixels
};

struct Fonts {
  Face text;              // Inter, 14 px
  Face strong;            // Inter SemiBold, 14 px
  Face small;             // Inter, 12 px: hints, subtitles
  Face caps;              // Inter SemiBold, 11 px, spaced: section heads in capitals
  Face number;            // JetBrains Mono, 13 px
  Face tick;              // JetBrains Mono, 11 px: labels of axes
  bool complete = false;  // false if a font file was missing at build: Dear ImGui's own face stands in
};

// Empties the atlas and loads every face at `scale` times its size, rounded to whole pixels. Call between frames; on
// Dear ImGui before 1.92 the renderer's font texture must be made anew afterwards.
Fonts load_fonts(ImFontAtlas& atlas, float scale);

// The size in pixels of one line of UTF-8 text.
ImVec2 text_size(const Face& face, std::string_view text);

// Draws with the top left corner at `position`, moved to whole pixels.
void draw_text(ImDrawList& list, const Face& face, ImVec2 position, ImU32 colour, std::string_view text);

// As draw_text, but what is wider than `width` ends in "…". Returns true if it had to be cut.
bool draw_text_cut(ImDrawList& list, const Face& face, ImVec2 position, float width, ImU32 colour,
                   std::string_view text);

// Makes the face current for Dear ImGui's own text for as long as the object lives.
class FontScope {
 public:
  explicit FontScope(const Face& face);
  ~FontScope();
  FontScope(const FontScope&) = delete;
  FontScope& operator=(const FontScope&) = delete;
};

}  // namespace fallline::ui

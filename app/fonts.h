#pragma once

#include <imgui.h>

#include <string_view>

namespace fallline::ui {

// A font at the size it is meant for: from Dear ImGui 1.92 a font alone has none.
struct Face {
  ImFont* font = nullptr;
  float size = 0.0f;  // pixels of a line: ascent and descent
};

// Sizes as a style sheet counts them, in px of the em square at 1×.
struct Fonts {
  Face text;              // Inter, 13.2: everything that is read
  Face strong;            // Inter SemiBold, 13.2: titles
  Face small;             // Inter, 11.6: hints, subtitles
  Face caps;              // Inter SemiBold, 10.7, spaced: section heads in capitals
  Face number;            // JetBrains Mono, 12.1: numbers, formulas
  Face tick;              // JetBrains Mono, 10.6: numbers of axes
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

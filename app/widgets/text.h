#pragma once

#include <string>
#include <string_view>

#include "app/widgets/ui.h"

namespace fallline::ui {

// Latin letters only: a symbol has no capital.
std::string capitals(std::string_view text);

struct SectionSpec {
  std::string_view suffix;   // dim, after the head, as in "9 found"
  std::string_view link;     // at the right, as in "+ add"
  std::string_view tooltip;  // of the link
};

// A head in small capitals with some space above. Returns true if the link was clicked.
bool section_head(Ui& ui, std::string_view title, const SectionSpec& spec = {});

// Wrapped text in the dim colour.
void paragraph(const Ui& ui, std::string_view text);

// Mono, in the formula's colour, wrapped.
void formula(const Ui& ui, std::string_view text);

enum class Severity { notice, error };

// One wrapped line with a coloured bar at its left: what went wrong, where it matters.
void message(const Ui& ui, Severity severity, std::string_view text);

// A short wrapped line in red, below a field that was filled in wrongly.
void field_error(const Ui& ui, std::string_view text);

// What is being computed and how far it is; `fraction` below 0 means that nobody knows.
void progress(const Ui& ui, std::string_view text, float fraction);

// A small rounded label. Draws at `min` and returns its size in pixels.
ImVec2 pill_size(const Theme& theme, std::string_view text);
void draw_pill(ImDrawList& list, const Theme& theme, ImVec2 min, std::string_view text, ImU32 colour);

// The same as an item of the layout.
void pill(const Ui& ui, std::string_view text, ImU32 colour);

// The title of a view with a dim hint below it, of one line or several, on ground that keeps it legible over any
// picture. Both return the box that it covers.
struct Caption {
  std::string_view title, hint;
};
Rect caption_box(const Theme& theme, ImVec2 min, float width, const Caption& caption);
Rect draw_caption(ImDrawList& list, const Theme& theme, ImVec2 min, float width, const Caption& caption);

}  // namespace fallline::ui

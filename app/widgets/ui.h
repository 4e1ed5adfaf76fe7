#pragma once

#include <imgui.h>

#include <string>
#include <string_view>

#include "app/theme.h"

namespace fallline::ui {

struct Rect {
  ImVec2 min, max;  // pixels of the screen

  float width() const { return max.x - min.x; }
  float height() const { return max.y - min.y; }
  ImVec2 centre() const { return {0.5f * (min.x + max.x), 0.5f * (min.y + max.y)}; }
  bool contains(ImVec2 p) const { return p.x >= min.x && p.x < max.x && p.y >= min.y && p.y < max.y; }
};

// What a person did to a value. A drag is `changed` on many frames and `finished` once, so an undo history merges the
// frames between; a wheel notch, a double click and a typed number are changed and finished on the same frame.
struct Edit {
  bool changed = false;   // the value is another one than before the call
  bool active = false;    // a drag or a text entry is under way
  bool finished = false;  // the interaction that changed the value ended on this frame

  explicit operator bool() const { return changed; }
  Edit& operator|=(const Edit& other) {
    changed |= other.changed;
    active |= other.active;
    finished |= other.finished;
    return *this;
  }
};

// The one field that is being typed into.
struct TextEntry {
  ImGuiID field = 0;
  std::string text;
  std::string refusal;  // why the last text was not taken
  bool wants_focus = false;
  int last_frame = 0;
};

// The one drag that is under way.
struct Drag {
  float grab = 0.0f;  // pixels from the handle to the pointer
  bool changed = false;
  bool blocked = false;  // the press was a double click or opened a text entry: moving on means nothing
};

// The one list that is open.
struct ListSearch {
  std::string text;        // what is typed to find an item
  std::size_t marked = 0;  // the item that Enter would choose
};

// What the widgets share: the theme, and the little state that lives longer than a frame. One for a window.
struct Ui {
  Theme theme;
  TextEntry entry;
  Drag drag;
  ListSearch search;
  ImGuiID copied = 0;        // the value that was copied last …
  double copied_at = -1e9;   // … and when, in seconds of ImGui::GetTime()
  float right_inset = 0.0f;  // pixels that a card keeps free at its right

  float available_width() const;
};

// Opacity of a disabled group applied to a colour.
ImU32 shade(ImU32 colour);

float row_height(const Theme& theme);

// A row: the label at left, smaller or cut if it is too long, and the place of the field at right; the cursor is moved
// there. A label that is empty or starts with "##" is only an id, and the field takes the full width.
Rect begin_row(const Ui& ui, std::string_view label, float height);

// The rounded field that sliders, combos and text share.
void draw_field(ImDrawList& list, const Theme& theme, const Rect& box, bool hovered);

// A line of text, centred vertically on y.
void draw_text_middle(ImDrawList& list, const Face& face, float x, float y, ImU32 colour, std::string_view text);

constexpr float tooltip_delay = 0.55f;  // seconds

// Shown over the last item once the pointer has rested on it: a formula in mono, then one sentence, then a dim remark.
void item_tooltip(const Ui& ui, std::string_view formula, std::string_view sentence, std::string_view remark = {});

// For the last item: a click copies `text`. The tooltip says so.
bool copies_on_click(Ui& ui, std::string_view text);

// As ImGui::PushID, which would read past the end of an empty text.
void push_id(std::string_view id);

// As ImGui::InvisibleButton, without its assertion on sizes that a shrinking panel brings to zero or below.
bool hit_area(std::string_view id, ImVec2 size, ImGuiButtonFlags flags = 0);

}  // namespace fallline::ui

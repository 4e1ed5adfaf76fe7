#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

#include "app/widgets/icons.h"
#include "app/widgets/ui.h"

namespace fallline::ui {

enum class ButtonKind {
  normal,
  primary,  // the one action that matters here, in the accent colour
  ghost,    // no ground until hovered
};

struct ButtonSpec {
  ButtonKind kind = ButtonKind::normal;
  std::optional<Icon> icon;  // before the label
  bool icon_after = false;   // after it instead
  bool selected = false;     // held down: a mode that is on
  float width = 0.0f;        // pixels; 0 fits the content
  float height = 0.0f;       // pixels; 0 is the usual 28 at 1×
  std::string_view tooltip;
};

// The size in pixels that button() will take.
ImVec2 button_size(const Theme& theme, std::string_view label, const ButtonSpec& spec = {});

// True on the frame of a click. A label that begins with "##" is an id only: an icon alone.
bool button(Ui& ui, std::string_view label, const ButtonSpec& spec = {});

// Coloured text that is clicked.
bool link(Ui& ui, std::string_view label, std::string_view tooltip = {});

// One of several, side by side in a sunken frame. Returns true if another was chosen.
bool segmented(Ui& ui, std::string_view id, std::span<const std::string_view> items, std::size_t& index);

// A small word in a head that is lit while `on`; a click switches. It ends at `right`, centred on `middle`, pixels of
// the screen; returns its left end.
float small_switch(const Theme& theme, std::string_view word, bool& on, float right, float middle);

// A switch with its label at the right of it. Returns true if it changed.
bool toggle(Ui& ui, std::string_view label, bool& on, std::string_view tooltip = {});

}  // namespace fallline::ui

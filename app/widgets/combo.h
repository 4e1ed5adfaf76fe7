#pragma once

#include <cstddef>
#include <span>
#include <string_view>

#include "app/widgets/icons.h"
#include "app/widgets/ui.h"

namespace fallline::ui {

struct ComboItem {
  std::string_view label;
  std::string_view detail;   // dim, at the right of the list
  std::string_view group;    // a heading is shown where it changes
  std::string_view formula;  // tooltip
  std::string_view tooltip;
  std::string_view key;      // found by this too, where the label is not easily typed
  std::string_view refused;  // why it cannot be chosen now; greyed then
};

// A field that opens a list. Returns true if another item was chosen. The field's tooltip is the chosen item's.
// An index past the end shows `none` and chooses nothing.
bool combo(Ui& ui, std::string_view label, std::size_t& index, std::span<const ComboItem> items,
           std::string_view none = "choose …");

bool combo(Ui& ui, std::string_view label, std::size_t& index, std::span<const std::string_view> items);

// The list alone, for a button such as "+ add": open with ImGui::OpenPopup(id), then call on every frame right after
// the item it belongs to. It stands below that item, or above where there is more room, and scrolls if it is too long.
// ↑, ↓ and Enter choose as well, and in a long list typing leaves what contains the text in its label, key or group.
// Returns true if an item was chosen; it is in `index`.
bool choice_popup(Ui& ui, const char* id, std::size_t& index, std::span<const ComboItem> items, float width);

}  // namespace fallline::ui

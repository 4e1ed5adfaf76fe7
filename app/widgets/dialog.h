#pragma once

#include <string_view>

#include "app/widgets/ui.h"

namespace fallline::ui {

// A panel in the middle, over everything else, while `open`; Escape and the cross close it. Draw its content while the
// object is true:
//
//     if (const ui::Dialog dialog(ui, "Open", {640, 480}, state.open); dialog) { … }
class Dialog {
 public:
  // `size` at 1×; smaller where the screen is.
  // What follows "###" in the title is its id alone.
  Dialog(Ui& ui, const char* title, ImVec2 size, bool& open);
  ~Dialog();
  Dialog(const Dialog&) = delete;
  Dialog& operator=(const Dialog&) = delete;

  explicit operator bool() const { return drawn_; }

 private:
  bool drawn_ = false;
};

// True when Enter was pressed in a dialog, and not to end the typing of a number.
bool dialog_submitted(const Ui& ui);

// A row that is clicked, in a list or a menu: text at the left, a dim remark at the right.
bool list_item(Ui& ui, std::string_view id, std::string_view text, std::string_view remark, bool selected = false);

}  // namespace fallline::ui

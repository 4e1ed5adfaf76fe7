// Actions: everything that a key or a menu can do. One table tells their names, keys and meanings; the window's
// keyboard, the menus and the help all read it. What can be switched on and off has a table of its own
// (session/view_spec.h), with keys too.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace fallline {

enum class Action {
  play,
  step_back,
  step_forward,
  to_start,
  to_end,
  tenth,  // to n tenths of the run, by the digit n
  epoch,
  reset,
  new_seed,
  loop,
  ghosts,  // while held; a tap keeps them until the next one
  unpin,
  paint,
  undo,
  redo,
  new_document,
  open,
  save,
  save_as,
  export_file,
  share,
  paste,
  help,
  quit,
};

// A key with Ctrl, or a character: then the layout of the keyboard does not matter.
struct Shortcut {
  enum Named { left = 256, right, home, end, escape, f1 };
  int key = 0;  // a character, letters as capitals, or a Named
  bool control = false, shift = false;
  friend bool operator==(const Shortcut&, const Shortcut&) = default;
};

struct ActionInfo {
  Action action;
  std::string_view group;
  std::string_view label;
  std::string_view meaning;
  Shortcut shortcut;
  Shortcut other = {};      // does the same
  bool repeats = false;     // while its key is held
  bool in_dialogs = false;  // its key works there too
};

std::span<const ActionInfo> actions();
const ActionInfo& info(Action action);

std::string words(const Shortcut& shortcut);  // "Ctrl+Shift+Z", "←"

}  // namespace fallline

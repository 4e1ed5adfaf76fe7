#include "app/actions.h"

#include <algorithm>
#include <cassert>
#include <iterator>

namespace fallline {
namespace {

constexpr std::string_view run = "Run", compare = "Compare", change = "Change", file = "File", program = "Program";

constexpr ActionInfo table[] = {
    {Action::play, run, "Play or pause", "Let them run, or stand still.", {' '}},
    {Action::step_back, run, "One step back", "Exactly: every number comes back.", {Shortcut::left}, {}, true},
    {Action::step_forward, run, "One step forward", "One update of every racer.", {Shortcut::right}, {}, true},
    {Action::to_start, run, "To step 0", "What was computed is kept.", {Shortcut::home}},
    {Action::to_end, run, "To the last step", "What is missing is computed.", {Shortcut::end}},
    {Action::tenth, run, "To n tenths of the run", "0 is the start, 5 the middle.", {'0'}},
    {Action::epoch, run, "One epoch", "As many updates as see every sample once; of networks.", {'N'}, {}, true},
    {Action::reset, run, "Reset", "Back to the same start, and forget the run.", {'R'}},
    {Action::new_seed, run, "New seed", "Other weights at the start, and another order of the samples.", {'W'}},
    {Action::loop, run, "Loop", "At the end, begin again.", {'O'}},
    {Action::ghosts,
     compare,
     "Ghosts",
     "Keeps the paths as they are now, faint, to compare with: while held, or by a tap.",
     {'G'}},
    {Action::unpin, compare, "Let go", "Of the chosen point, or of what is open.", {Shortcut::escape}, {}, false, true},
    {Action::paint, change, "Draw on the map", "Where the surface is an image: raises and lowers it.", {'D'}},
    {Action::undo, change, "Undo", "Takes the last change back.", {'Z', true}, {}, true},
    {Action::redo, change, "Redo", "Makes it again.", {'Z', true, true}, {'Y', true}, true},
    {Action::new_document, file, "New", "The default experiment.", {'N', true}},
    {Action::open,
     file,
     "Open …",
     "An experiment from a file, a PNG image as its surface, or a CSV file as data for networks.",
     {'O', true}},
    {Action::save, file, "Save", "To the file it came from.", {'S', true}},
    {Action::save_as, file, "Save as …", "To another file.", {'S', true, true}},
    {Action::export_file, file, "Export …", "Pictures, drawings, tables and films.", {'E', true}},
    {Action::share, file, "Share", "Copies all of it as one line of text.", {'C', true}},
    {Action::paste, file, "Paste", "Opens a shared line from the clipboard.", {'V', true}},
    {Action::help, program, "Keys", "This list.", {'?'}, {Shortcut::f1}, false, true},
    {Action::quit, program, "Quit", "Closes the window.", {'Q', true}, {}, false, true},
};

}  // namespace

std::span<const ActionInfo> actions() { return table; }

const ActionInfo& info(Action action) {
  const auto* found =
      std::find_if(std::begin(table), std::end(table), [&](const auto& a) { return a.action == action; });
  assert(found != std::end(table));
  return *found;
}

std::string words(const Shortcut& s) {
  std::string text = s.control ? "Ctrl+" : "";
  if (s.shift) text += "Shift+";
  switch (s.key) {
    case ' ':
      return text + "Space";
    case Shortcut::left:
      return text + "←";
    case Shortcut::right:
      return text + "→";
    case Shortcut::home:
      return text + "Home";
    case Shortcut::end:
      return text + "End";
    case Shortcut::escape:
      return text + "Esc";
    case Shortcut::f1:
      return text + "F1";
    case '0':
      return text + "0 … 9";
    default:
      return text + static_cast<char>(s.key);
  }
}

}  // namespace fallline

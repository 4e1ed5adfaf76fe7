#pragma once

#include <string>

#include "app/widgets/ui.h"

namespace fallline::ui {

// Typing into a field that shows something else the rest of the time: sliders, steppers, points.

enum class EntryOutcome { editing, submitted, cancelled };

void begin_entry(Ui& ui, ImGuiID field, std::string text);

// Whether this field is the one being typed into. An entry whose field was not drawn on the last frame is dropped.
bool is_editing(Ui& ui, ImGuiID field);

// Draws the entry in place of the field. Enter and leaving the field submit, Escape cancels.
// After `submitted`, call end_entry if the text is taken, refuse_entry if not.
EntryOutcome edit_entry(Ui& ui, const Rect& box);

void end_entry(Ui& ui);

// Keeps the field open with the reason below it, or gives up if the person has gone elsewhere already.
void refuse_entry(Ui& ui, std::string reason);

// The line below the field that says why the last text was not taken; draws nothing if there is no reason.
void entry_message(const Ui& ui);

}  // namespace fallline::ui

#include "app/widgets/text_entry.h"

#include <imgui_stdlib.h>

#include <utility>

#include "app/imgui_compat.h"
#include "app/widgets/text.h"

namespace fallline::ui {

void begin_entry(Ui& ui, ImGuiID field, std::string text) {
  ui.entry = TextEntry{field, std::move(text), {}, true, ImGui::GetFrameCount()};
}

bool is_editing(Ui& ui, ImGuiID field) {
  if (ui.entry.field != field || field == 0) return false;
  if (ImGui::GetFrameCount() - ui.entry.last_frame > 1) {
    end_entry(ui);
    return false;
  }
  ui.entry.last_frame = ImGui::GetFrameCount();
  return true;
}

EntryOutcome edit_entry(Ui& ui, const Rect& box) {
  const Theme& theme = ui.theme;
  const FontScope font(theme.fonts.number);
  const float pad = 0.5f * (box.height() - theme.fonts.number.size);
  ImGui::SetCursorScreenPos(box.min);
  ImGui::SetNextItemWidth(box.width());
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, ImVec2(theme.px(8), pad));
  ImGui::PushStyleColor(ImGuiCol_Border, ui.entry.refusal.empty() ? theme.handle : theme.error);
  if (ui.entry.wants_focus) ImGui::SetKeyboardFocusHere();
  const bool enter = ImGui::InputText("##entry", &ui.entry.text,
                                      ImGuiInputTextFlags_EnterReturnsTrue | ImGuiInputTextFlags_AutoSelectAll);
  if (ImGui::IsItemActive()) ui.entry.wants_focus = false;
  const bool left = ImGui::IsItemDeactivated();
  ImGui::PopStyleColor();
  ImGui::PopStyleVar();
  if (enter) return EntryOutcome::submitted;
  if (!left) return EntryOutcome::editing;
  return compat::key_pressed(compat::Key::escape) ? EntryOutcome::cancelled : EntryOutcome::submitted;
}

void end_entry(Ui& ui) { ui.entry = TextEntry{}; }

void refuse_entry(Ui& ui, std::string reason) {
  const bool by_enter = compat::key_pressed(compat::Key::enter) || compat::key_pressed(compat::Key::keypad_enter);
  if (!by_enter) {
    end_entry(ui);
    return;
  }
  ui.entry.refusal = std::move(reason);
  ui.entry.wants_focus = true;
}

void entry_message(const Ui& ui) { field_error(ui, ui.entry.refusal); }

}  // namespace fallline::ui

#include "app/widgets/dialog.h"

#include <algorithm>

#include "app/imgui_compat.h"
#include "app/widgets/button.h"
#include "app/widgets/text.h"

namespace fallline::ui {

Dialog::Dialog(Ui& ui, const char* title, ImVec2 size, bool& open) {
  const Theme& t = ui.theme;
  if (open && !ImGui::IsPopupOpen(title)) ImGui::OpenPopup(title);
  if (!open && !ImGui::IsPopupOpen(title)) return;
  const ImVec2 screen = ImGui::GetIO().DisplaySize;
  ImGui::SetNextWindowPos({0.5f * screen.x, 0.5f * screen.y}, ImGuiCond_Always, {0.5f, 0.5f});
  ImGui::SetNextWindowSize({std::min(t.px(size.x), screen.x - t.px(16)), std::min(t.px(size.y), screen.y - t.px(16))});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(t.px(18), t.px(16)));
  ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, t.card_rounding());
  ImGui::PushStyleColor(ImGuiCol_ModalWindowDimBg, rgb(0x05070a, 150));
  drawn_ = ImGui::BeginPopupModal(
      title, nullptr, ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings);
  ImGui::PopStyleColor();
  ImGui::PopStyleVar(2);
  if (!drawn_) return;

  const ImVec2 low = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x, height = t.px(28);
  draw_text_middle(*ImGui::GetWindowDrawList(), t.fonts.strong, low.x, low.y + 0.5f * height, t.text,
                   std::string_view(title).substr(0, std::string_view(title).find("###")));
  ImGui::SetCursorScreenPos({low.x + width - height, low.y});
  if (button(ui, "##close",
             {.kind = ButtonKind::ghost,
              .icon = Icon::close,
              .width = height,
              .height = height,
              .tooltip = "Close (Esc)."}))
    open = false;
  ImGui::SetCursorScreenPos({low.x, low.y + height + t.space(2)});
  // Where a number is typed the first Escape ends that.
  if (compat::key_pressed(compat::Key::escape) && ui.entry.field == 0) open = false;
  if (!open) ImGui::CloseCurrentPopup();
}

Dialog::~Dialog() {
  if (drawn_) ImGui::EndPopup();
}

bool dialog_submitted(const Ui& ui) {
  return ui.entry.field == 0 &&
         (compat::key_pressed(compat::Key::enter) || compat::key_pressed(compat::Key::keypad_enter));
}

bool list_item(Ui& ui, std::string_view id, std::string_view text, std::string_view remark, bool selected) {
  const Theme& t = ui.theme;
  const ImVec2 low = ImGui::GetCursorScreenPos();
  const Rect box{low, {low.x + ImGui::GetContentRegionAvail().x, low.y + t.px(26)}};
  const bool clicked = hit_area(id, {box.width(), box.height()});
  const bool hovered = ImGui::IsItemHovered();
  ImDrawList& list = *ImGui::GetWindowDrawList();
  if (hovered || selected) fill_round(list, box.min, box.max, hovered ? t.button_hovered : t.selection, t.px(5));
  const float pad = t.px(8);
  float right = box.max.x - pad;
  if (!remark.empty()) {
    right -= text_size(t.fonts.small, remark).x;
    draw_text_middle(list, t.fonts.small, right, box.centre().y, t.dim, remark);
  }
  draw_text_cut(list, t.fonts.text, {box.min.x + pad, box.centre().y - 0.5f * t.fonts.text.size},
                right - box.min.x - 2 * pad, selected ? t.text : t.label, text);
  return clicked;
}

}  // namespace fallline::ui

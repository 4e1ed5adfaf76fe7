#include "app/widgets/ui.h"

#include <algorithm>
#include <string>

#include "app/imgui_compat.h"
#include "app/widgets/rim.h"

namespace fallline::ui {
namespace {

bool is_hidden(std::string_view label) { return label.empty() || label.substr(0, 2) == "##"; }

void line(const Face& face, ImU32 colour, std::string_view text) {
  const FontScope scope(face);
  ImGui::PushStyleColor(ImGuiCol_Text, colour);
  ImGui::TextUnformatted(text.data(), text.data() + text.size());
  ImGui::PopStyleColor();
}

}  // namespace

float Ui::available_width() const { return std::max(1.0f, ImGui::GetContentRegionAvail().x - right_inset); }

ImU32 shade(ImU32 colour) { return ImGui::GetColorU32(colour); }

float row_height(const Theme& theme) { return theme.px(24); }

Rect begin_row(const Ui& ui, std::string_view label, float height) {
  const Theme& theme = ui.theme;
  const ImVec2 origin = ImGui::GetCursorScreenPos();
  const float width = ui.available_width();
  float label_width = 0.0f;
  if (!is_hidden(label)) {
    label_width = std::round(std::clamp(0.41f * width, std::min(theme.px(80), 0.47f * width), theme.px(150)));
    const float room = label_width - theme.px(6);
    // Smaller before it is cut.
    const Face& face = text_size(theme.fonts.text, label).x <= room ? theme.fonts.text : theme.fonts.small;
    draw_text_cut(*ImGui::GetWindowDrawList(), face, {origin.x, origin.y + 0.5f * (height - face.size)}, room,
                  shade(theme.label), label);
  }
  const ImVec2 min{origin.x + label_width, origin.y};
  ImGui::SetCursorScreenPos(min);
  return {min, {std::max(min.x + 1.0f, origin.x + width), origin.y + height}};
}

void draw_field(ImDrawList& list, const Theme& theme, const Rect& box, bool hovered) {
  fill_round(list, box.min, box.max, shade(theme.field), theme.rounding());
  draw_rim(list, box.min, box.max, shade(hovered ? mixed(theme.border, theme.dim, 0.35f) : theme.border),
           theme.rounding());
}

void draw_text_middle(ImDrawList& list, const Face& face, float x, float y, ImU32 colour, std::string_view text) {
  draw_text(list, face, {x, y - 0.5f * face.size}, colour, text);
}

void item_tooltip(const Ui& ui, std::string_view formula, std::string_view sentence, std::string_view remark) {
  if (formula.empty() && sentence.empty() && remark.empty()) return;
  if (!ImGui::IsItemHovered() || ImGui::IsItemActive() || compat::hovered_seconds() < tooltip_delay) return;
  const Theme& theme = ui.theme;
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(theme.px(10), theme.px(8)));
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(theme.px(4), theme.px(4)));
  ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, theme.rounding());
  ImGui::BeginTooltip();
  ImGui::PushTextWrapPos(theme.px(300));
  if (!formula.empty()) line(theme.fonts.number, theme.formula, formula);
  if (!sentence.empty()) line(theme.fonts.text, theme.text, sentence);
  if (!remark.empty()) line(theme.fonts.small, theme.dim, remark);
  ImGui::PopTextWrapPos();
  ImGui::EndTooltip();
  ImGui::PopStyleVar(3);
}

bool copies_on_click(Ui& ui, std::string_view text) {
  const bool hovered = ImGui::IsItemHovered();
  if (hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
  if (!hovered || !ImGui::IsMouseClicked(ImGuiMouseButton_Left)) return false;
  ImGui::SetClipboardText(std::string(text).c_str());
  ui.copied = compat::item_id();
  ui.copied_at = ImGui::GetTime();
  return true;
}

void push_id(std::string_view id) {
  if (id.empty()) {
    ImGui::PushID("");
  } else {
    ImGui::PushID(id.data(), id.data() + id.size());
  }
}

bool hit_area(std::string_view id, ImVec2 size, ImGuiButtonFlags flags) {
  push_id(id);
  const bool pressed = ImGui::InvisibleButton("##hit", {std::max(1.0f, size.x), std::max(1.0f, size.y)}, flags);
  ImGui::PopID();
  return pressed;
}

}  // namespace fallline::ui

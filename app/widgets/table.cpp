#include "app/widgets/table.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "app/widgets/number_format.h"

namespace fallline::ui {
namespace {

constexpr int most_digits = 4;

struct Columns {
  float left = 0.0f;   // of the first column, after the markers
  float width = 0.0f;  // of each
  float gap = 0.0f;    // kept free at the left of each

  float right(std::size_t column) const { return left + static_cast<float>(column + 1) * width; }
};

// A number in the most digits that the column holds.
std::string fitted(const Face& face, double value, float room) {
  for (int digits = most_digits; digits > 1; --digits) {
    std::string text = format_padded(value, digits);
    if (text_size(face, text).x <= room) return text;
  }
  return format_padded(value, 1);
}

void draw_right(ImDrawList& list, const Face& face, float right, float y, ImU32 colour, std::string_view text) {
  draw_text_middle(list, face, right - text_size(face, text).x, y, colour, text);
}

std::string row_text(std::span<const std::string_view> heads, std::span<const double> values, bool named,
                     std::string_view separator) {
  std::string text;
  for (std::size_t c = 0; c < values.size(); ++c) {
    if (c > 0) text += separator;
    if (named && c < heads.size()) text += std::string(heads[c]) + " = ";
    text += format_full(values[c]);
  }
  return text;
}

void draw_heads(const Ui& ui, const Columns& columns, std::span<const std::string_view> heads) {
  const Theme& theme = ui.theme;
  const ImVec2 min = ImGui::GetCursorScreenPos();
  const float height = theme.px(22);
  ImDrawList& list = *ImGui::GetWindowDrawList();
  for (std::size_t c = 0; c < heads.size(); ++c) {
    draw_right(list, theme.fonts.number, columns.right(c), min.y + 0.5f * height, shade(theme.faint), heads[c]);
  }
  ImGui::Dummy({ui.available_width(), height});
}

void table_row(Ui& ui, const TableSpec& spec, const Columns& columns, std::size_t index, TableResult& result) {
  const Theme& theme = ui.theme;
  const TableRow row = spec.row(index);
  const ImVec2 min = ImGui::GetCursorScreenPos();
  const Rect box{min, {min.x + ui.available_width(), min.y + theme.px(24)}};
  ImGui::PushID(static_cast<int>(index));
  if (hit_area("##row", {box.width(), box.height()})) result.clicked = index;
  const bool hovered = ImGui::IsItemHovered();
  if (hovered) {
    result.hovered = index;
    if (ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left)) result.double_clicked = index;
    if (ImGui::IsMouseClicked(ImGuiMouseButton_Right)) {
      ImGui::SetClipboardText(row_text(spec.heads, row.values, false, "\t").c_str());
    }
  }
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const bool selected = spec.selected == index;
  if (hovered || selected) {
    const ImU32 ground = selected ? theme.selection : faded(theme.button_hovered, 0.45f);
    list.AddRectFilled(box.min, box.max, shade(ground), theme.px(4));
  }
  const float y = std::round(box.centre().y);
  if (row.marker) draw_marker(list, *row.marker, {min.x + theme.px(9), y}, theme.px(4), theme);
  for (std::size_t c = 0; c < std::min(row.values.size(), spec.heads.size()); ++c) {
    const std::string text = fitted(theme.fonts.number, row.values[c], columns.width - columns.gap);
    draw_right(list, theme.fonts.number, columns.right(c), y, shade(theme.text), text);
  }
  if (hovered) {
    item_tooltip(ui, row_text(spec.heads, row.values, true, "\n"), {}, "right click copies the row");
  }
  ImGui::PopID();
}

}  // namespace

TableResult table(Ui& ui, const TableSpec& spec) {
  const Theme& theme = ui.theme;
  TableResult result;
  Columns columns;
  const float markers = theme.px(20), end = theme.px(6);
  columns.left = ImGui::GetCursorScreenPos().x + markers;
  columns.width =
      (ui.available_width() - markers - end) / static_cast<float>(std::max<std::size_t>(1, spec.heads.size()));
  columns.gap = theme.px(6);

  ImGui::PushID(spec.id.data(), spec.id.data() + spec.id.size());
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(0, 0));
  draw_heads(ui, columns, spec.heads);
  ImGuiListClipper clipper;
  clipper.Begin(static_cast<int>(spec.rows), theme.px(24));
  while (clipper.Step()) {
    for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i) {
      table_row(ui, spec, columns, static_cast<std::size_t>(i), result);
    }
  }
  ImGui::PopStyleVar();
  ImGui::Dummy({1.0f, theme.px(2)});
  ImGui::PopID();
  return result;
}

}  // namespace fallline::ui

#include "app/widgets/table.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "app/widgets/number_format.h"

namespace fallline::ui {
namespace {

constexpr std::size_t rows_measured = 256;

// How the numbers of one column are written: all with the same decimals, so that their points stand below each other.
struct Format {
  int decimals = 3;
  bool scientific = false;  // the largest is too large or too small for decimals
  int digits = 4;
};

struct Columns {
  float left = 0.0f;   // of the first column, after the markers
  float width = 0.0f;  // of each
  float gap = 0.0f;    // kept free at the left of each
  std::vector<Format> formats;

  float right(std::size_t column) const { return left + static_cast<float>(column + 1) * width; }
};

// `digits` significant digits for the largest number, and for the others the decimals that follow.
Format format_for(double largest, int digits) {
  if (!(largest > 0.0)) return {1, false, digits};
  const int top = static_cast<int>(std::floor(std::log10(largest)));
  if (top < -3 || top >= 5) return {0, true, digits};
  return {std::max(0, digits - 1 - top), false, digits};
}

std::string cell_text(double value, const Format& format) {
  if (std::isnan(value)) return "–";
  if (format.scientific || !std::isfinite(value)) return format_number(value, format.digits);
  // A small number is not zero: it says its power of ten.
  const double unit = std::pow(10.0, -format.decimals);
  if (value != 0.0 && std::abs(value) < 0.5 * unit) return format_number(value, 1);
  return fmt::format("{:.{}f}", value == 0.0 ? 0.0 : value, format.decimals);
}

// The most digits, four at most, with which all numbers of a column fit.
Format measured(const Face& face, std::span<const double> values, float room) {
  double largest = 0.0;
  for (const double v : values) {
    if (std::isfinite(v)) largest = std::max(largest, std::abs(v));
  }
  for (int digits = 4; digits > 1; --digits) {
    const Format format = format_for(largest, digits);
    const auto fits = [&](double v) { return text_size(face, cell_text(v, format)).x <= room; };
    if (std::all_of(values.begin(), values.end(), fits)) return format;
  }
  return format_for(largest, 1);
}

std::vector<Format> measure(const Theme& theme, const TableSpec& spec, float room) {
  const std::size_t rows = std::min(spec.rows, rows_measured);
  std::vector<std::vector<double>> columns(spec.heads.size());
  for (std::size_t r = 0; r < rows; ++r) {
    const TableRow row = spec.row(r);
    for (std::size_t c = 0; c < std::min(row.values.size(), columns.size()); ++c) columns[c].push_back(row.values[c]);
  }
  std::vector<Format> formats;
  for (const std::vector<double>& column : columns) formats.push_back(measured(theme.fonts.number, column, room));
  return formats;
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
    text += std::isnan(values[c]) && named ? "–" : format_full(values[c]);
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
    fill_round(list, box.min, box.max, shade(ground), theme.px(4));
  }
  const float y = std::round(box.centre().y);
  if (row.marker) draw_marker(list, *row.marker, {min.x + theme.px(9), y}, theme.px(4), theme);
  for (std::size_t c = 0; c < std::min(row.values.size(), spec.heads.size()); ++c) {
    draw_right(list, theme.fonts.number, columns.right(c), y, shade(theme.text),
               cell_text(row.values[c], columns.formats[c]));
  }
  if (hovered) {
    item_tooltip(ui, row_text(spec.heads, row.values, true, "\n"), row.tooltip, "right click copies the row");
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
  columns.formats = measure(theme, spec, columns.width - columns.gap);

  push_id(spec.id);
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

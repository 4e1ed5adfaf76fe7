#include "app/widgets/values.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "app/imgui_compat.h"
#include "app/widgets/number_format.h"
#include "app/widgets/text.h"

namespace fallline::ui {
namespace {

float key_width(const Ui& ui) {
  return std::round(std::clamp(0.335f * ui.available_width(), ui.theme.px(60), ui.theme.px(130)));
}

// What is not defined has no number.
std::string padded(double value, int digits = 4) { return std::isnan(value) ? "–" : format_padded(value, digits); }

bool just_copied(const Ui& ui) { return ui.copied == compat::item_id() && ImGui::GetTime() - ui.copied_at < 1.5; }

// The whole row is the target: it lights up, a click copies, hovering tells all digits.
bool copyable(Ui& ui, const Rect& box, std::string_view full, std::string_view tooltip) {
  ImGui::SetCursorScreenPos(box.min);
  hit_area("##row", {box.width(), box.height()});
  const bool clicked = copies_on_click(ui, full);
  if (ImGui::IsItemHovered()) {
    const float out = ui.theme.px(4);
    fill_round(*ImGui::GetWindowDrawList(), {box.min.x - out, box.min.y}, {box.max.x + out, box.max.y},
               shade(faded(ui.theme.button_hovered, 0.45f)), ui.theme.px(4));
  }
  item_tooltip(ui, full, tooltip, just_copied(ui) ? "copied" : "click to copy");
  return clicked;
}

Rect row_box(const Ui& ui, float height) {
  const ImVec2 min = ImGui::GetCursorScreenPos();
  return {min, {min.x + ui.available_width(), min.y + height}};
}

void draw_key(const Ui& ui, const Rect& box, float width, float y, std::string_view key) {
  const Face& face = ui.theme.fonts.number;
  draw_text_cut(*ImGui::GetWindowDrawList(), face, {box.min.x, y - 0.5f * face.size}, width - ui.theme.px(6),
                shade(ui.theme.dim), key);
}

}  // namespace

bool value_row(Ui& ui, const ValueRow& row) {
  const Theme& theme = ui.theme;
  push_id(row.key);
  // In a narrow panel the pill stands below, whatever its word: nothing moves when that changes.
  const bool below = !row.pill.empty() && !row.value.empty() && ui.available_width() < theme.px(240);
  const Rect box = row_box(ui, theme.px(16));
  const bool copied = copyable(ui, box, row.full.empty() ? row.value : row.full, row.tooltip);
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const float y = box.centre().y;
  // A value that explains itself ("θ = (…)") has no key and begins at the left.
  const float indent = row.key.empty() ? 0.0f : key_width(ui);
  draw_key(ui, box, indent, y, row.key);
  float right = box.max.x;
  if (!row.pill.empty()) {
    const ImVec2 size = pill_size(theme, row.pill);
    const float line = below ? theme.px(22) : 0.0f;
    const float left = row.value.empty() ? box.min.x + indent : right - size.x;
    draw_pill(list, theme, {left, std::round(y + line - 0.5f * size.y)}, row.pill, row.pill_colour);
    if (!below) right -= size.x + theme.px(8);
  }
  float x = box.min.x + indent;
  const Face& mono = theme.fonts.number;
  draw_text_cut(list, mono, {x, y - 0.5f * mono.size}, right - x, shade(theme.text), row.value);
  x += text_size(mono, row.value).x + theme.px(8);
  if (!row.note.empty() && x < right) {
    draw_text_cut(list, mono, {x, y - 0.5f * mono.size}, right - x, shade(theme.dim), row.note);
  }
  if (below) ImGui::Dummy({0.0f, theme.px(18)});
  ImGui::PopID();
  return copied;
}

bool value_row(Ui& ui, std::string_view key, double value, std::string_view unit, std::string_view tooltip) {
  const std::string text = std::isnan(value) ? "–" : format_number(value), full = format_full(value);
  return value_row(ui, {key, text, full, unit, {}, 0, tooltip});
}

bool matrix_row(Ui& ui, std::string_view key, const std::array<double, 4>& matrix, std::string_view tooltip) {
  const Theme& theme = ui.theme;
  const Face& mono = theme.fonts.number;
  push_id(key);
  const float line = theme.px(19);
  const Rect box = row_box(ui, 2.0f * line + theme.px(4));
  const std::string full = fmt::format("[{}, {}; {}, {}]", format_full(matrix[0]), format_full(matrix[1]),
                                       format_full(matrix[2]), format_full(matrix[3]));
  const bool copied = copyable(ui, box, full, tooltip);

  // The number of digits falls until both columns fit.
  const float left = box.min.x + key_width(ui), bracket = theme.px(5), gap = theme.px(14);
  std::array<std::string, 4> cells;
  std::array<float, 2> widths{};
  for (int digits = 4; digits >= 2; --digits) {
    for (std::size_t i = 0; i < 4; ++i) cells[i] = padded(matrix[i], digits);
    for (std::size_t c = 0; c < 2; ++c)
      widths[c] = std::max(text_size(mono, cells[c]).x, text_size(mono, cells[c + 2]).x);
    if (left + widths[0] + widths[1] + gap + 2.0f * (bracket + theme.px(4)) <= box.max.x) break;
  }
  ImDrawList& list = *ImGui::GetWindowDrawList();
  draw_key(ui, box, key_width(ui), box.min.y + 0.5f * line + theme.px(2), key);
  const float top = box.min.y + theme.px(1), bottom = box.max.y - theme.px(1);
  const float first = left + bracket + theme.px(4) + widths[0], second = first + gap + widths[1];
  const auto draw_bracket = [&](float x, float towards) {
    const ImU32 colour = shade(theme.dim);
    const ImVec2 points[] = {
        {x + towards, top + 0.5f}, {x, top + 0.5f}, {x, bottom - 0.5f}, {x + towards, bottom - 0.5f}};
    list.AddPolyline(points, 4, colour, 0, std::max(1.0f, theme.px(1.2f)));
  };
  draw_bracket(std::round(left) + 0.5f, bracket);
  draw_bracket(std::round(second + theme.px(4) + bracket) + 0.5f, -bracket);
  for (std::size_t i = 0; i < 4; ++i) {
    const float right = i % 2 == 0 ? first : second;
    const float y = box.min.y + theme.px(2) + (static_cast<float>(i / 2) + 0.5f) * line;
    draw_text_middle(list, mono, right - text_size(mono, cells[i]).x, y, shade(theme.text), cells[i]);
  }
  ImGui::PopID();
  return copied;
}

bool eigenvalue_row(Ui& ui, std::string_view name, double value, double largest, std::string_view tooltip,
                    double other) {
  const Theme& theme = ui.theme;
  push_id(name);
  const Rect box = row_box(ui, theme.px(16));
  const bool copied = copyable(ui, box, format_full(value), tooltip);
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const float y = box.centre().y;
  const std::string text = fmt::format("{} = {}", name, padded(value));
  const auto width = [&](double v) {
    return text_size(theme.fonts.number, fmt::format("{} = {}", name, padded(v))).x + theme.px(10);
  };
  const float text_width = std::max({key_width(ui), width(value), width(other)});
  draw_text_middle(list, theme.fonts.number, box.min.x, y, shade(mixed(theme.dim, theme.text, 0.45f)), text);

  const Rect track{{box.min.x + text_width, std::round(y - theme.px(6))}, {box.max.x, std::round(y + theme.px(6))}};
  if (track.width() >= theme.px(16)) {
    const float centre = std::round(track.centre().x);
    fill_round(list, track.min, track.max, shade(theme.field), theme.px(3));
    const double share = largest > 0.0 && std::isfinite(value) ? std::clamp(value / largest, -1.0, 1.0) : 0.0;
    float end = centre + static_cast<float>(share) * (0.5f * track.width() - theme.px(2));
    if (value != 0.0 && !std::isnan(value))
      end = value > 0.0 ? std::max(end, centre + 2.0f) : std::min(end, centre - 2.0f);
    fill_round(list, {std::min(centre, end), track.min.y + 1.0f}, {std::max(centre, end), track.max.y - 1.0f},
               shade(value > 0.0 ? theme.positive : theme.negative), theme.px(2));
    list.AddLine({centre + 0.5f, track.min.y}, {centre + 0.5f, track.max.y}, shade(theme.faint));
  }
  ImGui::PopID();
  return copied;
}

}  // namespace fallline::ui

#include "app/widgets/field.h"

#include <fmt/format.h>
#include <imgui_stdlib.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

#include "app/imgui_compat.h"
#include "app/widgets/icons.h"
#include "app/widgets/number_format.h"
#include "app/widgets/slider_scale.h"
#include "app/widgets/text.h"
#include "app/widgets/text_entry.h"

namespace fallline::ui {
namespace {

std::string point_text(std::span<const double> point, std::string (*format)(double)) {
  std::string text;
  for (const double x : point) text += (text.empty() ? "" : ", ") + format(x);
  return text;
}

// "(1, 2e-3)" or "1, 2e-3": as many numbers as asked for, or nothing.
std::optional<std::vector<double>> parse_point(std::string_view text, std::size_t count) {
  const auto trim = [](std::string_view s, std::string_view set) {
    const std::size_t first = s.find_first_not_of(set);
    if (first == std::string_view::npos) return std::string_view();
    return s.substr(first, s.find_last_not_of(set) - first + 1);
  };
  text = trim(text, " ()");
  std::vector<double> point;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t comma = std::min(text.find(',', at), text.size());
    const std::optional<double> x = parse_number(text.substr(at, comma - at));
    if (!x) return std::nullopt;
    point.push_back(*x);
    at = comma + 1;
  }
  if (point.size() != count) return std::nullopt;
  return point;
}

Edit type_point(Ui& ui, const Rect& box, std::span<double> point) {
  Edit edit;
  const EntryOutcome outcome = edit_entry(ui, box);
  edit.active = outcome == EntryOutcome::editing;
  if (outcome == EntryOutcome::cancelled) end_entry(ui);
  if (outcome == EntryOutcome::submitted) {
    if (const auto typed = parse_point(ui.entry.text, point.size())) {
      edit.changed = edit.finished = !std::equal(typed->begin(), typed->end(), point.begin());
      std::copy(typed->begin(), typed->end(), point.begin());
      end_entry(ui);
    } else {
      refuse_entry(ui, fmt::format("write {} numbers separated by commas", point.size()));
    }
  }
  entry_message(ui);
  return edit;
}

// The whole numbers of a stepper obey the rules of a slider's typing and wheel.
SliderSpec as_slider(const StepperSpec& spec) {
  SliderSpec slider;
  slider.min = slider.lower = spec.min;
  slider.max = slider.upper = spec.max;
  slider.integer = true;
  return slider;
}

Edit type_integer(Ui& ui, const Rect& box, int& value, const StepperSpec& spec) {
  Edit edit;
  const EntryOutcome outcome = edit_entry(ui, box);
  edit.active = outcome == EntryOutcome::editing;
  if (outcome == EntryOutcome::cancelled) end_entry(ui);
  if (outcome == EntryOutcome::submitted) {
    const std::optional<double> number = parse_number(ui.entry.text);
    const std::optional<std::string> reason = number ? refusal(*number, as_slider(spec)) : "not a whole number";
    if (reason) {
      refuse_entry(ui, *reason);
    } else {
      edit.changed = edit.finished = static_cast<int>(*number) != value;
      value = static_cast<int>(*number);
      end_entry(ui);
    }
  }
  entry_message(ui);
  return edit;
}

// The two signs at the right end of a stepper; the cursor is left below the row.
int step_signs(const Ui& ui, const Rect& box) {
  const Theme& theme = ui.theme;
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const float side = std::min(box.height(), 0.25f * box.width());
  int steps = 0;
  for (const int direction : {-1, 1}) {
    const float x = box.max.x - (direction < 0 ? 2.0f : 1.0f) * side;
    ImGui::SetCursorScreenPos({x, box.min.y});
    if (hit_area(direction < 0 ? "minus" : "plus", {side, box.height()})) steps += direction;
    const ImU32 colour = ImGui::IsItemHovered() ? theme.text : theme.dim;
    draw_icon(list, direction < 0 ? Icon::minus : Icon::plus, {std::round(x + 0.5f * side), box.centre().y},
              theme.px(9), shade(colour));
  }
  return steps;
}

}  // namespace

Edit text_field(Ui& ui, std::string_view label, std::string& text, const TextFieldSpec& spec) {
  const Theme& theme = ui.theme;
  Edit edit;
  push_id(label);
  const float height = theme.px(30);
  const Rect box = begin_row(ui, label, height);
  const Face& face = spec.mono ? theme.fonts.number : theme.fonts.text;
  {
    const FontScope font(face);
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, ImVec2(theme.px(10), 0.5f * (height - face.size)));
    if (!spec.error.empty()) ImGui::PushStyleColor(ImGuiCol_Border, theme.error);
    ImGui::SetNextItemWidth(box.width());
    if (spec.focus) ImGui::SetKeyboardFocusHere();
    edit.changed = ImGui::InputTextWithHint("##text", std::string(spec.hint).c_str(), &text);
    edit.active = ImGui::IsItemActive();
    edit.finished = ImGui::IsItemDeactivatedAfterEdit();
    if (!spec.error.empty()) ImGui::PopStyleColor();
    ImGui::PopStyleVar();
  }
  if (!edit.active) item_tooltip(ui, {}, spec.tooltip);
  field_error(ui, spec.error);
  ImGui::PopID();
  return edit;
}

Edit point_field(Ui& ui, std::string_view label, std::span<double> point, const PointFieldSpec& spec) {
  const Theme& theme = ui.theme;
  Edit edit;
  push_id(label);
  const Rect box = begin_row(ui, label, theme.px(30));
  const ImGuiID id = ImGui::GetID("##entry");
  if (is_editing(ui, id)) {
    edit = type_point(ui, box, point);
  } else {
    if (hit_area("##point", {box.width(), box.height()})) begin_entry(ui, id, point_text(point, format_full));
    const bool hovered = ImGui::IsItemHovered();
    if (hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_TextInput);
    ImDrawList& list = *ImGui::GetWindowDrawList();
    draw_field(list, theme, box, hovered);
    const float y = box.centre().y, pad = theme.px(10), icon = spec.drag_icon ? theme.px(11) : 0.0f;
    float right = box.max.x - pad;
    if (spec.drag_icon) draw_icon(list, Icon::drag, {right - 0.5f * icon, std::round(y)}, icon, shade(theme.dim));
    right -= icon > 0.0f ? icon + theme.px(5) : 0.0f;
    const std::string text = fmt::format("({})", point_text(point, [](double x) { return format_number(x); }));
    const float text_width = text_size(theme.fonts.number, text).x,
                hint_width = text_size(theme.fonts.small, spec.hint).x;
    const bool hint_fits = box.min.x + pad + text_width + pad + hint_width <= right;
    if (hint_fits) draw_text_middle(list, theme.fonts.small, right - hint_width, y, shade(theme.dim), spec.hint);
    draw_text_cut(list, theme.fonts.number, {box.min.x + pad, y - 0.5f * theme.fonts.number.size},
                  right - box.min.x - pad, shade(theme.text), text);
    item_tooltip(ui, spec.formula, spec.tooltip, fmt::format("({})\nclick to type", point_text(point, format_full)));
  }
  ImGui::PopID();
  return edit;
}

Edit stepper(Ui& ui, std::string_view label, int& value, const StepperSpec& spec) {
  const Theme& theme = ui.theme;
  Edit edit;
  push_id(label);
  const Rect box = begin_row(ui, label, theme.px(30));
  const ImGuiID id = ImGui::GetID("##entry");
  if (is_editing(ui, id)) {
    edit = type_integer(ui, box, value, spec);
  } else {
    ImDrawList& list = *ImGui::GetWindowDrawList();
    draw_field(list, theme, box, ImGui::IsMouseHoveringRect(box.min, box.max) && ImGui::IsWindowHovered());
    const float signs = 2.0f * std::min(box.height(), 0.25f * box.width());
    int target = value;
    if (hit_area("##number", {box.width() - signs, box.height()})) begin_entry(ui, id, std::to_string(value));
    if (ImGui::IsItemHovered()) {
      ImGui::SetMouseCursor(ImGuiMouseCursor_TextInput);
      if (compat::own_wheel() && compat::wheel_notches() != 0.0f)
        target += compat::wheel_notches() > 0 ? spec.step : -spec.step;
    }
    item_tooltip(ui, spec.formula, spec.tooltip, "click to type, wheel to step");
    const std::string text = spec.unit.empty() ? std::to_string(value) : fmt::format("{} {}", value, spec.unit);
    draw_text_cut(list, theme.fonts.number, {box.min.x + theme.px(10), box.centre().y - 0.5f * theme.fonts.number.size},
                  box.width() - signs - theme.px(12), shade(theme.text), text);
    target += spec.step * step_signs(ui, box);
    if (target != value) {
      const int next = std::clamp(target, spec.min, spec.max);
      edit.changed = edit.finished = next != value;
      value = next;
    }
  }
  ImGui::PopID();
  return edit;
}

}  // namespace fallline::ui

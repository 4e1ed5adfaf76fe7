#include "app/widgets/slider.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "app/imgui_compat.h"
#include "app/widgets/number_format.h"
#include "app/widgets/rim.h"
#include "app/widgets/text_entry.h"

namespace fallline::ui {
namespace {

std::string shown(double value, const SliderSpec& spec) {
  if (spec.format) return spec.format(value);
  std::string text = format_number(value, spec.digits);
  if (!spec.unit.empty()) text += fmt::format(" {}", spec.unit);
  return text;
}

// The handle moves between the rounded ends of the track.
struct Track {
  float left, right;

  Track(const Rect& box, const Theme& theme) : left(box.min.x + theme.px(4)), right(box.max.x - theme.px(4)) {}
  float x_of(double position) const { return left + static_cast<float>(position) * (right - left); }
  double position_of(float x) const { return right > left ? (x - left) / (right - left) : 0.0; }
};

void draw_track(ImDrawList& list, const Theme& theme, const Rect& box, double position, bool hovered, bool active) {
  fill_round(list, box.min, box.max, shade(theme.field), theme.rounding());
  const float handle = std::round(Track(box, theme).x_of(position));
  const float radius = theme.rounding();
  if (position > 0.0) {
    // Round at the left, square where the handle stands. No clip rectangle: each would be a draw call of its own.
    const ImU32 colour = shade(hovered || active ? theme.fill_hovered : theme.fill);
    const float end = std::min(handle, box.max.x - radius);
    fill_round(list, box.min, {std::max(handle, box.min.x + 2.0f * radius), box.max.y}, colour, radius);
    if (end > box.min.x + 2.0f * radius) list.AddRectFilled({end - radius, box.min.y}, {end, box.max.y}, colour);
  }
  draw_rim(list, box.min, box.max, shade(hovered || active ? mixed(theme.border, theme.dim, 0.35f) : theme.border),
           radius);
}

// The handle stays visible above and below the number and fades where it would cross the digits.
void draw_handle(ImDrawList& list, const Theme& theme, const Rect& box, double position, const Rect& number,
                 bool active) {
  const float half = 0.5f * theme.px(active ? 4 : 3);
  const float x = std::round(Track(box, theme).x_of(position));
  const ImU32 colour = shade(active ? mixed(theme.handle, theme.text, 0.3f) : theme.handle);
  const float top = box.min.y + theme.px(2), bottom = box.max.y - theme.px(2);
  const bool crosses = x + half > number.min.x - theme.px(2) && x - half < number.max.x + theme.px(2);
  fill_round(list, {x - half, top}, {x + half, bottom}, crosses ? faded(colour, 0.22f) : colour, half);
  if (!crosses) return;
  const float notch = std::max(theme.px(3), 0.5f * (box.height() - theme.fonts.number.size) - theme.px(2));
  fill_round(list, {x - half, top}, {x + half, top + notch}, colour, half);
  fill_round(list, {x - half, bottom - notch}, {x + half, bottom}, colour, half);
}

void draw(const Theme& theme, const Rect& box, double value, const SliderSpec& spec, bool hovered, bool active) {
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const double position = slider_position(value, spec);
  const std::string text = shown(value, spec);
  const ImVec2 size = text_size(theme.fonts.number, text);
  const ImVec2 centre = box.centre();
  const Rect number{{centre.x - 0.5f * size.x, box.min.y}, {centre.x + 0.5f * size.x, box.max.y}};
  draw_track(list, theme, box, position, hovered, active);
  draw_handle(list, theme, box, position, number, active);
  const bool too_wide = size.x > box.width() - theme.px(6);
  if (too_wide) list.PushClipRect(box.min, box.max, true);
  draw_text_middle(list, theme.fonts.number, std::max(number.min.x, box.min.x + theme.px(3)), centre.y,
                   shade(theme.text), text);
  if (too_wide) list.PopClipRect();
}

bool set(double& value, double next) {
  if (next == value || std::isnan(next)) return false;
  value = next;
  return true;
}

// Press, drag and release on the track; the last item is the hit area.
Edit drag_track(Ui& ui, const Rect& box, double& value, const SliderSpec& spec) {
  Edit edit;
  const Track track(box, ui.theme);
  const float mouse = ImGui::GetIO().MousePos.x;
  if (ImGui::IsItemActivated()) {
    const float offset = track.x_of(slider_position(value, spec)) - mouse;
    const bool on_handle = std::abs(offset) <= ui.theme.px(6);
    ui.drag = Drag{on_handle ? offset : 0.0f, false, false};
    if (ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left)) {
      ui.drag.blocked = true;
      edit.changed = edit.finished = spec.default_value && set(value, *spec.default_value);
    } else if (!on_handle) {
      ui.drag.changed = edit.changed = set(value, slider_value(track.position_of(mouse), spec));
    }
  }
  if (ImGui::IsItemActive() && !ui.drag.blocked) {
    edit.active = true;
    if (ImGui::IsMouseDragging(ImGuiMouseButton_Left, 1.0f)) {
      edit.changed |= set(value, slider_value(track.position_of(mouse + ui.drag.grab), spec));
      ui.drag.changed |= edit.changed;
    }
  }
  if (ImGui::IsItemDeactivated() && ui.drag.changed) {
    edit.finished = true;
    ui.drag = {};
  }
  return edit;
}

Edit type_number(Ui& ui, const Rect& box, double& value, const SliderSpec& spec) {
  Edit edit;
  switch (edit_entry(ui, box)) {
    case EntryOutcome::editing:
      edit.active = true;
      break;
    case EntryOutcome::cancelled:
      end_entry(ui);
      break;
    case EntryOutcome::submitted: {
      const std::optional<double> number = parse_number(ui.entry.text);
      const std::optional<std::string> reason = number ? refusal(*number, spec) : "not a number: write 0.01 or 1e-2";
      if (reason) {
        refuse_entry(ui, *reason);
      } else {
        edit.changed = edit.finished = set(value, *number);
        end_entry(ui);
      }
      break;
    }
  }
  entry_message(ui);
  return edit;
}

std::string remark(double value, const SliderSpec& spec) {
  std::string text = format_full(value);
  if (!spec.unit.empty()) text += fmt::format(" {}", spec.unit);
  if (spec.default_value) text += fmt::format("  ·  default {}", format_number(*spec.default_value));
  return text + "\nctrl-click to type, wheel to nudge";
}

}  // namespace

Edit slider(Ui& ui, std::string_view label, double& value, const SliderSpec& spec) {
  push_id(label);
  const Rect box = begin_row(ui, label, row_height(ui.theme));
  const ImGuiID id = ImGui::GetID("##hit");
  Edit edit;
  if (is_editing(ui, id)) {
    edit = type_number(ui, box, value, spec);
  } else {
    hit_area("##track", {box.width(), box.height()});
    const bool hovered = ImGui::IsItemHovered(), active = ImGui::IsItemActive();
    if (ImGui::IsItemActivated() && ImGui::GetIO().KeyCtrl) {
      begin_entry(ui, id, format_full(value));
      ui.drag = Drag{0.0f, false, true};
      edit.active = true;
    } else {
      edit = drag_track(ui, box, value, spec);
    }
    const float notches = hovered && !active && compat::own_wheel() ? compat::wheel_notches() : 0.0f;
    if (notches != 0.0f) {
      const double step = ImGui::GetIO().KeyShift ? 0.1 : 1.0;
      const bool moved = set(value, nudged(value, step * notches, spec));
      edit.changed |= moved;
      edit.finished |= moved;
    }
    if (hovered || active) ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeEW);
    draw(ui.theme, box, value, spec, hovered, active && !ui.drag.blocked);
    item_tooltip(ui, spec.formula, spec.tooltip, remark(value, spec));
  }
  ImGui::PopID();
  return edit;
}

Edit slider(Ui& ui, std::string_view label, int& value, SliderSpec spec) {
  spec.integer = true;
  // What a double can hold but an int cannot is no value of this field.
  spec.lower = std::max(spec.lower, -2147483648.0);
  spec.upper = std::min(spec.upper, 2147483647.0);
  double number = value;
  const Edit edit = slider(ui, label, number, spec);
  if (edit.changed) value = static_cast<int>(number);
  return edit;
}

}  // namespace fallline::ui

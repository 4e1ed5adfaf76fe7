#include "app/plot/interaction.h"

#include <algorithm>
#include <cmath>

#include "app/imgui_compat.h"

namespace fallline::plot {
namespace {

constexpr double least_steps = 2.0;  // the narrowest view along x
constexpr double most_steps = 1e15;  // beyond, neighbouring whole numbers are the same double

void set_x(PlotState& state, Range next) {
  const bool narrower = next.span() < state.x.span();
  if ((next.span() < least_steps && narrower) || std::max(std::abs(next.low), std::abs(next.high)) > most_steps) return;
  state.x = next;
  state.fit_x = false;
}

void set_y(PlotState& state, Range next) {
  state.y = next;
  state.fit_y = false;
}

Grip grip_at(const Layout& l, ImVec2 p) {
  if (ImGui::IsMouseDown(ImGuiMouseButton_Right)) return Grip::box;
  if (l.on_x_axis(p)) return Grip::pan_x;
  if (l.on_y_axis(p)) return Grip::pan_y;
  return Grip::pan;
}

void fit(PlotState& state, Grip grip) {
  if (grip != Grip::pan_y) state.fit_x = true;
  if (grip != Grip::pan_x) state.fit_y = true;
}

void press(const Layout& l, PlotState& state) {
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  state.grip = grip_at(l, mouse);
  state.press = mouse;
  state.moved = false;
  state.free_y = !state.fit_y || state.grip == Grip::pan_y;
  if (!ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left)) return;
  fit(state, state.grip);
  state.grip = Grip::none;
}

void drag(const ui::Theme& theme, const Layout& l, PlotState& state) {
  const ImVec2 mouse = ImGui::GetIO().MousePos, delta = ImGui::GetIO().MouseDelta;
  const ImVec2 way{mouse.x - state.press.x, mouse.y - state.press.y};
  if (!state.moved && std::hypot(way.x, way.y) < theme.px(4)) return;
  // The first step of a drag makes up for the way to its threshold.
  const ImVec2 step = state.moved ? delta : way;
  state.moved = true;
  if (state.grip == Grip::box) return;
  if (state.grip != Grip::pan_y && step.x != 0.0f) set_x(state, l.x.shifted(step.x));
  if (state.grip == Grip::pan_x) return;
  if (!state.free_y) state.free_y = std::abs(way.y) > theme.px(24) && std::abs(way.y) > std::abs(way.x);
  if (state.free_y && step.y != 0.0f) set_y(state, l.y.shifted(step.y));
}

void zoom_to(const ui::Theme& theme, const Layout& l, PlotState& state) {
  const auto box = selection_box(l, state);
  if (!box || box->width() < theme.px(4)) return;
  set_x(state, {l.x.value(box->min.x), l.x.value(box->max.x)});
  if (box->height() < theme.px(8)) return;
  const Range y{l.y.value(box->max.y), l.y.value(box->min.y)};
  if (wide_enough(y, l.y.scale)) set_y(state, showable(y, l.y.scale));
}

void wheel(const Layout& l, PlotState& state) {
  if (!ImGui::IsItemHovered() || !compat::own_wheel()) return;
  const float notches = compat::wheel_notches();
  if (notches == 0.0f) return;
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  const double factor = std::pow(0.85, notches);
  if (ImGui::GetIO().KeyShift || l.on_y_axis(mouse)) {
    set_y(state, zoomed(l.y.range, l.y.scale, l.y.value(mouse.y), factor));
  } else {
    set_x(state, zoomed(l.x.range, AxisScale::linear, l.x.value(mouse.x), factor));
  }
}

std::optional<double> step_under_pointer(const Layout& l, std::optional<Range> steps) {
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  if (!steps || !l.area.contains(mouse)) return std::nullopt;
  return std::clamp(std::round(l.x.value(mouse.x)), steps->low, steps->high);
}

}  // namespace

std::optional<ui::Rect> selection_box(const Layout& l, const PlotState& state) {
  if (state.grip != Grip::box || !state.moved) return std::nullopt;
  const auto inside = [&](ImVec2 p) {
    return ImVec2(std::clamp(p.x, l.area.min.x, l.area.max.x), std::clamp(p.y, l.area.min.y, l.area.max.y));
  };
  const ImVec2 a = inside(state.press), b = inside(ImGui::GetIO().MousePos);
  return ui::Rect{{std::min(a.x, b.x), std::min(a.y, b.y)}, {std::max(a.x, b.x), std::max(a.y, b.y)}};
}

PlotResult interact(const ui::Theme& theme, const Layout& l, PlotState& state, std::optional<Range> steps) {
  PlotResult result;
  wheel(l, state);
  if (ImGui::IsItemActivated()) {
    press(l, state);
    result.double_clicked = ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left);
  }
  if (ImGui::IsItemActive() && state.grip != Grip::none) drag(theme, l, state);
  if (ImGui::IsItemDeactivated()) {
    if (state.grip == Grip::box) zoom_to(theme, l, state);
    if (state.grip == Grip::pan && !state.moved) result.clicked_step = step_under_pointer(l, steps);
    state.grip = Grip::none;
  }
  const bool panning = state.grip != Grip::none && state.moved;
  if (panning && state.grip != Grip::box) ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeAll);
  if (ImGui::IsItemHovered() && !panning) result.hovered_step = step_under_pointer(l, steps);
  state.hovered_step = result.hovered_step;
  return result;
}

}  // namespace fallline::plot

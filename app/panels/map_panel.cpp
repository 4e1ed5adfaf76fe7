// The contour map: the surface from above, with paths, critical points, eigenvectors and the start, which is dragged
// here.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/imgui_compat.h"
#include "app/panels/map_axes.h"
#include "app/panels/map_overlays.h"
#include "app/panels/on_picture.h"
#include "app/panels/paint.h"
#include "app/panels/racer_paths.h"
#include "app/panels/subject.h"
#include "app/paths.h"
#include "app/widgets.h"

namespace fallline {
namespace {

constexpr float grab_radius = 14;  // units around the start's handle and around markers

float distance(ImVec2 a, ImVec2 b) { return std::hypot(a.x - b.x, a.y - b.y); }

PathBuilder path_of(const HistoryView& history, std::size_t first, std::size_t last, const MapTransform& map) {
  PathBuilder path(1, map.low, map.high);
  visit_path(history, first, last, [&](std::size_t, Point p, double) { path.add(map.to_pixel(p)); });
  return path;
}

void draw_paths(const SurfacesFrame& f, const MapTransform& map, ImDrawList* list) {
  const Domain& w = map.window;
  draw_racer_paths(
      f, f.state.map_paths, {map.low.x, map.low.y, map.high.x, map.high.y, w.x_min, w.x_max, w.y_min, w.y_max},
      {2.2f, 1.3f, 1.4f},
      [&](const HistoryView& history, std::size_t first, std::size_t last) {
        return path_of(history, first, last, map);
      },
      list);
  for (const RacerSnapshot& r : f.snapshot.racers) {
    if (!f.state.shown[static_cast<std::size_t>(r.spec.colour)]) continue;
    const ImU32 colour = f.theme.racer(static_cast<std::size_t>(r.spec.colour));
    draw_ball(list, map.to_pixel(r.theta), f.theme.px(5), colour, picture_halo);
    if (const auto marked = marked_step(f); marked && static_cast<std::size_t>(*marked) < r.history.size())
      list->AddCircle(map.to_pixel(r.history.at(static_cast<std::size_t>(*marked))), f.theme.px(7), picture_ink, 20,
                      f.theme.px(2));
  }
}

// u₁ and u₂ through the point, in the colours of λ's signs; with λ where `numbers` are wanted.
void draw_eigenvectors(const SurfacesFrame& f, const MapTransform& map, Point at, const EigenPairs& pairs, bool numbers,
                       ImDrawList* list) {
  const double length = 0.14 * std::min(map.window.width(), map.window.height());
  const ImVec2 centre = map.to_pixel(at);
  for (std::size_t k = 0; k < 2; ++k) {
    if (!std::isfinite(pairs.lambda[k])) continue;
    const ImU32 colour = pairs.lambda[k] < 0 ? f.theme.negative : f.theme.positive;
    const Point u = pairs.u[k];
    for (const double sign : {-1.0, 1.0}) {
      const ImVec2 tip = map.to_pixel({at.x + sign * length * u.x, at.y + sign * length * u.y});
      draw_arrow(list, centre, tip, colour, f.theme.px(2), picture_halo, f.theme.px(1));
    }
    // Beyond the tip, by half of the label's own size along u.
    const std::string label = numbers ? fmt::format("λ{} = {}", k == 0 ? "₁" : "₂", ui::format_number(pairs.lambda[k]))
                              : k == 0 ? "u₁"
                                       : "u₂";
    const ImVec2 tip = map.to_pixel({at.x + length * u.x, at.y + length * u.y});
    const ImVec2 size = picture_plate_size(label, f.theme), d(tip.x - centre.x, tip.y - centre.y);
    const float away = std::max(1.0f, std::hypot(d.x, d.y));
    const ImVec2 beyond(tip.x + d.x / away * 0.5f * (size.x + f.theme.px(4)),
                        tip.y + d.y / away * 0.5f * (size.y + f.theme.px(4)));
    draw_picture_plate(*list, map.inside(beyond, size), label, on_plate(colour, f.theme), f.theme);
  }
}

// At the picked critical point always; with the switch at the pin and under the mouse too.
void draw_crosses(const SurfacesFrame& f, const MapTransform& map, ImDrawList* list) {
  const bool numbers = f.state.view.cross;
  const auto cross = [&](Point at) {
    const auto d = f.snapshot.surface->derivatives(at);
    draw_eigenvectors(f, map, at, eigen_pairs(d.xx, d.xy, d.yy), numbers, list);
  };
  if (f.state.picked && *f.state.picked < f.scene.critical().points.size()) {
    const CriticalPoint& p = f.scene.critical().points[*f.state.picked];
    draw_eigenvectors(f, map, p.at, p.curvature, numbers, list);
  }
  if (!numbers) return;
  if (f.state.pin) cross(*f.state.pin);
  if (f.state.pointing.at) cross(*f.state.pointing.at);
}

void draw_critical_points(const SurfacesFrame& f, const MapTransform& map, ImDrawList* list) {
  const auto& points = f.scene.critical().points;
  // Hundreds of them leave room for nothing else: smaller then.
  const float radius = points.size() > 60 ? f.theme.px(3.5f) : f.theme.px(6);
  for (std::size_t i = 0; i < points.size(); ++i) {
    const ImVec2 at = map.to_pixel(points[i].at);
    const bool picked = f.state.picked == i;
    ui::draw_marker_outline(*list, marker_of(points[i].kind), at, picked ? 1.3f * radius : radius, f.theme);
    if (picked) list->AddCircle(at, radius + f.theme.px(6), picture_ink, 24, f.theme.px(1.5f));
  }
}

void draw_start(const SurfacesFrame& f, const MapTransform& map, bool hot, ImDrawList* list) {
  const ImVec2 at = map.to_pixel(f.commands.experiment.start);
  const float radius = f.theme.px(hot ? 9.5f : 8);
  list->AddCircle(at, radius, picture_halo, 32, f.theme.px(4.5f));
  list->AddCircle(at, radius, picture_ink, 32, f.theme.px(2));
  list->AddCircleFilled(at, f.theme.px(2.5f), picture_ink, 12);
}

// The critical point nearest to the mouse, if one is near.
std::optional<std::size_t> critical_near(const SurfacesFrame& f, const MapTransform& map, ImVec2 mouse) {
  std::optional<std::size_t> best;
  float nearest = f.theme.px(grab_radius);
  const auto& points = f.scene.critical().points;
  for (std::size_t i = 0; i < points.size(); ++i)
    if (const float d = distance(map.to_pixel(points[i].at), mouse); d < nearest) nearest = d, best = i;
  return best;
}

void set_window(SurfacesFrame& f, const Domain& window) {
  if (!refuse(window)) f.state.map_window = window;
}

// True while the start's handle is under the mouse or held.
bool handle_mouse(SurfacesFrame& f, const MapTransform& map) {
  const ImGuiIO& io = ImGui::GetIO();
  const bool hovered = ImGui::IsItemHovered(), active = ImGui::IsItemActive(), painting = is_painting(f);
  const bool near_start = hovered && !painting &&
                          distance(io.MousePos, map.to_pixel(f.commands.experiment.start)) < f.theme.px(grab_radius);
  const bool start_set = hovered && !near_start && !painting && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left);

  if (ImGui::IsItemActivated() && ImGui::IsMouseClicked(ImGuiMouseButton_Left)) {
    f.state.dragging_start = near_start;
    f.state.may_choose = !near_start && !start_set && !painting;
  }
  if (is_click_released() && f.state.may_choose)
    choose(f.state, map.to_point(io.MousePos), critical_near(f, map, io.MousePos));
  if (!active) f.state.dragging_start = false;
  if (f.state.dragging_start && (io.MouseDelta.x != 0 || io.MouseDelta.y != 0))
    f.commands.experiment.start = map.to_point(io.MousePos);
  else if (!f.state.dragging_start &&
           ((is_dragged() && !painting) || (active && !ImGui::IsMouseDown(ImGuiMouseButton_Left))))
    set_window(f, map.panned(io.MouseDelta));
  if (start_set) {
    f.commands.experiment.start = map.to_point(io.MousePos);
    f.state.pin.reset();
  }
  if (hovered) {
    f.state.next.at = map.to_point(io.MousePos);
    if (compat::own_wheel(); const float notches = compat::wheel_notches())
      set_window(f, map.zoomed(io.MousePos, std::pow(1.15, notches)));
    if (near_start) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
  }
  return near_start || f.state.dragging_start;
}

}  // namespace

void draw_map_panel(SurfacesFrame& f) {
  const ImVec2 low = ImGui::GetCursorScreenPos(), size = ImGui::GetContentRegionAvail();
  if (size.x < 2 || size.y < 2) return;
  const ImVec2 high(low.x + size.x, low.y + size.y);
  f.state.map_columns = static_cast<int>(size.x * f.pixels);
  f.state.map_rows = static_cast<int>(size.y * f.pixels);
  MapTransform map{low, high, shown_window(f.state)};
  note_place(f.places, "map", low, high);
  note_place(f.places, "map.start", map.to_pixel(f.commands.experiment.start),
             map.to_pixel(f.commands.experiment.start));

  ImGui::InvisibleButton(
      "map", size,
      ImGuiButtonFlags_MouseButtonLeft | ImGuiButtonFlags_MouseButtonRight | ImGuiButtonFlags_MouseButtonMiddle);
  const bool hot = handle_mouse(f, map);
  paint_on_map(f, map);

  ImDrawList* list = ImGui::GetWindowDrawList();
  list->PushClipRect(low, high, true);
  if (f.pictures && f.scene.map().columns > 0) {
    f.pictures->draw_map(f.scene, {f.scene.map().columns, f.scene.map().rows}, field_style(f, f.theme.panel));
    Pictures::show(*list, f.pictures->map().texture_id(), low, high);
  }
  if (f.scene.map().columns > 0) map.window = f.scene.map().domain;
  if (f.state.view.definiteness) draw_definiteness(f, map, list);
  draw_batch_lines(f, map, list);
  draw_map_axes(map, {x_name(f.snapshot.experiment.surface), y_name(f.snapshot.experiment.surface)}, f.theme.px(52),
                f.theme, list);
  if (f.state.view.taylor) draw_taylor_lines(f, map, list);
  draw_basin_rings(f, map, list);
  draw_critical_points(f, map, list);
  draw_paths(f, map, list);
  draw_crosses(f, map, list);
  if (f.state.view.step_parts) draw_step_parts(f, map, list);
  if (f.state.pin) draw_pin(*list, map.to_pixel(*f.state.pin), 1, f.theme);
  if (f.state.pointing.at && !ImGui::IsItemHovered()) {
    const ImVec2 at = map.to_pixel(*f.state.pointing.at);
    list->AddLine({at.x, low.y}, {at.x, high.y}, ui::faded(picture_ink, 0.35f));
    list->AddLine({low.x, at.y}, {high.x, at.y}, ui::faded(picture_ink, 0.35f));
  }
  draw_start(f, map, hot, list);
  if (is_painting(f) && (ImGui::IsItemHovered() || ImGui::IsItemActive())) draw_brush(f, map, list);
  if (f.state.view.definiteness) draw_definiteness_legend(f, map, list);
  draw_basins_legend(f, map, list);
  list->PopClipRect();
}

}  // namespace fallline

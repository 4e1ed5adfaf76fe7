// The surface in 3-D: the picture by OpenGL, and over it paths, balls, critical points, axes and the colour bar.
#include <algorithm>
#include <cmath>

#include "app/imgui_compat.h"
#include "app/panels/colour_bar.h"
#include "app/panels/on_picture.h"
#include "app/panels/racer_paths.h"
#include "app/panels/stage.h"
#include "app/panels/subject.h"
#include "app/paths.h"
#include "app/plot/ticks.h"
#include "app/widgets.h"

namespace fallline {
namespace {

constexpr std::size_t most_critical_points = 60;  // more would cover the surface; the map has them

double loss_at(const SurfacesFrame& f, Point p) { return f.snapshot.surface->derivatives(p).value; }

PathBuilder path_of(const HistoryView& history, std::size_t first, std::size_t last, const Stage& s) {
  PathBuilder path(1, s.low, s.high());
  visit_path(history, first, last, [&](std::size_t, Point p, double loss) {
    // Outside its domain the surface is not drawn, and a path over nothing would mislead.
    if (!s.domain.contains(p)) return path.break_line();
    if (const auto seen = s.see(s.on_surface(p, loss)))
      path.add(seen->at, !seen->hidden);
    else
      path.break_line();
  });
  return path;
}

// All that says where a point falls on the view, and what hides it.
std::vector<double> place_of(const SurfacesFrame& f, const Stage& s) {
  const render::Camera& c = s.camera;
  return {s.low.x,
          s.low.y,
          s.pixels,
          static_cast<double>(s.viewport.width),
          static_cast<double>(s.viewport.height),
          c.azimuth,
          c.elevation,
          c.distance,
          c.field_of_view,
          c.target.x(),
          c.target.y(),
          c.target.z(),
          static_cast<double>(f.scene.relief_version())};
}

void draw_paths(const SurfacesFrame& f, const Stage& s, ImDrawList* list) {
  draw_racer_paths(
      f, f.state.surface_paths, place_of(f, s), {2.5f, 1.25f, 1.4f},
      [&](const HistoryView& history, std::size_t first, std::size_t last) { return path_of(history, first, last, s); },
      list);
  for (const RacerSnapshot& r : f.snapshot.racers) {
    if (!f.state.shown[static_cast<std::size_t>(r.spec.colour)]) continue;
    const auto mark = [&](Mark kind, Point p, double loss) {
      if (s.domain.contains(p))
        draw_mark(s, kind, s.on_surface(p, loss), f.theme.racer(static_cast<std::size_t>(r.spec.colour)), list);
    };
    mark(Mark::ball, r.theta, r.loss);
    if (const auto marked = marked_step(f); marked && static_cast<std::size_t>(*marked) < r.history.size()) {
      const auto i = static_cast<std::size_t>(*marked);
      mark(Mark::ring, r.history.at(i), r.history.value(Curve::loss, i));
    }
  }
}

void draw_critical_points(const SurfacesFrame& f, const Stage& s, ImDrawList* list) {
  const auto& points = f.scene.critical().points;
  if (points.size() > most_critical_points) return;
  for (std::size_t i = 0; i < points.size(); ++i) {
    const Eigen::Vector3f w = s.on_surface(points[i].at, points[i].loss);
    const auto at = s.screen(w);
    if (!at || (s.hidden(w) && f.state.picked != i)) continue;
    ui::draw_marker_outline(*list, marker_of(points[i].kind), *at, f.theme.px(f.state.picked == i ? 7.0f : 5.0f),
                            f.theme);
  }
}

// The start, the pin, and the point that the mouse points at, here or in another view.
void draw_points(const SurfacesFrame& f, const Stage& s, bool hot, ImDrawList* list) {
  const Point start = f.commands.experiment.start;
  if (s.domain.contains(start))
    if (const auto at = s.screen(s.on_surface(start, loss_at(f, start)))) {
      list->AddCircle(*at, f.theme.px(hot ? 8.5f : 7), picture_halo, 28, f.theme.px(4));
      list->AddCircle(*at, f.theme.px(hot ? 8.5f : 7), picture_ink, 28, f.theme.px(2));
    }
  if (f.state.pin && s.domain.contains(*f.state.pin)) {
    const auto w = s.on_surface(*f.state.pin, loss_at(f, *f.state.pin));
    if (const auto at = s.screen(w)) draw_pin(*list, *at, s.hidden(w) ? 0.4f : 1, f.theme);
  }
  if (f.state.pointing.at && s.domain.contains(*f.state.pointing.at)) {
    const auto w = s.on_surface(*f.state.pointing.at, loss_at(f, *f.state.pointing.at));
    if (const auto at = s.screen(w)) {
      list->AddCircleFilled(*at, f.theme.px(4.5f), picture_halo, 16);
      list->AddCircleFilled(*at, f.theme.px(3), picture_ink, 16);
    }
  }
}

// The critical point whose marker is nearest to the mouse, if one is near.
std::optional<std::size_t> critical_near(const SurfacesFrame& f, const Stage& s, ImVec2 mouse) {
  std::optional<std::size_t> best;
  float nearest = f.theme.px(12);
  const auto& points = f.scene.critical().points;
  if (points.size() > most_critical_points) return best;
  for (std::size_t i = 0; i < points.size(); ++i) {
    const Eigen::Vector3f w = s.on_surface(points[i].at, points[i].loss);
    const auto at = s.screen(w);
    if (!at || s.hidden(w)) continue;
    if (const float d = std::hypot(at->x - mouse.x, at->y - mouse.y); d < nearest) nearest = d, best = i;
  }
  return best;
}

// True while the start is under the mouse or held.
bool handle_mouse(SurfacesFrame& f, const Stage& s) {
  const ImGuiIO& io = ImGui::GetIO();
  const bool hovered = ImGui::IsItemHovered(), active = ImGui::IsItemActive();
  const Point start = f.commands.experiment.start;
  bool near_start = false;
  if (const auto at = s.screen(s.on_surface(start, loss_at(f, start))); at && hovered)
    near_start = std::hypot(at->x - io.MousePos.x, at->y - io.MousePos.y) < f.theme.px(12);
  const bool reset = hovered && !near_start && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left);
  if (ImGui::IsItemActivated() && ImGui::IsMouseClicked(ImGuiMouseButton_Left)) {
    f.state.dragging_start_on_surface = near_start;
    f.state.may_choose = !near_start && !reset;
  }
  if (is_click_released() && f.state.may_choose) {
    const auto critical = critical_near(f, s, io.MousePos);
    const auto p = s.pick(io.MousePos);
    if (p || critical) choose(f.state, p.value_or(Point{}), critical);
  }
  if (!active) f.state.dragging_start_on_surface = false;
  if (f.state.dragging_start_on_surface) {
    const bool moved = io.MouseDelta.x != 0 || io.MouseDelta.y != 0;
    if (const auto p = s.pick(io.MousePos); p && moved) f.commands.experiment.start = *p;
  } else {
    move_camera(f.state.camera, s);
  }
  if (reset) {
    f.state.camera = to_camera({});
    f.state.pin.reset();  // the first of the two clicks had set it
  }
  if (hovered) {
    if (const auto p = s.pick(io.MousePos); p && !active) f.state.next.at = *p;
    if (near_start) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
  }
  return near_start || f.state.dragging_start_on_surface;
}

}  // namespace

void draw_surface_panel(SurfacesFrame& f) {
  const ImVec2 low = ImGui::GetCursorScreenPos(), size = ImGui::GetContentRegionAvail();
  if (size.x < 2 || size.y < 2) return;
  const ImVec2 high(low.x + size.x, low.y + size.y);
  note_place(f.places, "surface", low, high);
  const render::Viewport viewport{static_cast<int>(size.x * f.pixels), static_cast<int>(size.y * f.pixels)};
  Stage stage{f.theme,
              f.scene.relief().domain,
              f.scene.heights(),
              f.state.camera,
              low,
              f.pixels,
              {f.state.camera, viewport},
              viewport,
              {},
              nullptr};
  if (f.pictures) {
    f.pictures->draw_surface(f.scene, f.state.camera, viewport, field_style(f, f.theme.window),
                             f.run.transport.playing);
    stage.box = f.pictures->surface().box();
    stage.depth = &f.pictures->surface().depth();
  }
  ImGui::InvisibleButton(
      "surface", size,
      ImGuiButtonFlags_MouseButtonLeft | ImGuiButtonFlags_MouseButtonRight | ImGuiButtonFlags_MouseButtonMiddle);
  const bool hot = handle_mouse(f, stage);

  ImDrawList* list = ImGui::GetWindowDrawList();
  list->PushClipRect(low, high, true);
  if (f.pictures) Pictures::show(*list, f.pictures->surface().texture_id(), low, high);
  draw_axes(stage, {x_name(f.snapshot.experiment.surface), y_name(f.snapshot.experiment.surface)}, list);
  draw_batch_net(f, stage, list);
  if (f.state.view.taylor) draw_taylor_sheet(f, stage, list);
  draw_critical_points(f, stage, list);
  draw_paths(f, stage, list);
  draw_points(f, stage, hot, list);
  draw_colour_bar(f, f.scene.heights(), low, high, list);
  list->PopClipRect();
}

}  // namespace fallline

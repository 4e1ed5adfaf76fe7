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

PathBuilder path_of(const HistoryView& history, std::size_t first, std::size_t last, const Stage& s) {
  PathBuilder path(1, s.low, s.high());
  const Domain& domain = s.f.scene.relief().domain;
  visit_path(history, first, last, [&](std::size_t, Point p, double loss) {
    // Outside its domain the surface is not drawn, and a path over nothing would mislead.
    if (!domain.contains(p)) return path.break_line();
    if (const auto seen = s.see(s.on_surface(p, loss)))
      path.add(seen->at, !seen->hidden);
    else
      path.break_line();
  });
  return path;
}

// All that says where a point falls on the view, and what hides it.
std::vector<double> place_of(const Stage& s) {
  const render::Camera& c = s.f.state.camera;
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
          static_cast<double>(s.f.scene.relief_version())};
}

void draw_paths(const Stage& s, ImDrawList* list) {
  const SurfacesFrame& f = s.f;
  draw_racer_paths(
      f, f.state.surface_paths, place_of(s), {2.5f, 1.25f, 1.4f},
      [&](const HistoryView& history, std::size_t first, std::size_t last) { return path_of(history, first, last, s); },
      list);
  for (const RacerSnapshot& r : f.snapshot.racers) {
    if (!f.state.shown[static_cast<std::size_t>(r.spec.colour)]) continue;
    const ImU32 colour = f.theme.racer(static_cast<std::size_t>(r.spec.colour));
    const auto ball = [&](Point p, double loss, bool ring) {
      if (!f.scene.relief().domain.contains(p)) return;
      Eigen::Vector3f w = s.on_surface(p, loss);
      w.z() += Stage::lift;
      const auto at = s.screen(w);
      if (!at) return;
      const float alpha = s.hidden(w) ? 0.4f : 1.0f;
      if (ring)
        list->AddCircle(*at, f.theme.px(8), ui::faded(picture_ink, alpha), 20, f.theme.px(2));
      else
        draw_ball(list, *at, f.theme.px(6), ui::faded(colour, alpha), ui::faded(picture_halo, alpha));
    };
    ball(r.theta, r.loss, false);
    if (const auto marked = marked_step(f); marked && static_cast<std::size_t>(*marked) < r.history.size()) {
      const auto i = static_cast<std::size_t>(*marked);
      ball(r.history.at(i), r.history.value(Curve::loss, i), true);
    }
  }
}

void draw_critical_points(const Stage& s, ImDrawList* list) {
  const auto& points = s.f.scene.critical().points;
  if (points.size() > most_critical_points) return;
  for (std::size_t i = 0; i < points.size(); ++i) {
    const Eigen::Vector3f w = s.on_surface(points[i].at, points[i].loss);
    const auto at = s.screen(w);
    if (!at || (s.hidden(w) && s.f.state.picked != i)) continue;
    ui::draw_marker_outline(*list, marker_of(points[i].kind), *at, s.f.theme.px(s.f.state.picked == i ? 7.0f : 5.0f),
                            s.f.theme);
  }
}

// The start, the pin, and the point that the mouse points at, here or in another view.
void draw_points(const Stage& s, bool hot, ImDrawList* list) {
  const SurfacesFrame& f = s.f;
  const Point start = f.commands.experiment.start;
  if (f.scene.relief().domain.contains(start))
    if (const auto at = s.screen(s.on_surface(start, s.loss(start)))) {
      list->AddCircle(*at, f.theme.px(hot ? 8.5f : 7), picture_halo, 28, f.theme.px(4));
      list->AddCircle(*at, f.theme.px(hot ? 8.5f : 7), picture_ink, 28, f.theme.px(2));
    }
  if (f.state.pin && f.scene.relief().domain.contains(*f.state.pin)) {
    const auto w = s.on_surface(*f.state.pin, s.loss(*f.state.pin));
    if (const auto at = s.screen(w)) draw_pin(*list, *at, s.hidden(w) ? 0.4f : 1, f.theme);
  }
  if (f.state.pointing.at && f.scene.relief().domain.contains(*f.state.pointing.at)) {
    const auto w = s.on_surface(*f.state.pointing.at, s.loss(*f.state.pointing.at));
    if (const auto at = s.screen(w)) {
      list->AddCircleFilled(*at, f.theme.px(4.5f), picture_halo, 16);
      list->AddCircleFilled(*at, f.theme.px(3), picture_ink, 16);
    }
  }
}

// Axes along the floor's two edges nearest to the eye, and L up the edge that stands at the picture's side.
struct Axis {
  Eigen::Vector3f from, to, outward;
  std::vector<plot::Tick> ticks;
  std::string_view name;
  double low, high;
};

void draw_axis(const Stage& s, const Axis& axis, ImDrawList* list) {
  const ui::Theme& t = s.f.theme;
  const auto line = [&](const Eigen::Vector3f& a, const Eigen::Vector3f& b, ImU32 colour) {
    const auto p = s.screen(a), q = s.screen(b);
    if (p && q) list->AddLine(*p, *q, colour, t.px(1));
  };
  line(axis.from, axis.to, ui::faded(t.dim, 0.7f));
  const auto label = [&](const Eigen::Vector3f& at, std::string_view text, ImU32 colour) {
    if (const auto p = s.screen(at)) {
      const ImVec2 size = ui::text_size(t.fonts.tick, text);
      ui::draw_text(*list, t.fonts.tick, {p->x - 0.5f * size.x, p->y - 0.5f * size.y}, colour, text);
    }
  };
  for (const plot::Tick& tick : axis.ticks) {
    const auto share = static_cast<float>((tick.value - axis.low) / (axis.high - axis.low));
    if (share < -1e-4f || share > 1.0001f) continue;
    const Eigen::Vector3f at = axis.from + share * (axis.to - axis.from);
    line(at, at + 0.04f * axis.outward, t.dim);
    label(at + 0.11f * axis.outward, tick.label, t.dim);
  }
  label(0.5f * (axis.from + axis.to) + 0.24f * axis.outward, axis.name, t.label);
}

void draw_axes(const Stage& s, ImDrawList* list) {
  const Domain& d = s.f.scene.relief().domain;
  const float x = s.box.half_x, y = s.box.half_y;
  const Eigen::Vector3f eye = s.f.state.camera.position();
  const float front_y = eye.y() < 0 ? -y : y, front_x = eye.x() < 0 ? -x : x;
  draw_axis(s,
            {{-x, front_y, 0},
             {x, front_y, 0},
             {0, front_y > 0 ? 1.0f : -1.0f, 0},
             plot::linear_ticks({d.x_min, d.x_max}, 5, false).major,
             x_name(s.f.snapshot.experiment.surface),
             d.x_min,
             d.x_max},
            list);
  draw_axis(s,
            {{front_x, -y, 0},
             {front_x, y, 0},
             {front_x > 0 ? 1.0f : -1.0f, 0, 0},
             plot::linear_ticks({d.y_min, d.y_max}, 5, false).major,
             y_name(s.f.snapshot.experiment.surface),
             d.y_min,
             d.y_max},
            list);
}

// The critical point whose marker is nearest to the mouse, if one is near.
std::optional<std::size_t> critical_near(const Stage& s, ImVec2 mouse) {
  std::optional<std::size_t> best;
  float nearest = s.f.theme.px(12);
  const auto& points = s.f.scene.critical().points;
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
  if (const auto at = s.screen(s.on_surface(start, s.loss(start))); at && hovered)
    near_start = std::hypot(at->x - io.MousePos.x, at->y - io.MousePos.y) < f.theme.px(12);
  const bool reset = hovered && !near_start && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left);
  if (ImGui::IsItemActivated() && ImGui::IsMouseClicked(ImGuiMouseButton_Left)) {
    f.state.dragging_start_on_surface = near_start;
    f.state.may_choose = !near_start && !reset;
  }
  if (is_click_released() && f.state.may_choose) {
    const auto critical = critical_near(s, io.MousePos);
    const auto p = s.pick(io.MousePos);
    if (p || critical) choose(f.state, p.value_or(Point{}), critical);
  }
  if (!active) f.state.dragging_start_on_surface = false;
  const ImVec2 delta(io.MouseDelta.x * s.pixels, io.MouseDelta.y * s.pixels);
  if (f.state.dragging_start_on_surface) {
    if (const auto p = s.pick(io.MousePos); p && (delta.x != 0 || delta.y != 0)) f.commands.experiment.start = *p;
  } else if (is_dragged() || (active && !ImGui::IsMouseDown(ImGuiMouseButton_Left))) {
    if (ImGui::IsMouseDown(ImGuiMouseButton_Left))
      f.state.camera.orbit(delta.x, delta.y, s.viewport);
    else
      f.state.camera.pan(delta.x, delta.y, s.viewport);
  }
  if (reset) {
    f.state.camera = to_camera({});
    f.state.pin.reset();  // the first of the two clicks had set it
  }
  if (hovered) {
    if (compat::own_wheel(); const float notches = compat::wheel_notches())
      f.state.camera.zoom(std::pow(1.1f, notches));
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
  Stage stage{f, low, f.pixels, {f.state.camera, viewport}, viewport, {}, nullptr};
  if (f.pictures) {
    f.pictures->draw_surface(f.scene, f.state.camera, viewport, field_style(f, f.theme.window));
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
  draw_axes(stage, list);
  draw_batch_net(stage, list);
  if (f.state.view.taylor) draw_taylor_sheet(stage, list);
  draw_critical_points(stage, list);
  draw_paths(stage, list);
  draw_points(stage, hot, list);
  draw_colour_bar(f, low, high, list);
  list->PopClipRect();
}

}  // namespace fallline

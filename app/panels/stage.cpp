#include "app/panels/stage.h"

#include <cmath>
#include <string>
#include <vector>

#include "app/imgui_compat.h"
#include "app/panels/on_picture.h"
#include "app/panels/subject.h"
#include "app/plot/ticks.h"

namespace fallline {
namespace {

struct Axis {
  Eigen::Vector3f from, to, outward;
  plot::Range range;
  std::string_view name;
};

void draw_axis(const Stage& s, const Axis& axis, ImDrawList* list) {
  const ui::Theme& t = s.theme;
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
  for (const plot::Tick& tick : plot::linear_ticks(axis.range, 5, false).major) {
    const auto share = static_cast<float>((tick.value - axis.range.low) / (axis.range.high - axis.range.low));
    if (share < -1e-4f || share > 1.0001f) continue;
    const Eigen::Vector3f at = axis.from + share * (axis.to - axis.from);
    line(at, at + 0.04f * axis.outward, t.dim);
    label(at + 0.11f * axis.outward, tick.label, t.dim);
  }
  label(0.5f * (axis.from + axis.to) + 0.24f * axis.outward, axis.name, t.label);
}

}  // namespace

void draw_axes(const Stage& s, const std::array<std::string_view, 2>& names, ImDrawList* list) {
  const Domain& d = s.domain;
  const float x = s.box.half_x, y = s.box.half_y;
  const Eigen::Vector3f eye = s.camera.position();
  const float front_y = eye.y() < 0 ? -y : y, front_x = eye.x() < 0 ? -x : x;
  draw_axis(s, {{-x, front_y, 0}, {x, front_y, 0}, {0, front_y > 0 ? 1.0f : -1.0f, 0}, {d.x_min, d.x_max}, names[0]},
            list);
  draw_axis(s, {{front_x, -y, 0}, {front_x, y, 0}, {front_x > 0 ? 1.0f : -1.0f, 0, 0}, {d.y_min, d.y_max}, names[1]},
            list);
}

void draw_mark(const Stage& s, Mark mark, Eigen::Vector3f w, ImU32 colour, ImDrawList* list) {
  w.z() += Stage::lift;
  const auto at = s.screen(w);
  if (!at) return;
  const float alpha = s.hidden(w) ? 0.4f : 1.0f;
  if (mark == Mark::ring)
    list->AddCircle(*at, s.theme.px(8), ui::faded(picture_ink, alpha), 20, s.theme.px(2));
  else
    draw_ball(list, *at, s.theme.px(6), ui::faded(colour, alpha), ui::faded(picture_halo, alpha));
}

void move_camera(render::Camera& camera, const Stage& s) {
  const ImGuiIO& io = ImGui::GetIO();
  const bool other_button = ImGui::IsItemActive() && !ImGui::IsMouseDown(ImGuiMouseButton_Left);
  const ImVec2 delta(io.MouseDelta.x * s.pixels, io.MouseDelta.y * s.pixels);
  if (other_button)
    camera.pan(delta.x, delta.y, s.viewport);
  else if (is_dragged())
    camera.orbit(delta.x, delta.y, s.viewport);
  if (!ImGui::IsItemHovered()) return;
  if (compat::own_wheel(); const float notches = compat::wheel_notches()) camera.zoom(std::pow(1.1f, notches));
}

}  // namespace fallline

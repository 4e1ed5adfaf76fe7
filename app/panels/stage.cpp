#include "app/panels/stage.h"

#include <algorithm>
#include <cmath>

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

// A text beyond a point, so far that it keeps clear of it whatever its length: `along` is of length 1, and `gap` pixels
// are left. Returns how far it reaches.
float draw_beyond(const Stage& s, ImVec2 at, ImVec2 along, float gap, std::string_view text, ImU32 colour,
                  ImDrawList* list) {
  const ui::Face& face = s.theme.fonts.tick;
  const ImVec2 size = ui::text_size(face, text);
  const float half = 0.5f * (std::abs(along.x) * size.x + std::abs(along.y) * size.y);
  const ImVec2 centre(at.x + along.x * (gap + half), at.y + along.y * (gap + half));
  ui::draw_text(*list, face, {centre.x - 0.5f * size.x, centre.y - 0.5f * size.y}, colour, text);
  return gap + 2 * half;
}

void draw_axis(const Stage& s, const Axis& axis, ImDrawList* list) {
  const ui::Theme& t = s.theme;
  const auto from = s.screen(axis.from), to = s.screen(axis.to);
  if (!from || !to) return;
  list->AddLine(*from, *to, ui::faded(t.dim, 0.7f), t.px(1));
  const int most = std::clamp(static_cast<int>(std::hypot(to->x - from->x, to->y - from->y) / t.px(34)), 1, 5);
  // The text beyond the end of a tick's line; how far it reaches.
  const auto label = [&](float share, bool line, float gap, std::string_view text, ImU32 colour) {
    const Eigen::Vector3f at = axis.from + share * (axis.to - axis.from);
    const auto p = s.screen(at), end = s.screen(at + 0.04f * axis.outward);
    if (!p || !end) return 0.0f;
    if (line) list->AddLine(*p, *end, t.dim, t.px(1));
    const float length = std::max(1e-3f, std::hypot(end->x - p->x, end->y - p->y));
    const ImVec2 outward((end->x - p->x) / length, (end->y - p->y) / length);
    return draw_beyond(s, *end, outward, gap, text, colour, list);
  };
  float reach = 0;
  for (const plot::Tick& tick : plot::linear_ticks(axis.range, most, false).major) {
    const auto share = static_cast<float>((tick.value - axis.range.low) / (axis.range.high - axis.range.low));
    if (share < -1e-4f || share > 1.0001f) continue;
    reach = std::max(reach, label(share, true, t.px(4), tick.label, t.dim));
  }
  label(0.5f, false, reach + t.px(3), axis.name, t.label);
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
  // The picture may be taken from farther away.
  const float farther = s.camera.distance / camera.distance;
  if (other_button)
    camera.pan(farther * delta.x, farther * delta.y, s.viewport);
  else if (is_dragged())
    camera.orbit(delta.x, delta.y, s.viewport);
  if (!ImGui::IsItemHovered()) return;
  if (compat::own_wheel(); const float notches = compat::wheel_notches()) camera.zoom(std::pow(1.1f, notches));
}

}  // namespace fallline

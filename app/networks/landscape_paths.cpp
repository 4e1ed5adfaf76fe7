// The racers' paths on the plane of the loss surface.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/networks/landscape_parts.h"
#include "app/panels/map_transform.h"
#include "app/panels/on_picture.h"
#include "app/widgets/number_format.h"

namespace fallline {
namespace {

using Path = NetworkLandscape::Path;
using PathPoint = NetworkLandscape::PathPoint;

Point on_plane(const Projection& p) { return {p.u, p.v}; }

void draw_path(const NetworksFrame& f, const PlaneOnScreen& screen, const Path& path, ImDrawList* list) {
  PathBuilder before(1, screen.low, screen.high), ahead = before;
  const auto add = [&](PathBuilder& line, const Projection& p) {
    if (const auto seen = screen.see(on_plane(p)))
      line.add(seen->at, !seen->hidden);
    else
      line.break_line();
  };
  const auto next =
      std::ranges::upper_bound(path.points, path.step, {}, [](const PathPoint& p) { return p.record->seen.step; });
  for (auto p = path.points.begin(); p != next; ++p) add(before, p->at);
  add(before, path.here);
  add(ahead, path.here);
  for (auto p = next; p != path.points.end(); ++p) add(ahead, p->at);
  ahead.draw_lines(list, ahead_style(f, path.colour, screen.widths));
  const PathStyle style = path_style(f, path.colour, screen.widths);
  before.draw_halo(list, style);
  before.draw_lines(list, style);
}

// The record of that step, or the last one before it.
const PathPoint* record_at(const Path& path, std::int64_t step) {
  const auto next =
      std::ranges::upper_bound(path.points, step, {}, [](const PathPoint& p) { return p.record->seen.step; });
  return next == path.points.begin() ? nullptr : &*std::prev(next);
}

const PathPoint* nearest_to(ImVec2 mouse, const PlaneOnScreen& screen, const Path& path, float& distance) {
  const PathPoint* nearest = nullptr;
  for (const PathPoint& p : path.points) {
    const auto seen = screen.see(on_plane(p.at));
    if (!seen || seen->hidden) continue;
    if (const float d = std::hypot(seen->at.x - mouse.x, seen->at.y - mouse.y); d < distance)
      distance = d, nearest = &p;
  }
  return nearest;
}

void tell(const NetworksFrame& f, const PlaneOnScreen& screen, const PathPoint& p, int colour, ImDrawList* list) {
  const std::string text =
      fmt::format("step {} · L(θ) {} · {} off the plane", p.record->seen.step,
                  ui::format_number(p.record->seen.training.loss), ui::format_number(p.at.distance, 3));
  const ImVec2 mouse = ImGui::GetIO().MousePos, size = picture_plate_size(text, f.theme);
  const MapTransform view{screen.low, screen.high, {}};
  draw_picture_plate(*list, view.inside({mouse.x, mouse.y - f.theme.px(20)}, size), text,
                     on_plate(f.theme.racer(static_cast<std::size_t>(colour)), f.theme), f.theme);
}

}  // namespace

void draw_plane_paths(NetworksFrame& f, const PlaneOnScreen& screen, bool hovered, ImDrawList* list) {
  float distance = f.theme.px(10);
  const PathPoint* pointed = nullptr;
  int colour = 0;
  for (const Path& path : f.scene.landscape().paths()) {
    if (!f.state.shown[static_cast<std::size_t>(path.colour)]) continue;
    draw_path(f, screen, path, list);
    if (!hovered) continue;
    if (const PathPoint* p = nearest_to(ImGui::GetIO().MousePos, screen, path, distance))
      pointed = p, colour = path.colour;
  }
  for (const Path& path : f.scene.landscape().paths()) {
    if (!f.state.shown[static_cast<std::size_t>(path.colour)]) continue;
    const ImU32 ink = f.theme.racer(static_cast<std::size_t>(path.colour));
    screen.mark(Mark::ball, on_plane(path.here), ink);
    if (const auto seen = screen.see(on_plane(path.here)))
      note_place(f.places, fmt::format("landscape.ball.{}", path.colour), seen->at, seen->at);
    if (f.state.pointing.step)
      if (const PathPoint* p = record_at(path, *f.state.pointing.step)) screen.mark(Mark::ring, on_plane(p->at), ink);
  }
  if (!pointed) return;
  f.state.next.step = pointed->record->seen.step;
  tell(f, screen, *pointed, colour, list);
}

}  // namespace fallline

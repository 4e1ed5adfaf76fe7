#include "app/paths.h"

#include <algorithm>
#include <cmath>

namespace fallline {
namespace {

constexpr float farthest = 1e5f;             // pixels: beyond, lines are broken, not drawn
constexpr std::size_t longest_piece = 4096;  // of a polyline: vertices are counted in 16 bits

float squared_distance(ImVec2 a, ImVec2 b) { return (a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y); }

}  // namespace

void PathBuilder::add(ImVec2 p, bool visible) {
  if (!(std::abs(p.x) < farthest && std::abs(p.y) < farthest)) {
    if (!lines_.back().empty()) break_line();
    return;
  }
  auto& line = lines_.back();
  if (!line.empty() && line.back().visible == visible && squared_distance(line.back().at, p) < nearest_) return;
  line.push_back({p, visible});
}

void PathBuilder::draw(ImDrawList* list, const PathStyle& style) const {
  // Calls `draw` with each longest stretch that is visible, or hidden; a segment is hidden when either of its ends is.
  const auto stretches = [&](bool visible, auto draw) {
    for (const auto& line : lines_) {
      const auto shown = [&](std::size_t i) { return line[i].visible && line[i + 1].visible; };
      for (std::size_t first = 0; first + 1 < line.size();) {
        std::size_t last = first + 1;
        while (last + 1 < line.size() && shown(last) == shown(first)) ++last;
        if (shown(first) == visible) {
          std::vector<ImVec2> points;
          for (std::size_t i = first; i <= last; ++i) points.push_back(line[i].at);
          draw(points);
        }
        first = last;
      }
    }
  };
  // The whole halo first: no line is cut by the halo of its own continuation.
  stretches(true, [&](const auto& p) { draw_line(list, p, style.halo, style.thickness + 2 * style.halo_width); });
  stretches(false, [&](const auto& p) {
    draw_dashed(list, p, style.colour, 0.7f * style.thickness, 2.5f * style.thickness, 2.5f * style.thickness);
  });
  stretches(true, [&](const auto& p) { draw_line(list, p, style.colour, style.thickness); });
}

void draw_line(ImDrawList* list, std::span<const ImVec2> points, ImU32 colour, float thickness) {
  if (points.size() < 2) return;
  const auto piece = [&](std::size_t first, std::size_t last) {
    list->AddPolyline(&points[first], static_cast<int>(last - first + 1), colour, 0, thickness);
  };
  std::size_t first = 0;
  for (std::size_t i = 1; i + 1 < points.size(); ++i) {
    const ImVec2 a(points[i].x - points[i - 1].x, points[i].y - points[i - 1].y);
    const ImVec2 b(points[i + 1].x - points[i].x, points[i + 1].y - points[i].y);
    const bool sharp = a.x * b.x + a.y * b.y < 0.3f * std::sqrt((a.x * a.x + a.y * a.y) * (b.x * b.x + b.y * b.y));
    if (!sharp && i - first < longest_piece) continue;
    piece(first, i);
    if (sharp) list->AddCircleFilled(points[i], 0.5f * thickness, colour, 12);
    first = i;
  }
  piece(first, points.size() - 1);
}

void draw_dashed(ImDrawList* list, std::span<const ImVec2> points, ImU32 colour, float thickness, float dash,
                 float gap) {
  const float period = dash + gap;
  float along = 0;  // since the first point, modulo the period
  for (std::size_t i = 1; i < points.size(); ++i) {
    const ImVec2 a = points[i - 1], b = points[i];
    const float length = std::sqrt(squared_distance(a, b));
    if (!(length > 0) || length > farthest) continue;
    const auto at = [&](float s) { return ImVec2(a.x + (b.x - a.x) * s / length, a.y + (b.y - a.y) * s / length); };
    for (float s = 0; s < length;) {
      const float to_change = along < dash ? dash - along : period - along;
      const float end = std::min(length, s + to_change);
      if (along < dash) list->AddLine(at(s), at(end), colour, thickness);
      along = end < s + to_change ? along + (end - s) : (along < dash ? dash : 0);
      s = end;
    }
  }
}

void draw_ball(ImDrawList* list, ImVec2 at, float radius, ImU32 colour, ImU32 rim) {
  list->AddCircleFilled(at, radius + 1.5f, rim, 24);
  list->AddCircleFilled(at, radius, colour, 24);
  list->AddCircleFilled(ImVec2(at.x - 0.3f * radius, at.y - 0.35f * radius), 0.35f * radius,
                        IM_COL32(255, 255, 255, 140), 12);
}

void draw_arrow(ImDrawList* list, ImVec2 tail, ImVec2 tip, ImU32 colour, float thickness) {
  const ImVec2 d(tip.x - tail.x, tip.y - tail.y);
  const float length = std::sqrt(d.x * d.x + d.y * d.y);
  if (!(length > 1) || length > farthest) return;
  const ImVec2 u(d.x / length, d.y / length);
  const float head = std::min(4.5f * thickness, 0.6f * length);
  const ImVec2 neck(tip.x - u.x * head, tip.y - u.y * head);
  list->AddLine(tail, neck, colour, thickness);
  list->AddTriangleFilled(tip, ImVec2(neck.x - u.y * 0.45f * head, neck.y + u.x * 0.45f * head),
                          ImVec2(neck.x + u.y * 0.45f * head, neck.y - u.x * 0.45f * head), colour);
}

}  // namespace fallline

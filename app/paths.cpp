#include "app/paths.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "app/imgui_compat.h"

namespace fallline {
namespace {

constexpr float farthest = 1e5f;             // pixels: beyond, lines are broken, not drawn
constexpr std::size_t longest_piece = 4096;  // of a polyline: vertices are counted in 16 bits

constexpr std::size_t much = 400;  // vertices, from which on ink is looked at
constexpr float cell = 2;          // pixels, about the thickness of a line

float squared_distance(ImVec2 a, ImVec2 b) { return (a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y); }

// Calls visit(p, at_end) at points on a segment, a cell apart, up to its end; not at its beginning. What is too long to
// be on any view is passed over.
template <class Visit>
void walk(ImVec2 from, ImVec2 to, Visit visit) {
  const float length = std::sqrt(squared_distance(from, to));
  if (length > farthest) return;
  const int steps = std::max(1, static_cast<int>(length / cell));
  for (int i = 1; i <= steps; ++i) {
    const float t = static_cast<float>(i) / static_cast<float>(steps);
    visit(ImVec2(from.x + t * (to.x - from.x), from.y + t * (to.y - from.y)), i == steps);
  }
}

}  // namespace

void PathBuilder::add(ImVec2 p, bool visible) {
  if (!(std::abs(p.x) < farthest && std::abs(p.y) < farthest)) return break_line();
  const Vertex v{p, visible};
  if (inked_.empty()) {
    const Line& line = lines_.back();
    if (line.empty() || line.back().visible != visible || squared_distance(line.back().at, p) >= nearest_) keep(v);
    if (kept_ >= much) begin_ink();
    return;
  }
  if (last_ && last_->visible == visible && squared_distance(last_->at, p) < nearest_) return;
  if (last_)
    add_new_ink(*last_, v);
  else
    ink(p, visible);
  last_ = v;
}

void PathBuilder::break_line() {
  if (!lines_.back().empty()) lines_.emplace_back();
  last_.reset();
}

void PathBuilder::keep(const Vertex& v) {
  lines_.back().push_back(v);
  ++kept_;
}

void PathBuilder::begin_ink() {
  columns_ = std::max(1, static_cast<int>((high_.x - low_.x) / cell) + 1);
  rows_ = std::max(1, static_cast<int>((high_.y - low_.y) / cell) + 1);
  inked_.assign(static_cast<std::size_t>(columns_) * static_cast<std::size_t>(rows_), 0);
  for (const Line& line : lines_)
    for (std::size_t i = 0; i + 1 < line.size(); ++i)
      walk(line[i].at, line[i + 1].at, [&](ImVec2 p, bool) { ink(p, line[i].visible && line[i + 1].visible); });
  if (!lines_.back().empty()) last_ = lines_.back().back();
}

// True if there was none yet.
bool PathBuilder::ink(ImVec2 p, bool visible) {
  const float x = (p.x - low_.x) / cell, y = (p.y - low_.y) / cell;
  if (!(x >= 0 && y >= 0 && x < static_cast<float>(columns_) && y < static_cast<float>(rows_))) return false;
  auto& bits = inked_[static_cast<std::size_t>(y) * static_cast<std::size_t>(columns_) + static_cast<std::size_t>(x)];
  const auto bit = static_cast<std::uint8_t>(visible ? 1 : 2);
  return (std::exchange(bits, static_cast<std::uint8_t>(bits | bit)) & bit) == 0;
}

// Draws the stretches of a segment that come where there is no ink yet, from a cell before to a cell after.
void PathBuilder::add_new_ink(const Vertex& from, const Vertex& to) {
  const bool visible = from.visible && to.visible;
  ImVec2 previous = from.at;
  bool drawing = false;
  walk(from.at, to.at, [&](ImVec2 p, bool at_end) {
    const bool fresh = ink(p, visible);
    if (fresh && !drawing) {
      const Line& line = lines_.back();
      // Goes on from where the pen stands, if that is near; else begins anew.
      constexpr float near = 2 * cell;
      if (!line.empty() && squared_distance(line.back().at, previous) > near * near) lines_.emplace_back();
      if (lines_.back().empty()) keep({previous, visible});
    }
    if (drawing && (!fresh || at_end)) keep({p, visible});
    if (!drawing && fresh && at_end) keep({p, visible});
    drawing = fresh;
    previous = p;
  });
}

template <class Draw>
void PathBuilder::stretches(bool visible, Draw draw) const {
  std::vector<ImVec2> points;
  for (const Line& line : lines_) {
    // A segment is hidden when either of its ends is.
    const auto shown = [&](std::size_t i) { return line[i].visible && line[i + 1].visible; };
    for (std::size_t first = 0; first + 1 < line.size();) {
      std::size_t last = first + 1;
      while (last + 1 < line.size() && shown(last) == shown(first)) ++last;
      if (shown(first) == visible) {
        points.clear();
        for (std::size_t i = first; i <= last; ++i) points.push_back(line[i].at);
        draw(points);
      }
      first = last;
    }
  }
}

void PathBuilder::draw_halo(ImDrawList* list, const PathStyle& style) const {
  stretches(true, [&](const auto& p) { draw_line(list, p, style.halo, style.thickness + 2 * style.halo_width); });
}

void PathBuilder::draw_lines(ImDrawList* list, const PathStyle& style) const {
  stretches(false, [&](const auto& p) {
    draw_dashed(list, p, style.colour, 0.7f * style.thickness, 2.5f * style.thickness, 2.5f * style.thickness);
  });
  stretches(true, [&](const auto& p) { draw_line(list, p, style.colour, style.thickness); });
}

void PathBuilder::draw_ghost(ImDrawList* list, ImU32 colour, float thickness) const {
  std::vector<ImVec2> points;
  for (const Line& line : lines_) {
    points.clear();
    for (const Vertex& v : line) points.push_back(v.at);
    draw_dashed(list, points, colour, thickness, 3 * thickness, 2.5f * thickness);
  }
}

void draw_line(ImDrawList* list, std::span<const ImVec2> points, ImU32 colour, float thickness) {
  if (points.size() < 2) return;
  const auto piece = [&](std::size_t first, std::size_t last) {
    compat::draw_polyline(*list, points.subspan(first, last - first + 1), colour, thickness);
  };
  std::size_t first = 0;
  for (std::size_t i = 1; i + 1 < points.size(); ++i) {
    const ImVec2 a(points[i].x - points[i - 1].x, points[i].y - points[i - 1].y);
    const ImVec2 b(points[i + 1].x - points[i].x, points[i + 1].y - points[i].y);
    const bool sharp = a.x * b.x + a.y * b.y < 0.3f * std::sqrt((a.x * a.x + a.y * a.y) * (b.x * b.x + b.y * b.y));
    if (!sharp && i - first < longest_piece) continue;
    piece(first, i);
    if (sharp) list->AddCircleFilled(points[i], 0.5f * thickness, colour, 8);
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

void draw_arrow(ImDrawList* list, ImVec2 tail, ImVec2 tip, ImU32 colour, float thickness, ImU32 halo,
                float halo_width) {
  const ImVec2 d(tip.x - tail.x, tip.y - tail.y);
  const float length = std::sqrt(d.x * d.x + d.y * d.y);
  if (!(length > 1) || length > farthest) return;
  const ImVec2 u(d.x / length, d.y / length);
  const float head = std::min(4.5f * thickness, 0.6f * length);
  const ImVec2 neck(tip.x - u.x * head, tip.y - u.y * head);
  const ImVec2 left(neck.x - u.y * 0.45f * head, neck.y + u.x * 0.45f * head);
  const ImVec2 right(neck.x + u.y * 0.45f * head, neck.y - u.x * 0.45f * head);
  list->AddLine(tail, neck, halo, thickness + 2 * halo_width);
  list->AddTriangle(tip, left, right, halo, 2 * halo_width);
  list->AddLine(tail, neck, colour, thickness);
  list->AddTriangleFilled(tip, left, right, colour);
}

}  // namespace fallline

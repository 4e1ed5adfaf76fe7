// Paths on the map and on the surface: lines with a halo, drawn over a picture.
#pragma once

#include <imgui.h>

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "session/history.h"

namespace fallline {

struct PathStyle {
  ImU32 colour, halo;
  float thickness;  // of the line; the halo is wider by `halo_width` on each side
  float halo_width;

  friend bool operator==(const PathStyle&, const PathStyle&) = default;
};

// Collects the points of a line on a view, leaving out what nobody would see: points nearer than half a pixel to the
// last one kept, and, once a path has hundreds of them, what runs over its own ink or off the view. So a cloud of a
// million points costs no more than the pixels that it covers. A point that is not finite, or farther out than any
// screen, breaks the line.
class PathBuilder {
 public:
  // `unit` and the corners of the view in pixels.
  PathBuilder(float unit, ImVec2 low, ImVec2 high) : nearest_(0.25f * unit * unit), low_(low), high_(high) {}

  void add(ImVec2 p, bool visible = true);
  void break_line();

  // The whole halo comes first, so that no line is cut by the halo of its own continuation. What is hidden is dashed.
  void draw_halo(ImDrawList* list, const PathStyle& style) const;
  void draw_lines(ImDrawList* list, const PathStyle& style) const;
  // Dashed all along.
  void draw_ghost(ImDrawList* list, ImU32 colour, float thickness) const;

 private:
  struct Vertex {
    ImVec2 at;
    bool visible;
  };
  using Line = std::vector<Vertex>;

  // Calls draw(points) with each longest stretch that is visible, or hidden.
  template <class Draw>
  void stretches(bool visible, Draw draw) const;
  void keep(const Vertex& v);
  void begin_ink();
  bool ink(ImVec2 p, bool visible);
  void add_new_ink(const Vertex& from, const Vertex& to);

  std::vector<Line> lines_{1};
  float nearest_;
  ImVec2 low_, high_;
  std::size_t kept_ = 0;
  // Once there is much: the last point, drawn or not, and the cells of the view that have ink, a bit for that of
  // visible stretches and one for that of hidden ones.
  std::optional<Vertex> last_;
  int columns_ = 0, rows_ = 0;
  std::vector<std::uint8_t> inked_;
};

// The steps [first, last) of a path that are drawn: all of the first and the last few thousand; of a long middle those
// that give its outline. As visit(step, point, loss).
template <class Visit>
void visit_path(const HistoryView& history, std::size_t first, std::size_t last, Visit visit) {
  constexpr std::size_t exact = 3000, outline = 4000;
  if (last <= first + 2 * exact + outline) return history.visit_outline(first, last, 2 * exact + outline, visit);
  history.visit_outline(first, first + exact, exact, visit);
  history.visit_outline(first + exact, last - exact, outline, visit);
  history.visit_outline(last - exact, last, exact, visit);
}

// A polyline whose sharp turns stay as thick as the rest.
void draw_line(ImDrawList* list, std::span<const ImVec2> points, ImU32 colour, float thickness);
void draw_dashed(ImDrawList* list, std::span<const ImVec2> points, ImU32 colour, float thickness, float dash,
                 float gap);

// A disc with a rim and a highlight.
void draw_ball(ImDrawList* list, ImVec2 at, float radius, ImU32 colour, ImU32 rim);

// A line from tail to tip with a head, in a halo of the given width.
void draw_arrow(ImDrawList* list, ImVec2 tail, ImVec2 tip, ImU32 colour, float thickness, ImU32 halo, float halo_width);

}  // namespace fallline

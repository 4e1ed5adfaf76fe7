// Paths on the map and on the surface: lines with a halo, drawn over a picture.
#pragma once

#include <imgui.h>

#include <span>
#include <vector>

namespace fallline {

struct PathStyle {
  ImU32 colour, halo;
  float thickness;  // of the line; the halo is wider by `halo_width` on each side
  float halo_width;
};

// Collects the points of a line, leaving out those that nobody would see: nearer than half a pixel to the last one
// kept. A point that is not finite, or farther out than any screen, breaks the line.
class PathBuilder {
 public:
  explicit PathBuilder(float unit) : nearest_(0.25f * unit * unit) {}

  void add(ImVec2 p, bool visible = true);
  void break_line() { lines_.emplace_back(); }

  void draw(ImDrawList* list, const PathStyle& style) const;

 private:
  struct Vertex {
    ImVec2 at;
    bool visible;
  };
  std::vector<std::vector<Vertex>> lines_{1};
  float nearest_;
};

// A polyline whose sharp turns stay as thick as the rest.
void draw_line(ImDrawList* list, std::span<const ImVec2> points, ImU32 colour, float thickness);
void draw_dashed(ImDrawList* list, std::span<const ImVec2> points, ImU32 colour, float thickness, float dash,
                 float gap);

// A disc with a rim and a highlight.
void draw_ball(ImDrawList* list, ImVec2 at, float radius, ImU32 colour, ImU32 rim);

// A line from tail to tip with a head.
void draw_arrow(ImDrawList* list, ImVec2 tail, ImVec2 tip, ImU32 colour, float thickness);

}  // namespace fallline

#include "app/plot/stroke.h"

#include <algorithm>
#include <cmath>

#include "app/imgui_compat.h"

namespace fallline::plot {
namespace {

constexpr float longest_dashed = 4096.0f;  // pixels

void stroke_run(ImDrawList& list, std::span<const ImVec2> p, ImU32 colour, float width) {
  if (p.size() == 1) {
    list.AddCircleFilled(p[0], std::max(1.5f, width), colour);
    return;
  }
  std::size_t start = 0;
  float low = 1, high = 0;  // of the upright that ended at `start`; none: low > high
  for (std::size_t i = 1; i < p.size(); ++i) {
    const bool ends = i + 1 == p.size();
    if (is_upright(p[i - 1], p[i])) {
      const auto [top, bottom] = std::minmax(p[i].y, p[i - 1].y);
      // What joins it to one beside it is hidden where the two stand side by side.
      const bool side_by_side =
          i - start == 2 && std::max(low, top) < std::min(high, bottom) && p[i].x - p[start].x < width;
      if (i - 1 > start && !side_by_side) compat::draw_polyline(list, p.subspan(start, i - start), colour, width);
      list.AddRectFilled({p[i].x - 0.5f * width, top}, {p[i].x + 0.5f * width, bottom}, colour);
      start = i;
      low = top;
      high = bottom;
      continue;
    }
    const bool sharp =
        !ends && (p[i].x - p[i - 1].x) * (p[i + 1].x - p[i].x) + (p[i].y - p[i - 1].y) * (p[i + 1].y - p[i].y) < 0.0f;
    if (!ends && !sharp) continue;
    compat::draw_polyline(list, p.subspan(start, i - start + 1), colour, width);
    start = i;
    low = 1;
    high = 0;
  }
}

// Cuts one run into dashes and hands each on.
void dash_run(ImDrawList& list, std::span<const ImVec2> p, ImU32 colour, float width, float dash, float gap) {
  std::vector<ImVec2> piece;
  float left = dash;
  bool on = true;
  if (!p.empty()) piece.push_back(p[0]);
  const auto flush = [&] {
    if (on && piece.size() > 1) stroke_run(list, piece, colour, width);
    piece.clear();
  };
  for (std::size_t i = 1; i < p.size(); ++i) {
    ImVec2 a = p[i - 1];
    float length = std::hypot(p[i].x - a.x, p[i].y - a.y);
    // A line that shoots far out of the picture stays whole: nobody sees thousands of its dashes.
    if (length > longest_dashed) left = length + dash;
    while (length > left) {
      const float t = left / length;
      a = {a.x + t * (p[i].x - a.x), a.y + t * (p[i].y - a.y)};
      length -= left;
      piece.push_back(a);
      flush();
      on = !on;
      left = on ? dash : gap;
      piece.push_back(a);
    }
    left -= length;
    piece.push_back(p[i]);
  }
  flush();
}

template <class Draw>
void each_run(const Trace& trace, Draw draw) {
  for (std::size_t r = 0; r < trace.runs(); ++r) {
    const std::size_t from = trace.starts[r];
    draw(std::span(trace.points).subspan(from, trace.end_of(r) - from));
  }
}

}  // namespace

void stroke(ImDrawList& list, const Trace& trace, ImU32 colour, float width) {
  each_run(trace, [&](std::span<const ImVec2> run) { stroke_run(list, run, colour, width); });
}

void stroke_dashed(ImDrawList& list, const Trace& trace, ImU32 colour, float width, float dash, float gap) {
  each_run(trace, [&](std::span<const ImVec2> run) {
    if (run.size() == 1) {
      stroke_run(list, run, colour, width);
    } else {
      dash_run(list, run, colour, width, dash, gap);
    }
  });
}

}  // namespace fallline::plot

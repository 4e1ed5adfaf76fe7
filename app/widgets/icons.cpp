#include "app/widgets/icons.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

namespace fallline::ui {
namespace {

// All coordinates below are fractions of the icon's half side, y down.
class Pen {
 public:
  Pen(ImDrawList& list, ImVec2 centre, float size, ImU32 colour)
      : list_(list), centre_(centre), half_(0.5f * size), colour_(colour), width_(std::max(1.2f, 0.13f * size)) {}

  ImVec2 at(float x, float y) const { return {centre_.x + x * half_, centre_.y + y * half_}; }

  // Dear ImGui smooths the edges of clockwise shapes only.
  void triangle(ImVec2 a, ImVec2 b, ImVec2 c) const {
    if ((b.x - a.x) * (c.y - a.y) < (b.y - a.y) * (c.x - a.x)) std::swap(b, c);
    list_.AddTriangleFilled(at(a.x, a.y), at(b.x, b.y), at(c.x, c.y), colour_);
  }

  // Upright bars keep to whole pixels: a bar half on a pixel looks grey.
  void bar(float left, float right, float top, float bottom) const {
    const ImVec2 a = at(left, top), b = at(right, bottom);
    const float x = std::round(a.x);
    const float width = std::max(1.0f, std::round(b.x - a.x));
    list_.AddRectFilled({x, std::round(a.y)}, {x + width, std::round(b.y)}, colour_);
  }

  void line(ImVec2 a, ImVec2 b) const { list_.AddLine(at(a.x, a.y), at(b.x, b.y), colour_, width_); }

  void path(const ImVec2* points, int count) const {
    for (int i = 0; i < count; ++i) list_.PathLineTo(at(points[i].x, points[i].y));
    list_.PathStroke(colour_, 0, width_);
  }

  // An open ring from one angle to another (radians, clockwise from +x) with an arrow head at its end.
  void ring_arrow(float from, float to, float radius) const {
    list_.PathArcTo(centre_, radius * half_, from, to, 24);
    list_.PathStroke(colour_, 0, width_);
    const float side = to > from ? 1.0f : -1.0f;
    const ImVec2 tip{std::cos(to) * radius, std::sin(to) * radius};
    const ImVec2 along{-std::sin(to) * side, std::cos(to) * side};
    const ImVec2 out{std::cos(to), std::sin(to)};
    constexpr float head = 0.42f;
    triangle({tip.x + along.x * head * 1.3f, tip.y + along.y * head * 1.3f},
             {tip.x + out.x * head, tip.y + out.y * head}, {tip.x - out.x * head, tip.y - out.y * head});
  }

 private:
  ImDrawList& list_;
  ImVec2 centre_;
  float half_;
  ImU32 colour_;
  float width_;
};

constexpr float pi = std::numbers::pi_v<float>;

void draw_transport(const Pen& pen, Icon icon) {
  switch (icon) {
    case Icon::play:
      pen.triangle({-0.62f, -0.85f}, {0.88f, 0.0f}, {-0.62f, 0.85f});
      break;
    case Icon::pause:
      pen.bar(-0.7f, -0.22f, -0.8f, 0.8f);
      pen.bar(0.22f, 0.7f, -0.8f, 0.8f);
      break;
    case Icon::step_back:
      pen.triangle({0.2f, -0.75f}, {-0.95f, 0.0f}, {0.2f, 0.75f});
      pen.bar(0.45f, 0.75f, -0.75f, 0.75f);
      break;
    case Icon::step_forward:
      pen.bar(-0.75f, -0.45f, -0.75f, 0.75f);
      pen.triangle({-0.2f, -0.75f}, {0.95f, 0.0f}, {-0.2f, 0.75f});
      break;
    case Icon::epoch:
      pen.triangle({-0.95f, -0.7f}, {0.0f, 0.0f}, {-0.95f, 0.7f});
      pen.triangle({0.0f, -0.7f}, {0.95f, 0.0f}, {0.0f, 0.7f});
      break;
    case Icon::to_start:
      pen.bar(-0.85f, -0.6f, -0.8f, 0.8f);
      pen.triangle({0.75f, -0.8f}, {-0.5f, 0.0f}, {0.75f, 0.8f});
      break;
    case Icon::to_end:
      pen.bar(0.6f, 0.85f, -0.8f, 0.8f);
      pen.triangle({-0.75f, -0.8f}, {0.5f, 0.0f}, {-0.75f, 0.8f});
      break;
    case Icon::reset:
      pen.ring_arrow(-0.1f * pi, -1.72f * pi, 0.74f);
      break;
    case Icon::dice: {
      const ImVec2 frame[] = {{-0.75f, -0.75f}, {0.75f, -0.75f}, {0.75f, 0.75f}, {-0.75f, 0.75f}, {-0.75f, -0.8f}};
      pen.path(frame, 5);
      for (const float d : {-0.36f, 0.0f, 0.36f}) pen.bar(d - 0.12f, d + 0.12f, d - 0.12f, d + 0.12f);
      break;
    }
    case Icon::loop:
      pen.ring_arrow(-0.95f * pi, -0.2f * pi, 0.76f);
      pen.ring_arrow(0.05f * pi, 0.8f * pi, 0.76f);
      break;
    case Icon::undo:
      pen.ring_arrow(0.2f * pi, -0.92f * pi, 0.7f);
      break;
    case Icon::redo:
      pen.ring_arrow(-1.2f * pi, -0.08f * pi, 0.7f);
      break;
    default:
      break;
  }
}

void draw_sign(const Pen& pen, Icon icon) {
  switch (icon) {
    case Icon::close:
      pen.line({-0.6f, -0.6f}, {0.6f, 0.6f});
      pen.line({-0.6f, 0.6f}, {0.6f, -0.6f});
      break;
    case Icon::plus:
      pen.line({-0.7f, 0.0f}, {0.7f, 0.0f});
      pen.line({0.0f, -0.7f}, {0.0f, 0.7f});
      break;
    case Icon::minus:
      pen.line({-0.7f, 0.0f}, {0.7f, 0.0f});
      break;
    case Icon::chevron_down: {
      const ImVec2 points[] = {{-0.6f, -0.3f}, {0.0f, 0.35f}, {0.6f, -0.3f}};
      pen.path(points, 3);
      break;
    }
    case Icon::chevron_right: {
      const ImVec2 points[] = {{-0.3f, -0.6f}, {0.35f, 0.0f}, {-0.3f, 0.6f}};
      pen.path(points, 3);
      break;
    }
    case Icon::drag:
      pen.line({-0.5f, 0.0f}, {0.5f, 0.0f});
      pen.line({0.0f, -0.5f}, {0.0f, 0.5f});
      pen.triangle({0.0f, -1.0f}, {0.32f, -0.55f}, {-0.32f, -0.55f});
      pen.triangle({0.0f, 1.0f}, {-0.32f, 0.55f}, {0.32f, 0.55f});
      pen.triangle({-1.0f, 0.0f}, {-0.55f, -0.32f}, {-0.55f, 0.32f});
      pen.triangle({1.0f, 0.0f}, {0.55f, 0.32f}, {0.55f, -0.32f});
      break;
    case Icon::check: {
      const ImVec2 points[] = {{-0.65f, 0.05f}, {-0.2f, 0.5f}, {0.7f, -0.5f}};
      pen.path(points, 3);
      break;
    }
    case Icon::logo:
      pen.triangle({0.9f, -0.85f}, {0.9f, 0.85f}, {-0.9f, 0.85f});
      break;
    default:
      break;
  }
}

}  // namespace

void draw_icon(ImDrawList& list, Icon icon, ImVec2 centre, float size, ImU32 colour) {
  const Pen pen(list, centre, size, colour);
  draw_transport(pen, icon);
  draw_sign(pen, icon);
}

}  // namespace fallline::ui

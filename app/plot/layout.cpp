#include "app/plot/layout.h"

#include <algorithm>
#include <cmath>

namespace fallline::plot {
namespace {

float widest(const ui::Face& face, const Ticks& ticks) {
  float width = 0.0f;
  for (const Tick& t : ticks.major) width = std::max(width, ui::text_size(face, t.label).x);
  return width;
}

// As many steps as their own labels leave room for.
Ticks x_ticks(const ui::Face& face, Range range, float length, float gap) {
  for (int most = std::max(1, static_cast<int>(length / (3.0f * face.size))); most > 1; --most) {
    Ticks ticks = linear_ticks(range, most, true);
    const auto count = static_cast<float>(std::max<std::size_t>(1, ticks.major.size()));
    if ((widest(face, ticks) + gap) * count <= length) return ticks;
  }
  return linear_ticks(range, 1, true);
}

}  // namespace

Layout lay_out(const ui::Theme& theme, const ui::Rect& outer, Range x, Range y, AxisScale y_scale, bool has_head) {
  Layout l;
  l.outer = outer;
  const ui::Face& face = theme.fonts.tick;
  const float head = has_head && outer.height() >= theme.px(90) ? theme.px(32) : 0.0f;
  l.head = {outer.min, {outer.max.x, outer.min.y + head}};
  l.labelled = outer.width() >= theme.px(110) && outer.height() - head >= theme.px(60);

  const float top = outer.min.y + head + (l.labelled ? theme.px(6) : 0.0f);
  const float bottom = l.labelled ? outer.max.y - face.size - theme.px(10) : outer.max.y;
  l.y = {showable(y, y_scale), y_scale, std::max(top + 1.0f, bottom), top};
  const int most_y = std::max(1, static_cast<int>(l.y.length() / (2.6f * face.size)));
  l.y_ticks = y_scale == AxisScale::log ? log_ticks(l.y.range, most_y) : linear_ticks(l.y.range, most_y, false);

  float left = outer.min.x, right = outer.max.x;
  if (l.labelled) {
    // Not narrower than four digits, so that plots in a row, and a curve that moves, keep their left edge.
    const float numbers = std::max(widest(face, l.y_ticks), ui::text_size(face, "1e-5").x);
    left += std::min(std::round(numbers) + theme.px(20), 0.5f * outer.width());
    right -= theme.px(16);
  }
  l.area = {{left, top}, {std::max(left + 1.0f, right), l.y.start}};
  l.x = {showable(x, AxisScale::linear), AxisScale::linear, l.area.min.x, l.area.max.x};
  l.x_ticks = x_ticks(face, l.x.range, l.x.length(), theme.px(18));
  return l;
}

void draw_grid(ImDrawList& list, const ui::Theme& theme, const Layout& l) {
  const float thickness = std::max(1.0f, theme.px(1));
  const auto line = [&](double value, ImU32 colour) {
    const float y = std::floor(l.y.pixel(value));
    list.AddRectFilled({l.area.min.x, y}, {l.area.max.x, y + thickness}, colour);
  };
  for (const double value : l.y_ticks.minor) line(value, ui::faded(theme.grid, 0.45f));
  for (const Tick& t : l.y_ticks.major) line(t.value, theme.grid);
}

void draw_numbers(ImDrawList& list, const ui::Theme& theme, const Layout& l, std::string_view x_name) {
  if (!l.labelled) return;
  const ui::Face& face = theme.fonts.tick;
  float upper = l.outer.max.y;
  for (const Tick& t : l.y_ticks.major) {
    const float y = std::clamp(l.y.pixel(t.value) - 0.5f * face.size, l.area.min.y - 0.5f * face.size,
                               l.area.max.y - 0.5f * face.size);
    if (y + face.size > upper) continue;
    const float x = l.area.min.x - theme.px(8) - ui::text_size(face, t.label).x;
    ui::draw_text(list, face, {std::max(l.outer.min.x + theme.px(2), x), y}, theme.faint, t.label);
    upper = y;
  }
  const float y = l.area.max.y + theme.px(5);
  float last = l.area.min.x - theme.px(6);
  for (const Tick& t : l.x_ticks.major) {
    const float width = ui::text_size(face, t.label).x;
    const float x = std::min(l.x.pixel(t.value) - 0.5f * width, l.outer.max.x - width - theme.px(4));
    if (x < last) continue;
    ui::draw_text(list, face, {x, y}, theme.faint, t.label);
    last = x + width + theme.px(6);
  }
  const float name = l.area.min.x - theme.px(14) - ui::text_size(face, x_name).x;
  if (name >= l.outer.min.x + theme.px(2)) ui::draw_text(list, face, {name, y}, theme.faint, x_name);
}

}  // namespace fallline::plot

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/panels/map_overlays.h"
#include "app/panels/on_picture.h"
#include "app/paths.h"

namespace fallline {
namespace {

constexpr std::string_view legend_names[] = {"positive definite", "indefinite", "negative definite"};
constexpr ImU32 dark = ui::rgb(0x05070a, 120), bright = ui::rgb(0xffffff, 95);

float spacing(const ui::Theme& t) { return t.px(9); }

// A stroke that is seen on dark and on bright ground.
void stroke(ImDrawList* list, ImVec2 a, ImVec2 b, const ui::Theme& t) {
  const float w = t.px(1);
  list->AddLine({a.x + w, a.y}, {b.x + w, b.y}, bright, w);
  list->AddLine(a, b, dark, w);
}
void dot(ImDrawList* list, ImVec2 p, const ui::Theme& t) {
  const float outer = t.px(2), inner = t.px(1);
  list->AddRectFilled({p.x - outer, p.y - outer}, {p.x + outer, p.y + outer}, dark);
  list->AddRectFilled({p.x - inner, p.y - inner}, {p.x + inner, p.y + inner}, ui::faded(bright, 2));
}

// What is at a pixel, by the nearest node.
class Look {
 public:
  Look(const Definiteness& d, const MapTransform& map) : d_(d), low_(map.low) {
    scale_ = {static_cast<float>(d.columns - 1) / (map.high.x - map.low.x),
              static_cast<float>(d.rows - 1) / (map.high.y - map.low.y)};
  }
  Sign operator()(float x, float y) const {
    const auto column = static_cast<int>((x - low_.x) * scale_.x + 0.5f);
    const auto row = d_.rows - 1 - static_cast<int>((y - low_.y) * scale_.y + 0.5f);
    return d_.at(std::clamp(column, 0, d_.columns - 1), std::clamp(row, 0, d_.rows - 1));
  }

 private:
  const Definiteness& d_;
  ImVec2 low_, scale_;
};

// Diagonals upward to the right, cut to where `look` finds an indefinite matrix.
void draw_hatch(const Look& look, const MapTransform& map, ImVec2 origin, const ui::Theme& t, ImDrawList* list) {
  const float step = 2, apart = std::sqrt(2.0f) * spacing(t), width = map.high.x - map.low.x;
  const float height = map.high.y - map.low.y;
  const float phase = std::fmod(std::fmod(origin.x + origin.y, apart) + apart, apart);
  // Along a diagonal x + y = c, counted from the map's upper left corner.
  for (float c = phase; c < width + height; c += apart) {
    const float first = std::max(0.0f, c - height), last = std::min(width, c);
    float from = -1;
    for (float x = first;; x += step) {
      const bool end = x >= last;
      const float at = std::min(x, last);
      const bool inside = look(map.low.x + at, map.low.y + c - at) == Sign::indefinite;
      if (inside && from < 0) from = at;
      if (from >= 0 && (!inside || end)) {
        stroke(list, {map.low.x + from, map.low.y + c - from}, {map.low.x + at, map.low.y + c - at}, t);
        from = -1;
      }
      if (end) break;
    }
  }
}

void draw_dots(const Look& look, const MapTransform& map, ImVec2 origin, const ui::Theme& t, ImDrawList* list) {
  const float apart = spacing(t);
  const auto phase = [&](float at, float period) { return std::fmod(std::fmod(at, period) + period, period); };
  const float first_y = map.low.y + phase(origin.y, 2 * apart) - 2 * apart;
  bool odd = false;
  for (float y = first_y; y < map.high.y; y += apart, odd = !odd)
    for (float x = map.low.x + phase(origin.x, apart) - (odd ? 0.5f : 1.0f) * apart; x < map.high.x; x += apart)
      if (look(x, y) == Sign::negative) dot(list, {std::floor(x), std::floor(y)}, t);
}

}  // namespace

void draw_definiteness(const SurfacesFrame& f, const MapTransform& map, ImDrawList* list) {
  const Definiteness& d = f.scene.definiteness();
  if (d.columns < 2) return;
  const Look look(d, map);
  // The pattern is fixed to the plane: it moves with the hand that pans.
  const auto pixels = [](double share, double size) {
    constexpr double period = 5040;  // a whole number of patterns of any usual size; keeps the number small
    return static_cast<float>(std::fmod(share * size, period));
  };
  const ImVec2 origin(pixels(-map.window.x_min / map.window.width(), double{map.high.x - map.low.x}),
                      pixels(map.window.y_max / map.window.height(), double{map.high.y - map.low.y}));
  draw_hatch(look, map, origin, f.theme, list);
  draw_dots(look, map, origin, f.theme, list);
  for (const auto& lines : d.borders)
    for (const IsoLine& border : lines) {
      std::vector<ImVec2> line;
      for (const Point p : border.points) line.push_back(map.to_pixel(p));
      if (border.closed) line.push_back(line.front());
      draw_line(list, line, ui::faded(picture_halo, 0.6f), f.theme.px(3));
      draw_line(list, line, ui::faded(picture_ink, 0.85f), f.theme.px(1.2f));
    }
}

std::optional<ui::Rect> definiteness_legend(const SurfacesFrame& f, const MapTransform& map) {
  if (f.scene.definiteness().columns < 2) return std::nullopt;
  const ui::Theme& t = f.theme;
  const ImVec2 size(2 * t.px(8) + t.px(26) + t.px(8) + ui::text_size(t.fonts.small, legend_names[2]).x + t.px(12) +
                        ui::text_size(t.fonts.tick, "100 %").x,
                    2 * t.px(5) + 3 * t.px(17));
  if (size.x > map.high.x - map.low.x || size.y > 0.4f * (map.high.y - map.low.y)) return std::nullopt;
  const ImVec2 low(map.high.x - size.x - t.px(10), map.high.y - size.y - t.px(28));
  return ui::Rect{low, {low.x + size.x, low.y + size.y}};
}

void draw_definiteness_legend(const SurfacesFrame& f, const MapTransform& map, ImDrawList* list) {
  const auto box = definiteness_legend(f, map);
  if (!box) return;
  const Definiteness& d = f.scene.definiteness();
  const ui::Theme& t = f.theme;
  const float line = t.px(17), swatch = t.px(26), pad = t.px(8);
  const ImVec2 low = box->min;
  list->AddRectFilled(low, box->max, picture_halo, t.rounding());
  for (std::size_t k = 0; k < 3; ++k) {
    const float y = low.y + t.px(5) + (static_cast<float>(k) + 0.5f) * line;
    const ImVec2 a(low.x + pad, y - t.px(5.5f)), b(a.x + swatch, y + t.px(5.5f));
    list->AddRectFilled(a, b, ui::rgb(0x2f7f7a), t.px(2));
    list->PushClipRect(a, b, true);
    if (k == 1)
      for (float x = a.x - t.px(6); x < b.x + t.px(6); x += t.px(8)) stroke(list, {x, b.y}, {x + b.y - a.y, a.y}, t);
    if (k == 2)
      for (float x = a.x + t.px(5); x < b.x; x += t.px(8)) dot(list, {x, std::floor(y)}, t);
    list->PopClipRect();
    ui::draw_text_middle(*list, t.fonts.small, b.x + t.px(8), y, picture_ink, legend_names[k]);
    const std::string percent = fmt::format("{:.0f} %", 100 * d.shares[k]);
    ui::draw_text_middle(*list, t.fonts.tick, box->max.x - pad - ui::text_size(t.fonts.tick, percent).x, y,
                         ui::faded(picture_ink, 0.75f), percent);
  }
}

}  // namespace fallline

#include "app/plot/crosshair.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <vector>

#include "app/widgets/number_format.h"
#include "app/widgets/rim.h"

namespace fallline::plot {
namespace {

// The value at a step, or nothing before the first and after the last.
std::optional<double> value_at(const Series& series, double step) {
  const double index = std::round(step - series.first_step);
  if (!(index >= 0.0) || index >= static_cast<double>(series.count)) return std::nullopt;
  return series.value(static_cast<std::size_t>(index));
}

struct Row {
  ImU32 colour;  // 0: no sample
  std::string label;
  std::string value;
};

std::vector<Row> rows_of(const ui::Theme& theme, std::span<const Series> series, double step, std::string_view x_name,
                         std::size_t most) {
  std::vector<Row> rows{{0, std::string(x_name), fmt::format("{:.0f}", step)}};
  for (const Series& s : series) {
    if (!s.shown() || !s.listed) continue;
    const std::optional<double> v = value_at(s, step);
    if (v) rows.push_back({s.colour, s.label, ui::format_number(*v)});
  }
  if (rows.size() > most) {
    rows.resize(most);
    rows.back() = {theme.faint, "…", ""};
  }
  return rows;
}

}  // namespace

void draw_crosshair(ImDrawList& list, const ui::Theme& theme, const Layout& l, std::span<const Series> series,
                    double step) {
  const float x = std::floor(l.x.pixel(step));
  list.AddRectFilled({x, l.area.min.y}, {x + std::max(1.0f, theme.px(1)), l.area.max.y}, ui::faded(theme.dim, 0.55f));
  for (const Series& s : series) {
    if (!s.shown()) continue;
    const std::optional<double> v = value_at(s, step);
    if (!v || !std::isfinite(*v)) continue;
    const ImVec2 p{l.x.pixel(step), l.y.pixel(*v)};
    if (p.y < l.area.min.y - 1.0f || p.y > l.area.max.y + 1.0f) continue;
    list.AddCircleFilled(p, theme.px(4), theme.plot);
    list.AddCircleFilled(p, theme.px(3), s.colour);
  }
}

void draw_readout(ImDrawList& list, const ui::Theme& theme, const Layout& l, std::span<const Series> series,
                  double step, std::string_view x_name) {
  const ui::Face &label_face = theme.fonts.small, &value_face = theme.fonts.tick;
  const float pad = theme.px(8), line = theme.px(16), sample = theme.px(11), gap = theme.px(12);
  const float room = l.area.height() - 2.0f * pad;
  const auto most = static_cast<std::size_t>(std::max(0.0f, room / line));
  if (most < 2) return;
  const std::vector<Row> rows = rows_of(theme, series, step, x_name, most);

  float labels = 0.0f, values = 0.0f;
  for (const Row& row : rows) {
    labels = std::max(labels, ui::text_size(label_face, row.label).x);
    values = std::max(values, ui::text_size(value_face, row.value).x);
  }
  labels = std::min(labels, theme.px(120));
  const float width = 2.0f * pad + sample + labels + gap + values;
  const float height = 2.0f * theme.px(5) + line * static_cast<float>(rows.size());
  const float x = l.x.pixel(step), away = theme.px(10);
  const bool at_right = x + away + width <= l.area.max.x || x - l.area.min.x < l.area.max.x - x;
  const float left = std::clamp(at_right ? x + away : x - away - width, l.outer.min.x + theme.px(2),
                                std::max(l.outer.min.x + theme.px(2), l.outer.max.x - width - theme.px(2)));
  const ImVec2 min{std::round(left), l.area.min.y + theme.px(2)}, max{std::round(left) + width, min.y + height};
  ui::fill_round(list, min, max, ui::faded(theme.popup, 0.94f), theme.rounding());
  ui::draw_rim(list, min, max, theme.border, theme.rounding());
  float y = min.y + theme.px(5) + 0.5f * line;
  for (const Row& row : rows) {
    if (row.colour != 0) list.AddCircleFilled({min.x + pad + theme.px(3), y}, theme.px(3), row.colour);
    const float label_x = min.x + pad + (row.colour != 0 ? sample : 0.0f);
    ui::draw_text_cut(list, label_face, {label_x, y - 0.5f * label_face.size}, labels, theme.dim, row.label);
    ui::draw_text(list, value_face, {max.x - pad - ui::text_size(value_face, row.value).x, y - 0.5f * value_face.size},
                  theme.text, row.value);
    y += line;
  }
}

}  // namespace fallline::plot

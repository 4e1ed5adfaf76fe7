#include "app/export/curve_plots.h"

#include <algorithm>
#include <cmath>

#include "app/plot/fit.h"
#include "app/plot/ticks.h"

namespace fallline::exporting {
namespace {

using plot::AxisScale;

struct Axes {
  plot::Axis x, y;
  plot::Ticks x_ticks, y_ticks;
};

Axes axes_of(const CurvePlot& curves, const Look& look, const Box& area) {
  std::vector<plot::Series> series;
  for (const Line& line : curves.lines) series.push_back(line.series);
  const plot::Range steps = plot::showable(plot::step_range(series).value_or(plot::Range{0, 1}), AxisScale::linear);
  const bool logarithmic = curves.scale == AxisScale::log;
  const plot::Range fallback = logarithmic ? plot::Range{1e-3, 1} : plot::Range{0, 1};
  const plot::Range values =
      plot::showable(plot::value_range(series, steps, curves.scale).value_or(fallback), curves.scale);
  Axes axes{{steps, AxisScale::linear, static_cast<float>(area.left), static_cast<float>(area.right)},
            {values, curves.scale, static_cast<float>(area.bottom), static_cast<float>(area.top)},
            {},
            {}};
  const int across = std::max(1, static_cast<int>(area.width() / look.px(72)));
  const int up = std::max(1, static_cast<int>(area.height() / look.px(34)));
  axes.x_ticks = plot::linear_ticks(steps, across, true);
  axes.y_ticks = logarithmic ? plot::log_ticks(values, up) : plot::linear_ticks(values, up, false);
  return axes;
}

void draw_grid(Svg& svg, const Look& look, const Box& area, const Axes& axes) {
  const TextStyle numbers{look.colours.dim, look.px(11.5), Anchor::end, Face::number};
  for (const double value : axes.y_ticks.minor) {
    const double y = axes.y.pixel(value);
    svg.line({area.left, y}, {area.right, y}, look.colours.grid, look.px(0.5));
  }
  for (const plot::Tick& tick : axes.y_ticks.major) {
    const double y = axes.y.pixel(tick.value);
    svg.line({area.left, y}, {area.right, y}, look.colours.grid, look.px(1));
    svg.text({area.left - look.px(8), y}, tick.label, numbers);
  }
  TextStyle below = numbers;
  below.anchor = Anchor::middle;
  for (const plot::Tick& tick : axes.x_ticks.major)
    svg.text({axes.x.pixel(tick.value), area.bottom + look.px(14)}, tick.label, below);
  below.anchor = Anchor::end;
  svg.text({area.left - look.px(8), area.bottom + look.px(14)}, "step", below);
}

void draw_line(Svg& svg, const Look& look, const Axes& axes, const Line& line) {
  std::vector<Point> run;
  std::string data;
  const auto end_run = [&] {
    // A run of one point is a dot: round caps draw it.
    if (run.size() == 1) run.push_back({run[0].x + 0.01, run[0].y});
    data += path_data(run, false);
    run.clear();
  };
  plot::decimate(line.series, axes.x, axes.y, [&](float x, float y, bool begins) {
    if (begins) end_run();
    run.push_back({double{x}, double{y}});
  });
  end_run();
  svg.print("<path d=\"{}\" fill=\"none\" stroke=\"{}\" stroke-width=\"{}\"{}/>\n", data, hex(line.colour),
            length(look.px(1.75)), line.series.style.dashed ? " stroke-dasharray=\"5 4\"" : "");
}

// A cross where a run that diverged has its last value.
void draw_end(Svg& svg, const Look& look, const Axes& axes, const Line& line) {
  if (line.series.end != plot::EndMark::cross || line.series.count == 0) return;
  const double v = line.series.value(line.series.count - 1), r = look.px(3.5);
  if (!std::isfinite(v)) return;
  const double x = axes.x.pixel(line.series.last_step()), y = axes.y.pixel(v);
  svg.line({x - r, y - r}, {x + r, y + r}, line.colour, look.px(2.1));
  svg.line({x - r, y + r}, {x + r, y - r}, line.colour, look.px(2.1));
}

// From the right end, leftward.
void draw_own_legend(Svg& svg, const Look& look, const CurvePlot& curves, Point right) {
  for (auto line = curves.lines.rbegin(); line != curves.lines.rend(); ++line) {
    const double width = text_width(line->series.label, look.px(12.5));
    svg.text({right.x - width, right.y}, line->series.label, {look.colours.label, look.px(12.5)});
    right.x -= width + look.px(22);
    svg.line({right.x, right.y}, {right.x + look.px(15), right.y}, line->colour, look.px(2.2));
    right.x -= look.px(14);
  }
}

void draw_plot(Svg& svg, const Look& look, const CurvePlot& curves, const Box& box) {
  svg.rect(box, look.colours.plot);
  Box area{box.left + look.px(62), box.top + look.px(42), box.right - look.px(18), box.bottom - look.px(28)};
  area.right = std::max(area.right, area.left + 1);
  area.bottom = std::max(area.bottom, area.top + 1);
  const Point head{box.left + look.px(14), box.top + look.px(20)};
  svg.text(head, curves.title, {look.colours.text, look.px(14), Anchor::start, Face::strong});
  svg.text({head.x + text_width(curves.title, look.px(14)) + look.px(10), head.y}, curves.subtitle,
           {look.colours.dim, look.px(12.5)});
  if (curves.own_legend) draw_own_legend(svg, look, curves, {area.right, head.y});

  const Axes axes = axes_of(curves, look, area);
  draw_grid(svg, look, area, axes);
  const double margin = look.px(5);  // half a line and an end mark are not cut at the edge
  svg.clip({area.left - margin, area.top - margin, area.right + margin, area.bottom + look.px(2)});
  if (curves.zero_line && axes.y.range.contains(0))
    svg.line({area.left, double{axes.y.pixel(0)}}, {area.right, double{axes.y.pixel(0)}}, look.colours.dim,
             look.px(1.2), "stroke-dasharray=\"4 5\"");
  for (const Line& line : curves.lines) draw_line(svg, look, axes, line);
  for (const Line& line : curves.lines) draw_end(svg, look, axes, line);
  svg.end();
}

// In rows as wide as the figure. Returns where it ends below.
double draw_legend(Svg& svg, const Look& look, const CurvePlots& figure, Point at) {
  const double left = at.x;
  for (const Line& line : figure.legend) {
    const double width = look.px(24) + text_width(line.series.label, look.px(12.5)) + look.px(22);
    if (at.x > left && at.x + width > figure.width - look.px(12)) at = {left, at.y + look.px(20)};
    svg.line({at.x, at.y}, {at.x + look.px(16), at.y}, line.colour, look.px(2.2));
    svg.text({at.x + look.px(24), at.y}, line.series.label, {look.colours.label, look.px(12.5)});
    at.x += width;
  }
  return at.y + look.px(18);
}

}  // namespace

std::string figure_of(const CurvePlots& figure) {
  const Look look = look_of(figure.view);
  const double width = figure.width, height = figure.height, gap = std::round(look.px(1));
  Svg svg(figure.width, figure.height, look.colours.border);
  svg.rect({0, 0, width, height}, look.colours.window);
  draw_title(svg, look, figure.title, figure.formula, {look.px(14), look.px(24)}, width - look.px(14));
  const double top = std::round(draw_legend(svg, look, figure, {look.px(14), look.px(50)}));
  svg.rect({0, top, width, std::max(top, height)}, look.colours.border);
  const bool beside = width > 1.5 * (height - top);
  const auto count = static_cast<double>(figure.plots.size());
  for (std::size_t i = 0; i < figure.plots.size(); ++i) {
    const auto from = static_cast<double>(i) / count, to = static_cast<double>(i + 1) / count;
    const double end = i + 1 < figure.plots.size() ? gap : 0;  // the seam to the next
    const Box box =
        beside ? Box{std::round(width * from), top + gap, std::round(width * to) - end, height}
               : Box{0, std::round(std::lerp(top, height, from)) + gap, width, std::round(std::lerp(top, height, to))};
    if (box.width() > 1 && box.height() > 1) draw_plot(svg, look, figure.plots[i], box);
  }
  return std::move(svg).finish();
}

}  // namespace fallline::exporting

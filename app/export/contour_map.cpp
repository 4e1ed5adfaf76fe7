#include "app/export/contour_map.h"

#include <algorithm>
#include <cmath>

#include "app/export/simplify.h"
#include "app/plot/ticks.h"
#include "app/render/colour_map.h"
#include "app/widgets/number_format.h"
#include "landscape/contours.h"
#include "landscape/height_map.h"

namespace fallline::exporting {
namespace {

constexpr int lines = 20;           // as in the window: line k at the height (k + ½)/lines
constexpr int bands = 2 * lines;    // of one colour each
constexpr double darkening = 0.86;  // so that paths and marks stand out, as in the window
constexpr double tolerance = 0.05;  // pixels, of iso-lines
constexpr double note_height = 20;  // pixels, of a line above the map

struct Map {
  const ContourMap& shown;
  Look look;
  Box area;
  Domain window;
  render::ColourMap colour_map;

  Point pixel(Point p) const {
    return {area.left + area.width() * (p.x - window.x_min) / window.width(),
            area.bottom - area.height() * (p.y - window.y_min) / window.height()};
  }
};

render::ColourMap colour_map_of(const ViewSpec& view) {
  const auto& maps = render::colour_maps;
  const auto found = std::find_if(maps.begin(), maps.end(), [&](const auto& m) { return m.key == view.colours; });
  return found == maps.end() ? render::ColourMap::viridis : found->map;
}

std::uint32_t colour_at(render::ColourMap map, double height, double factor) {
  const render::Rgb c = render::colour(map, height);
  const auto byte = [&](float part) { return static_cast<std::uint32_t>(std::lround(255 * factor * double{part})); };
  return byte(c.r) << 16 | byte(c.g) << 8 | byte(c.b);
}

Grid heights_of(const Grid& grid, const HeightMap& heights) {
  Grid result = grid;
  const std::vector<float> mapped = heights.map(grid);
  std::copy(mapped.begin(), mapped.end(), result.values.begin());
  return result;
}

std::string data_of(const Map& map, const IsoLine& line) {
  std::vector<Point> pixels;
  for (const Point p : line.points) pixels.push_back(map.pixel(p));
  if (line.closed) pixels.push_back(pixels.front());
  pixels = simplified(pixels, tolerance);
  return path_data(pixels, line.closed);
}

// Each band on top of the lower ones, which go on beneath it: no seam can open between two.
void draw_bands(Svg& svg, const Map& map, const Grid& heights) {
  svg.print("<g fill-rule=\"evenodd\" shape-rendering=\"geometricPrecision\">\n");
  for (int k = 0; k < bands; ++k) {
    std::string data;
    for (const IsoLine& edge : region_above(heights, k == 0 ? -1 : static_cast<double>(k) / bands))
      data += data_of(map, edge);
    if (data.empty()) continue;
    svg.print("<path d=\"{}\" fill=\"{}\"/>\n", data, hex(colour_at(map.colour_map, (k + 0.5) / bands, darkening)));
  }
  svg.end();
}

void draw_iso_lines(Svg& svg, const Map& map, const Grid& heights) {
  svg.print("<g fill=\"none\" stroke=\"#000\">\n");
  for (int k = 0; k < lines; ++k) {
    const double level[] = {(k + 0.5) / lines};
    std::string data;
    for (const IsoLine& line : iso_lines(heights, level)) data += data_of(map, line);
    if (data.empty()) continue;
    const bool strong = k % 5 == 2;
    svg.print("<path d=\"{}\" stroke-width=\"{}\" stroke-opacity=\"{}\"/>\n", data,
              length(map.look.px(strong ? 1.1 : 0.8)), strong ? 0.46 : 0.34);
  }
  svg.end();
}

void draw_holes(Svg& svg, const Map& map) {
  svg.print(
      "<pattern id=\"hole\" width=\"8\" height=\"8\" patternUnits=\"userSpaceOnUse\" "
      "patternTransform=\"rotate(45)\"><path d=\"M0 0V8\" stroke=\"{}\" stroke-width=\"2\"/></pattern>\n",
      hex(map.look.colours.border));
  svg.print("<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"url(#hole)\"/>\n", length(map.area.left),
            length(map.area.top), length(map.area.width()), length(map.area.height()));
}

bool finite(Point p) { return std::isfinite(p.x) && std::isfinite(p.y); }

void draw_paths(Svg& svg, const Map& map) {
  for (const MapPath& p : map.shown.paths) {
    PathCollector path(map.area);
    for (std::size_t i = 0; i < p.count; ++i) path.add(map.pixel(p.point(i)));
    std::string data;
    for (const auto& line : std::move(path).take()) data += path_data(line, false);
    if (data.empty()) continue;
    const double width = map.look.px(2.2);
    svg.print("<g fill=\"none\"><path d=\"{0}\" stroke=\"{1}\" stroke-opacity=\"{2}\" stroke-width=\"{3}\"/>", data,
              hex(ui::picture_halo), ui::picture_halo_opacity, length(width + map.look.px(2.6)));
    svg.print("<path d=\"{}\" stroke=\"{}\" stroke-width=\"{}\"/></g>\n", data, hex(p.colour), length(width));
  }
  for (const MapPath& p : map.shown.paths) {
    if (!finite(p.end)) continue;
    const Point at = map.pixel(p.end);
    svg.print(
        "<circle cx=\"{}\" cy=\"{}\" r=\"{}\" fill=\"{}\" stroke=\"{}\" stroke-opacity=\"{}\" stroke-width=\"{}\"/>\n",
        length(at.x), length(at.y), length(map.look.px(5)), hex(p.colour), hex(ui::picture_halo),
        ui::picture_halo_opacity, length(map.look.px(1.5)));
  }
}

std::uint32_t colour_of(const Look& look, Kind kind) {
  const std::uint32_t colours[] = {look.colours.minimum, look.colours.maximum, look.colours.saddle,
                                   look.colours.degenerate};
  return colours[static_cast<int>(kind)];
}

// ○ ✕ △ ◇: a shape as well as a colour. With `rim`, dark around it, for on a picture.
void draw_marker(Svg& svg, const Look& look, Kind kind, Point p, double r, bool rim) {
  std::string shape;
  const auto polygon = [&](std::initializer_list<Point> corners) {
    return path_data(std::vector<Point>(corners), true);
  };
  switch (kind) {
    case Kind::minimum:
      shape = fmt::format("M{0} {1}a{2} {2} 0 1 0 {3} 0a{2} {2} 0 1 0 -{3} 0Z", length(p.x - r), length(p.y), length(r),
                          length(2 * r));
      break;
    case Kind::saddle: {
      const double d = 0.85 * r;
      const Point falling[] = {{p.x - d, p.y - d}, {p.x + d, p.y + d}},
                  rising[] = {{p.x - d, p.y + d}, {p.x + d, p.y - d}};
      shape = path_data(falling, false) + path_data(rising, false);
      break;
    }
    case Kind::maximum:
      shape = polygon({{p.x, p.y - 1.15 * r}, {p.x + 1.1 * r, p.y + 0.8 * r}, {p.x - 1.1 * r, p.y + 0.8 * r}});
      break;
    case Kind::degenerate:
      shape = polygon({{p.x, p.y - 1.2 * r}, {p.x + 1.2 * r, p.y}, {p.x, p.y + 1.2 * r}, {p.x - 1.2 * r, p.y}});
      break;
  }
  const double width = std::max(1.5, 0.36 * r);
  if (rim)
    svg.print("<path d=\"{}\" fill=\"none\" stroke=\"#0a0c11\" stroke-opacity=\"0.6\" stroke-width=\"{}\"/>", shape,
              length(width + 2));
  svg.print("<path d=\"{}\" fill=\"none\" stroke=\"{}\" stroke-width=\"{}\"/>\n", shape, hex(colour_of(look, kind)),
            length(width));
}

void draw_critical_points(Svg& svg, const Map& map) {
  const auto& points = map.shown.critical.points;
  // Hundreds of them leave room for nothing else: smaller then. On a picture, colours are those of the dark theme.
  const double radius = map.look.px(points.size() > 60 ? 3.5 : 6);
  const Look on_picture{ui::dark_palette, map.look.scale};
  for (const CriticalPoint& p : points)
    if (map.window.contains(p.at)) draw_marker(svg, on_picture, p.kind, map.pixel(p.at), radius, true);
}

void draw_start(Svg& svg, const Look& look, Point at, std::uint32_t ink, bool rim) {
  if (rim)
    svg.print(
        "<circle cx=\"{}\" cy=\"{}\" r=\"{}\" fill=\"none\" stroke=\"{}\" stroke-opacity=\"{}\" stroke-width=\"{}\"/>",
        length(at.x), length(at.y), length(look.px(8)), hex(ui::picture_halo), ui::picture_halo_opacity,
        length(look.px(4.5)));
  svg.print("<circle cx=\"{0}\" cy=\"{1}\" r=\"{2}\" fill=\"none\" stroke=\"{3}\" stroke-width=\"{4}\"/>", length(at.x),
            length(at.y), length(look.px(rim ? 8 : 6)), hex(ink), length(look.px(2)));
  svg.print("<circle cx=\"{}\" cy=\"{}\" r=\"{}\" fill=\"{}\"/>\n", length(at.x), length(at.y), length(look.px(2)),
            hex(ink));
}

// Too long to stand upright beside the numbers of its axis.
bool is_long(std::string_view name) { return text_width(name, 13) > 24; }

void draw_axes(Svg& svg, const Map& map) {
  const Look& look = map.look;
  const TextStyle numbers{look.colours.dim, look.px(12), Anchor::middle, Face::number};
  const auto count = [&](double pixels, double each) { return std::max(1, static_cast<int>(pixels / look.px(each))); };
  for (const plot::Tick& tick :
       plot::linear_ticks({map.window.x_min, map.window.x_max}, count(map.area.width(), 70), false).major) {
    const double x = map.pixel({tick.value, 0}).x;
    svg.line({x, map.area.bottom}, {x, map.area.bottom + look.px(5)}, look.colours.dim, look.px(1));
    svg.text({x, map.area.bottom + look.px(15)}, tick.label, numbers);
  }
  TextStyle beside = numbers;
  beside.anchor = Anchor::end;
  for (const plot::Tick& tick :
       plot::linear_ticks({map.window.y_min, map.window.y_max}, count(map.area.height(), 60), false).major) {
    const double y = map.pixel({0, tick.value}).y;
    svg.line({map.area.left - look.px(5), y}, {map.area.left, y}, look.colours.dim, look.px(1));
    svg.text({map.area.left - look.px(9), y}, tick.label, beside);
  }
  const TextStyle names{look.colours.label, look.px(13), Anchor::middle};
  const auto& [x_name, y_name] = map.shown.axes;
  svg.text({0.5 * (map.area.left + map.area.right), map.area.bottom + look.px(34)}, x_name, names);
  const Point beside_y{look.px(14), 0.5 * (map.area.top + map.area.bottom)};
  if (!is_long(y_name)) return svg.text(beside_y, y_name, names);
  svg.print("<g transform=\"translate({} {}) rotate(-90)\">", length(beside_y.x), length(beside_y.y));
  svg.text({0, 0}, y_name, names);
  svg.end();
}

// Returns where it ends below.
double draw_legend(Svg& svg, const Map& map, Point at) {
  const Look& look = map.look;
  const double row = look.px(21), sample = look.px(22);
  const TextStyle words_style{look.colours.label, look.px(12.5)};
  const auto entry = [&](std::string_view label, const auto& draw_sample) {
    draw_sample(Point{at.x + 0.5 * sample, at.y});
    svg.text({at.x + sample + look.px(9), at.y}, label, words_style);
    at.y += row;
  };
  for (const MapPath& path : map.shown.paths) {
    entry(path.label, [&](Point p) {
      svg.line({at.x, p.y}, {at.x + sample, p.y}, path.colour, look.px(2.2));
      svg.print("<circle cx=\"{}\" cy=\"{}\" r=\"{}\" fill=\"{}\"/>\n", length(at.x + sample), length(p.y),
                length(look.px(4)), hex(path.colour));
    });
    if (path.remark.empty()) continue;
    svg.text({at.x + sample + look.px(9), at.y - look.px(4)}, path.remark, {look.colours.dim, look.px(11)});
    at.y += look.px(15);
  }
  entry("start", [&](Point p) { draw_start(svg, look, p, look.colours.text, false); });
  at.y += look.px(8);
  const auto& critical = map.shown.critical.points;
  for (const Kind kind : {Kind::minimum, Kind::saddle, Kind::maximum, Kind::degenerate})
    if (std::any_of(critical.begin(), critical.end(), [&](const auto& p) { return p.kind == kind; }))
      entry(words(kind), [&](Point p) { draw_marker(svg, look, kind, p, look.px(5.5), false); });
  return at.y;
}

void draw_colour_bar(Svg& svg, const Map& map, const HeightMap& heights, const Box& bar) {
  const Look& look = map.look;
  constexpr int stops = 32;
  svg.print("<linearGradient id=\"heights\" x1=\"0\" y1=\"1\" x2=\"0\" y2=\"0\">");
  for (int i = 0; i <= stops; ++i)
    svg.print("<stop offset=\"{}\" stop-color=\"{}\"/>", static_cast<double>(i) / stops,
              hex(colour_at(map.colour_map, static_cast<double>(i) / stops, darkening)));
  svg.print("</linearGradient>\n<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"url(#heights)\"/>\n",
            length(bar.left), length(bar.top), length(bar.width()), length(bar.height()));
  svg.text({bar.left, bar.top - look.px(15)}, "L(θ)", {look.colours.label, look.px(12.5)});
  for (const double h : {0.0, 0.25, 0.5, 0.75, 1.0}) {
    const double y = bar.bottom - h * bar.height();
    svg.line({bar.right, y}, {bar.right + look.px(4), y}, look.colours.dim, look.px(1));
    svg.text({bar.right + look.px(9), y}, ui::format_number(heights.loss_at(h), 3),
             {look.colours.dim, look.px(12), Anchor::start, Face::number});
  }
}

// What stands above the map.
void draw_head(Svg& svg, const Map& map) {
  const Look& look = map.look;
  const ContourMap& shown = map.shown;
  draw_title(svg, look, shown.title, shown.formula, {map.area.left, look.px(26)}, shown.width - look.px(90));
  svg.text({shown.width - look.px(16), look.px(26)}, fmt::format("step {}", shown.step),
           {look.colours.dim, look.px(12), Anchor::end, Face::number});
  Point at{map.area.left, look.px(26)};
  for (const std::string& note : shown.notes) {
    at.y += look.px(note_height);
    draw_fitting(svg, look, note, at, shown.width - look.px(16), {look.colours.label, look.px(12.5)});
  }
}

}  // namespace

Box area_of(const ContourMap& map) {
  const Look look = look_of(map.view);
  const double width = map.width, height = map.height;
  const bool column = width >= look.px(480);  // at the right, for legend and colour bar
  Box area{look.px(is_long(map.axes[1]) ? 78 : 60), look.px(52 + note_height * static_cast<double>(map.notes.size())),
           width - look.px(column ? 184 : 20), height - look.px(54)};
  area.right = std::max(area.right, area.left + 1);
  area.bottom = std::max(area.bottom, area.top + 1);
  const auto whole = [](double v) { return std::round(v); };
  return {whole(area.left), whole(area.top), whole(area.right), whole(area.bottom)};
}

std::string figure_of(const ContourMap& shown) {
  const Map map{shown, look_of(shown.view), area_of(shown), shown.grid.domain, colour_map_of(shown.view)};
  const HeightMap heights(shown.grid, shown.log_height);
  const Grid mapped = heights_of(shown.grid, heights);

  const Look& look = map.look;
  Svg svg(shown.width, shown.height, look.colours.window);
  draw_head(svg, map);
  svg.rect(map.area, look.colours.panel);
  svg.clip(map.area);
  draw_holes(svg, map);
  draw_bands(svg, map, mapped);
  draw_iso_lines(svg, map, mapped);
  draw_critical_points(svg, map);
  draw_paths(svg, map);
  for (const Point start : shown.starts) draw_start(svg, look, map.pixel(start), ui::picture_ink, true);
  svg.end();
  draw_axes(svg, map);
  const double left = map.area.right + look.px(20);
  if (shown.width - left > look.px(120)) {
    const double end = draw_legend(svg, map, {left, map.area.top + look.px(10)});
    const Box bar{left, std::max(end + look.px(40), map.area.bottom - look.px(220)), left + look.px(12),
                  map.area.bottom};
    if (bar.height() > look.px(70)) draw_colour_bar(svg, map, heights, bar);
  }
  return std::move(svg).finish();
}

}  // namespace fallline::exporting

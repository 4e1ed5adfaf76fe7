#include <algorithm>
#include <memory>
#include <ostream>

#include "app/basin_colours.h"
#include "app/cli/commands.h"
#include "app/cli/numbers.h"
#include "app/cli/output.h"
#include "app/cli/run_options.h"
#include "app/cli/usage_error.h"
#include "app/render/image.h"
#include "curvature/critical_points.h"
#include "session/whole_file.h"

namespace fallline::cli {
namespace {

constexpr std::int64_t most_basin_steps = 1'000'000;

struct BasinOptions {
  RunOptions run;
  std::string domain, grid, csv, png;
};

struct Question {
  Experiment experiment;
  Domain window;
  Size grid;
};

Question read(const BasinOptions& options) {
  Question q{read_run(options.run), {}, {200, 200}};
  refuse_run(q.experiment);
  if (q.experiment.steps > most_basin_steps)
    throw UsageError{
        fmt::format("--steps: {}; a whole number from 1 to {} is expected", q.experiment.steps, most_basin_steps)};
  q.window = q.experiment.domain;
  if (!options.domain.empty()) {
    const auto d = read_numbers("--domain", options.domain, "xmin,xmax,ymin,ymax");
    q.window = {d[0], d[1], d[2], d[3]};
    if (const auto why = refuse(q.window)) throw UsageError{"--" + *why};
  }
  if (!options.grid.empty()) q.grid = read_size("--grid", options.grid);
  if (!options.csv.empty() && !options.png.empty())
    throw UsageError{"--csv and --png are given; one of them is expected"};
  return q;
}

// Of the window, and of all that the surface usually shows: from there paths may come to points that lie outside.
CriticalPoints goals_of(const Surface& surface, const Question& q) {
  const Domain &a = q.window, &b = q.experiment.domain;
  return find_critical_points(surface, {std::min(a.x_min, b.x_min), std::max(a.x_max, b.x_max),
                                        std::min(a.y_min, b.y_min), std::max(a.y_max, b.y_max)});
}

void print(Output& csv, const Basins& b, const CriticalPoints& goals) {
  csv.print("x,y,end,end_x,end_y,step\n");
  for (int row = 0; row < b.rows; ++row)
    for (int column = 0; column < b.columns; ++column) {
      const Point start = start_of(b, column, row);
      const std::size_t i = b.at(column, row);
      csv.print("{:.17g},{:.17g},", start.x, start.y);
      if (b.ends[i] >= 0) {
        const CriticalPoint& goal = goals.points[static_cast<std::size_t>(b.ends[i])];
        csv.print("{},{:.17g},{:.17g},{}\n", key(goal.kind), goal.at.x, goal.at.y, b.arrivals[i]);
      } else {
        csv.print("{},,,\n", b.ends[i] == Basins::out ? "diverged" : "under_way");
      }
    }
  csv.finish();
}

void write_png(const std::string& path, const Basins& b) {
  render::Image image{b.columns, b.rows, {}};
  const std::vector<std::uint8_t> pixels = basin_pixels(b);
  const auto line = static_cast<std::ptrdiff_t>(4 * b.columns);
  for (int row = b.rows - 1; row >= 0; --row)
    image.rgba.insert(image.rgba.end(), pixels.begin() + row * line, pixels.begin() + (row + 1) * line);
  auto png = render::encode_png(image);
  if (!png) throw UsageError{fmt::format("{}: {}", path, png.error())};
  if (const auto why = write_whole_file(path, *std::move(png))) throw UsageError{*why};
}

int basins(const BasinOptions& options, std::ostream& out) {
  const Question q = read(options);
  const Experiment& e = q.experiment;
  const auto surface = make_surface(e);
  const CriticalPoints goals = goals_of(*surface, q);
  std::vector<Point> points;
  for (const CriticalPoint& p : goals.points) points.push_back(p.at);
  const RacerSpec& racer = e.racers[0];
  const auto many =
      make_many_starts(*surface, {e.noise, e.seed, e.batch_size}, info(racer), racer.values, racer.blocks);
  const Basins b = find_basins(*many, points, arrival_radius(points, e.domain), q.window, q.grid.width, q.grid.height,
                               static_cast<std::int32_t>(e.steps));
  if (!options.png.empty()) {
    write_png(options.png, b);
    return 0;
  }
  Output csv(out, options.csv);
  print(csv, b, goals);
  return 0;
}

}  // namespace

Command add_basins(CLI::App& app) {
  auto options = std::make_shared<BasinOptions>();
  CLI::App* command = app.add_subcommand("basins", "Where the paths of one optimizer from a grid of starts end");
  add_run_options(*command, options->run);
  add_text(*command, "--domain", options->domain, "XMIN,XMAX,YMIN,YMAX",
           "Where the starts lie; else the surface's own");
  add_text(*command, "--grid", options->grid, "WxH", "How many starts, each in the middle of its cell; else 200x200");
  add_text(*command, "--csv", options->csv, "FILE", "Write a table to this file; else to standard output");
  add_text(*command, "--png", options->png, "FILE", "Write a picture in its place, a pixel a start");
  command->footer(
      "Columns: x,y,end,end_x,end_y,step, row by row from ymin. end is the kind of the critical point that the path\n"
      "comes to (minimum, maximum, saddle, degenerate), which it reaches at the step, to a thirtieth; or diverged, or\n"
      "under_way. In the picture each such point has a colour, brighter where paths come to it sooner; grey is under "
      "way,\n"
      "black diverged.\n\n"
      "Example: fallline basins --surface himmelblau --optimizer momentum --set lr=0.01 --steps 500 --grid 800x800 "
      "--png basins.png");
  return {command, [options](std::ostream& out, std::ostream&) { return basins(*options, out); }};
}

}  // namespace fallline::cli

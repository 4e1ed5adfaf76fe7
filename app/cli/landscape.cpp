#include <algorithm>
#include <memory>

#include "app/cli/commands.h"
#include "app/cli/network_options.h"
#include "app/cli/numbers.h"
#include "app/cli/progress.h"
#include "app/render/colour_map.h"
#include "app/render/image.h"
#include "landscape/height_map.h"
#include "landscape/plane_grid.h"
#include "nn/npz.h"
#include "nn/single_precision.h"
#include "nn/weights.h"
#include "session/network_planes.h"
#include "session/whole_file.h"
#include "training/trainee.h"

namespace fallline::cli {
namespace {

using namespace training;

struct LandscapeOptions {
  std::string file, racer, steps, plane = "pca", window, grid, of = "loss", csv, npy, png;
};

constexpr std::string_view quantities[] = {"loss", "lambda_min", "lambda_max"};
constexpr std::string_view plane_forms =
    "pca, random, random:SEED, weights:I,J, eigenvectors, eigenvectors:I,J, points:A,B,C or line:A,B";

// θ at up to 200 steps of the way, the first and the last among them.
struct Way {
  Eigen::MatrixXd points;
  std::unique_ptr<Trainee> trainee;
};

Way walk(const Setup& setup, const RacerSpec& racer, std::int64_t steps) {
  constexpr std::int64_t most_points = 200;
  const auto n = static_cast<Eigen::Index>(setup.start.size());
  const std::int64_t count = std::min(steps, most_points - 1);
  Way way{Eigen::MatrixXd(n, count + 1), std::make_unique<Trainee>(trainee(setup, racer))};
  for (std::int64_t i = 0; i <= count; ++i) {
    way.trainee->advance((count == 0 ? 0 : steps * i / count) - way.trainee->reached());
    way.points.col(i) = Eigen::Map<const Eigen::VectorXd>(way.trainee->racer().theta().data(), n);
  }
  return way;
}

std::vector<std::int64_t> read_wholes(const std::string& text, std::size_t count, std::int64_t most) {
  std::vector<std::int64_t> wholes;
  for (std::size_t from = 0; from <= text.size();) {
    const std::size_t comma = std::min(text.find(',', from), text.size());
    wholes.push_back(read_whole<std::int64_t>("--plane", text.substr(from, comma - from), 0, most));
    from = comma + 1;
  }
  if (wholes.size() != count)
    throw UsageError{fmt::format("--plane: {} numbers in \"{}\"; {} are expected", wholes.size(), text, count)};
  return wholes;
}

Plane or_error(PlaneOr plane) {
  if (auto* why = std::get_if<std::string>(&plane)) throw UsageError{"--plane: " + *why};
  return std::get<Plane>(std::move(plane));
}

class PlaneMaker {
 public:
  PlaneMaker(const Setup& setup, const Way& way) : setup_(setup), way_(way), theta_(way.trainee->racer().theta()) {}

  Plane make(const std::string& text) const {
    const std::size_t colon = text.find(':');
    const std::string kind = text.substr(0, colon), rest = colon == std::string::npos ? "" : text.substr(colon + 1);
    if (kind == "pca" && rest.empty()) return principal();
    if (kind == "random") return random(rest);
    if (kind == "weights") return weights(rest);
    if (kind == "eigenvectors") return eigenvectors(rest);
    const std::int64_t reached = way_.trainee->reached();
    if (kind == "points") {
      const auto steps = read_wholes(rest, 3, reached);
      return or_error(three_point_plane(at(steps[0]), at(steps[1]), at(steps[2])));
    }
    if (kind == "line") {
      const auto steps = read_wholes(rest, 2, reached);
      return or_error(line_between(at(steps[0]), at(steps[1])));
    }
    throw UsageError{fmt::format("--plane: \"{}\"; {} is expected", text, plane_forms)};
  }

 private:
  const nn::NetworkObjective& objective() const { return *setup_.parts.training; }

  std::vector<double> at(std::int64_t step) const {
    const auto racer = way_.trainee->at(step);
    return {racer->theta().begin(), racer->theta().end()};
  }

  Plane principal() const {
    auto plane = principal_plane(way_.points, theta_);
    if (auto* why = std::get_if<std::string>(&plane)) throw UsageError{"--plane: " + *why};
    return std::get<PrincipalPlane>(std::move(plane)).plane;
  }

  Plane random(const std::string& rest) const {
    const auto seed = rest.empty() ? std::uint64_t{1} : read_whole<std::uint64_t>("--plane", rest, 0, UINT64_MAX);
    return or_error(random_plane(theta_, parameter_runs(objective().network()), seed));
  }

  Plane weights(const std::string& rest) const {
    const auto pair = read_wholes(rest, 2, static_cast<std::int64_t>(theta_.size()) - 1);
    const auto i = static_cast<std::size_t>(pair[0]), j = static_cast<std::size_t>(pair[1]);
    const std::vector<nn::ParameterBlock> blocks = nn::layout(objective().network());
    return or_error(weights_plane(theta_, i, j, nn::parameter_name(blocks, i), nn::parameter_name(blocks, j)));
  }

  // Counted from the greatest eigenvalue, 0.
  Plane eigenvectors(const std::string& rest) const {
    const auto n = static_cast<std::int64_t>(theta_.size());
    const auto pair = rest.empty() ? std::vector<std::int64_t>{0, 1} : read_wholes(rest, 2, n - 1);
    if (pair[0] == pair[1])
      throw UsageError{
          fmt::format("--plane: eigenvectors {} and {}; two different ones are expected", pair[0], pair[1])};
    const bool dense = theta_.size() <= most_dense;
    const Spectrum s =
        dense ? dense_spectrum(objective(), theta_, {})
              : extreme_spectrum(objective(), theta_, {}, {.lowest = 0, .highest = std::max(pair[0], pair[1]) + 1});
    if (s.status != SpectrumStatus::complete && s.status != SpectrumStatus::partial)
      throw UsageError{"--plane: the Hessian at this point has no eigenvectors; it is not finite"};
    const Eigen::Index first = s.lambda.size() - 1 - pair[0], second = s.lambda.size() - 1 - pair[1];
    return eigenvector_plane(theta_, s.u.col(first), s.lambda[first], s.u.col(second), s.lambda[second]);
  }

  const Setup& setup_;
  const Way& way_;
  ConstVector theta_;
};

// Around the way, and of a line both ends; where there is no way to see, a length of 1 to each side.
Domain window_for(const Plane& plane, const Way& way, bool random) {
  Domain d{0, plane.line() ? 1.0 : 0.0, 0, 0};
  for (Eigen::Index i = 0; i < way.points.cols() && !random; ++i) {
    const Projection p = project(plane, {way.points.col(i).data(), static_cast<std::size_t>(way.points.rows())});
    d = {std::min(d.x_min, p.u), std::max(d.x_max, p.u), std::min(d.y_min, p.v), std::max(d.y_max, p.v)};
  }
  const double margin = d.width() + d.height() > 0 ? 0.25 * std::max(d.width(), d.height()) : 1;
  return {d.x_min - margin, d.x_max + margin, d.y_min - margin, d.y_max + margin};
}

void write_png(const std::string& path, const Grid& grid, bool logarithmic) {
  const std::vector<float> heights = HeightMap(grid, logarithmic).map(grid);
  render::Image image{grid.columns, grid.rows, {}};
  for (int row = grid.rows - 1; row >= 0; --row)
    for (int column = 0; column < grid.columns; ++column) {
      const auto i = static_cast<std::size_t>(row * grid.columns + column);
      const render::Rgb c = render::colour(render::ColourMap::viridis, heights[i]);
      for (const float part : {c.r, c.g, c.b, 1.0f}) image.rgba.push_back(static_cast<std::uint8_t>(255 * part + 0.5f));
    }
  auto png = render::encode_png(image);
  if (!png) throw UsageError{fmt::format("{}: {}", path, png.error())};
  if (const auto why = write_whole_file(path, *std::move(png))) throw UsageError{*why};
}

void write_csv(Output& csv, const Grid& grid, std::string_view quantity, bool line) {
  csv.print("u,{}{}\n", line ? "" : "v,", quantity);
  for (int row = 0; row < grid.rows; ++row)
    for (int column = 0; column < grid.columns; ++column) {
      const double u = grid.domain.x_min + column * grid.domain.width() / (grid.columns - 1);
      csv.print("{:.17g},", u);
      if (!line) csv.print("{:.17g},", grid.domain.y_min + row * grid.domain.height() / (grid.rows - 1));
      csv.print("{:.17g}\n", grid.at(column, row));
    }
  csv.finish();
}

Domain read_window(const std::string& text, bool line) {
  const auto d = read_numbers("--window", text, line ? "umin,umax" : "umin,umax,vmin,vmax");
  const Domain window = line ? Domain{d[0], d[1], 0, 1} : Domain{d[0], d[1], d[2], d[3]};
  if (const auto why = refuse(window)) throw UsageError{"--window: " + *why};
  return window;
}

// Points along u and v; of a line those along u are enough.
Size read_grid(const std::string& text, bool line) {
  constexpr int most = 8192;
  const auto good = [](std::optional<int> side) { return side && *side >= 2 && *side <= most; };
  const std::size_t x = text.find('x');
  const auto columns = parse<int>(text.substr(0, x));
  const auto rows = x == std::string::npos ? std::nullopt : parse<int>(text.substr(x + 1));
  if (good(columns) && good(rows)) return {*columns, *rows};
  if (good(columns) && line && x == std::string::npos) return {*columns, 1};
  throw UsageError{fmt::format("--grid: \"{}\"; {} in points, 2 to {} each, is expected", text,
                               line ? "WIDTH or WIDTHxHEIGHT" : "WIDTHxHEIGHT", most)};
}

PlaneGridOptions read_grid_options(const LandscapeOptions& options, const Plane& plane, const Way& way) {
  const Size size = options.grid.empty() ? Size{65, 65} : read_grid(options.grid, plane.line());
  PlaneGridOptions grid{.window = options.window.empty() ? window_for(plane, way, options.plane.starts_with("random"))
                                                         : read_window(options.window, plane.line()),
                        .columns = size.width,
                        .rows = size.height};
  if (!plane.line()) return grid;
  grid.rows = 1;
  grid.window.y_min = 0;
  grid.window.y_max = 1;
  return grid;
}

int landscape(const LandscapeOptions& options, std::ostream& out, std::ostream& err) {
  const NetworkExperiment e = read_network_experiment(options.file);
  require_racers(e, options.file);
  const RacerSpec& walker = find_racer(e, options.racer);
  const Setup setup = set_up(of_racer(e, walker), options.file);
  if (std::ranges::find(quantities, options.of) == std::end(quantities))
    throw UsageError{"--of: " + unknown("quantity", options.of, quantities)};
  if (!options.csv.empty() + !options.npy.empty() + !options.png.empty() > 1)
    throw UsageError{"more than one of --csv, --npy and --png is given; one of them is expected"};
  for (const std::string* path : {&options.csv, &options.npy, &options.png}) require_writable(*path);
  const std::int64_t steps =
      options.steps.empty() ? setup.steps : read_whole<std::int64_t>("--steps", options.steps, 0, training::most_steps);
  const Way way = walk(setup, walker, steps);
  const Plane plane = PlaneMaker(setup, way).make(options.plane);
  if (plane.line() && !options.png.empty()) throw UsageError{"--png: a line is no picture; --csv or --npy is expected"};
  const PlaneGridOptions grid_options = read_grid_options(options, plane, way);
  const nn::NetworkObjective& objective = *setup.parts.training;
  Progress progress(err, options.csv + options.npy + options.png);
  const PlaneGridProgress watched{
      .share = [&](double share) { progress.show(fmt::format("{:.0f} % of the points", 100 * share)); }};
  Grid grid;
  if (options.of == "loss") {
    const nn::SinglePrecision single(objective);
    const Objective& evaluated = options.png.empty() ? static_cast<const Objective&>(objective) : single;
    grid = evaluate_plane(evaluated, plane, {}, grid_options, {}, watched);
  } else {
    CurvatureGrid curvature = evaluate_plane_curvature(objective, plane, {}, grid_options, {}, watched);
    grid = options.of == "lambda_min" ? std::move(curvature.lowest) : std::move(curvature.highest);
  }
  progress.clear();
  const Racer& racer = way.trainee->racer();
  err << fmt::format("fallline landscape: {} At step {}, where the racer stands, the loss is {:.6g}.\n", plane.text,
                     racer.steps_taken(), objective.value(racer.theta(), {}));
  if (!options.png.empty()) {
    write_png(options.png, grid, options.of == "loss");
  } else if (!options.npy.empty()) {
    const auto rows = static_cast<std::size_t>(grid.rows), columns = static_cast<std::size_t>(grid.columns);
    if (const auto why = write_whole_file(options.npy, nn::npy_bytes({"", {rows, columns}, grid.values})))
      throw UsageError{*why};
  } else {
    Output csv(out, options.csv);
    write_csv(csv, grid, options.of, plane.line());
  }
  return 0;
}

}  // namespace

Command add_landscape(CLI::App& app) {
  auto options = std::make_shared<LandscapeOptions>();
  CLI::App* command = app.add_subcommand("landscape", "The loss of a network over a plane through its parameters");
  add_experiment_file(*command, options->file);
  add_text(*command, "--racer", options->racer, "NAME", "Who walks there first; else the first racer");
  add_text(*command, "--steps", options->steps, "N", "How far; else the whole run. 0: the plane lies at the start");
  add_text(*command, "--plane", options->plane, "PLANE", "Which plane; else pca. See below");
  add_text(*command, "--window", options->window, "UMIN,UMAX,VMIN,VMAX", "The part of it; else around the path");
  add_text(*command, "--grid", options->grid, "WxH", "How many points; else 65x65. Of a line, W");
  add_text(*command, "--of", options->of, "WHAT", "loss, lambda_min or lambda_max of the Hessian; else the loss");
  add_text(*command, "--csv", options->csv, "FILE", "Write a table to this file; else to standard output");
  add_text(*command, "--npy", options->npy, "FILE", "Write rows x columns numbers for NumPy in its place");
  add_text(*command, "--png", options->png, "FILE",
           "Write a picture in its place, a pixel a point; the loss in single precision where that is enough");
  command->footer(
      "Planes lie through the point that the racer has reached, unless they name steps:\n"
      "  pca               the two directions that its path went most along\n"
      "  random[:SEED]     two of chance, each unit's weights as long as they are there\n"
      "  weights:I,J       two parameters, counted from 0 in the order of `fallline derivatives`\n"
      "  eigenvectors[:I,J]  of the Hessian, counted from the greatest eigenvalue, 0\n"
      "  points:A,B,C      through the points of three steps\n"
      "  line:A,B          from the point of one step, u = 0, to that of another, u = 1\n"
      "Standard error says which plane it is, and the loss where the racer stands.\n\n"
      "Example: fallline landscape spiral.json --plane pca --grid 256x256 --png landscape.png");
  return {command, [options](std::ostream& out, std::ostream& err) { return landscape(*options, out, err); }};
}

}  // namespace fallline::cli

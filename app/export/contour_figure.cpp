// The map of a surface.
#include <algorithm>

#include "app/export/contour_map.h"

namespace fallline::exporting {
namespace {

constexpr int most_nodes = 800;  // of the grid along a side

MapPath path_of(const RacerSnapshot& r, const Look& look) {
  return {racer_label(r.spec),
          "",
          look.racer(r.spec.colour),
          static_cast<std::size_t>(r.step) + 1,
          [&r](std::size_t i) { return r.history.at(i); },
          r.theta};
}

}  // namespace

std::string contour_figure(const FigureOptions& options, const CriticalPoints& critical) {
  const Look look = look_of(options.view);
  const Experiment& e = options.snapshot.experiment;
  ContourMap map{.view = options.view,
                 .width = options.width,
                 .height = options.height,
                 .title = std::string(label(e.surface)),
                 .formula = formula_of(e.surface),
                 .notes = {},
                 .step = options.snapshot.step,
                 .axes = {std::string(x_name(e.surface)), std::string(y_name(e.surface))},
                 .paths = {},
                 .starts = {e.start},
                 .critical = critical,
                 .log_height = e.log_height,
                 .grid = {}};
  for (const RacerSnapshot* r : shown_racers(options)) map.paths.push_back(path_of(*r, look));
  const Box area = area_of(map);
  Domain window = options.view.map.value_or(e.domain);
  if (options.view.equal_aspect) window = with_equal_scales(window, area.width(), area.height());
  const auto nodes = [](double pixels) { return std::clamp(static_cast<int>(pixels / 1.5), 2, most_nodes); };
  map.grid = evaluate_grid(*options.snapshot.surface, window, nodes(area.width()), nodes(area.height()));
  return figure_of(map);
}

}  // namespace fallline::exporting

// The curves of racers on a surface.
#include <algorithm>
#include <limits>
#include <optional>

#include "app/export/curve_plots.h"
#include "app/export/figures.h"
#include "landscape/height_map.h"

namespace fallline::exporting {
namespace {

using plot::AxisScale;

// The steps up to the one shown.
Line line_of(const RacerSnapshot& r, Curve curve, std::string label, std::uint32_t colour) {
  plot::Series s;
  s.label = std::move(label);
  s.count = std::min(r.history.size(), static_cast<std::size_t>(r.step) + 1);
  s.value = [&r, curve](std::size_t i) { return r.history.value(curve, i); };
  s.extent = [&r, curve](std::size_t first, std::size_t last) {
    constexpr double nan = std::numeric_limits<double>::quiet_NaN();
    const auto [low, high] = r.history.extent(curve, first, last);
    return low <= high ? std::pair(low, high) : std::pair(nan, nan);
  };
  s.end = r.standstill && r.standstill->step <= r.step ? plot::EndMark::cross : plot::EndMark::none;
  return {std::move(s), colour};
}

// A loss that goes below zero has no logarithm: as the window decides, from the surface over its domain.
AxisScale scale_of_loss(const Snapshot& snapshot) {
  constexpr int nodes = 257;
  const Grid grid = evaluate_grid(*snapshot.surface, snapshot.experiment.domain, nodes, nodes);
  return HeightMap(grid, snapshot.experiment.log_height).low() >= 0 ? AxisScale::log : AxisScale::linear;
}

std::vector<CurvePlot> all_curves(const FigureOptions& options, const Look& look) {
  CurvePlot loss{"Loss", "L(θ)", {}, scale_of_loss(options.snapshot)};
  CurvePlot norm{"Gradient norm", "‖∇L‖", {}, AxisScale::log};
  for (const RacerSnapshot* r : shown_racers(options)) {
    const std::uint32_t colour = look.racer(r->spec.colour);
    loss.lines.push_back(line_of(*r, Curve::loss, racer_label(r->spec), colour));
    norm.lines.push_back(line_of(*r, Curve::gradient_norm, racer_label(r->spec), colour));
  }
  CurvePlot lambda{"Hessian eigenvalues", "", {}, AxisScale::linear, true, true};
  const auto& racers = options.snapshot.racers;
  if (!racers.empty()) {
    const auto focus =
        std::find_if(racers.begin(), racers.end(), [&](const auto& r) { return r.spec.colour == options.view.focus; });
    const RacerSnapshot& r = focus == racers.end() ? racers.front() : *focus;
    lambda.subtitle = name_of(r.spec);
    lambda.lines.push_back(line_of(r, Curve::lambda_min, "λ₁", look.colours.negative));
    lambda.lines.push_back(line_of(r, Curve::lambda_max, "λ₂", look.colours.positive));
  }
  return {std::move(loss), std::move(norm), std::move(lambda)};
}

}  // namespace

std::string curves_figure(const FigureOptions& options) {
  const Look look = look_of(options.view);
  const SurfaceSpec& surface = options.snapshot.experiment.surface;
  CurvePlots figure{options.view,
                    options.width,
                    options.height,
                    std::string(label(surface)),
                    formula_of(surface),
                    {},
                    all_curves(options, look)};
  for (const RacerSnapshot* r : shown_racers(options))
    figure.legend.push_back({{.label = racer_label(r->spec)}, look.racer(r->spec.colour)});
  return figure_of(figure);
}

}  // namespace fallline::exporting

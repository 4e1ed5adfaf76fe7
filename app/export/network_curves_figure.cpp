// The curves of networks in training.
#include <algorithm>
#include <limits>

#include "app/export/curve_plots.h"
#include "app/export/figures.h"

namespace fallline::exporting {
namespace {

using plot::AxisScale;
using training::Watched;

// The records up to the step shown, with straight lines between them.
Line line_of(const NetworkRacerSnapshot& r, std::uint32_t colour, double (*of)(const Watched&), bool dashed = false) {
  std::vector<double> steps, values;
  for (const auto& record : r.records) {
    if (record->seen.step > r.step) break;
    steps.push_back(static_cast<double>(record->seen.step));
    values.push_back(of(record->seen));
  }
  plot::Series s;
  s.label = racer_label(r.spec);
  s.count = steps.empty() ? 0 : static_cast<std::size_t>(steps.back()) + 1;
  s.value = [steps, values](std::size_t step) {
    const auto x = static_cast<double>(step);
    const auto next = std::lower_bound(steps.begin(), steps.end(), x);
    if (next == steps.end()) return std::numeric_limits<double>::quiet_NaN();
    const auto i = static_cast<std::size_t>(next - steps.begin());
    if (*next == x || i == 0) return values[i];
    return values[i - 1] + (values[i] - values[i - 1]) * (x - steps[i - 1]) / (steps[i] - steps[i - 1]);
  };
  s.style.dashed = dashed;
  s.end = r.standstill && r.standstill->step <= r.step ? plot::EndMark::cross : plot::EndMark::none;
  return {std::move(s), colour};
}

}  // namespace

std::string network_curves_figure(const NetworkSnapshot& snapshot, const ViewSpec& view, int width, int height) {
  const Look look = look_of(view);
  CurvePlots figure{view,
                    width,
                    height,
                    data_name(snapshot),
                    snapshot.racers.empty() ? "" : network_text(snapshot, snapshot.racers.front()),
                    {},
                    {}};
  CurvePlot loss{"Loss", "training, dashed test", {}, AxisScale::log},
      accuracy{"Accuracy", "training, dashed test", {}, AxisScale::linear},
      norm{"Gradient norm", "‖∇L‖", {}, AxisScale::log};
  for (const NetworkRacerSnapshot& r : snapshot.racers) {
    if (is_hidden(view, r.spec)) continue;
    const std::uint32_t colour = look.racer(r.spec.colour);
    figure.legend.push_back({{.label = racer_label(r.spec)}, colour});
    loss.lines.push_back(line_of(r, colour, [](const Watched& w) { return w.training.loss; }));
    accuracy.lines.push_back(line_of(r, colour, [](const Watched& w) { return w.training.accuracy; }));
    norm.lines.push_back(line_of(r, colour, [](const Watched& w) { return w.gradient_norm; }));
    if (!r.setup->parts.test) continue;
    loss.lines.push_back(line_of(
        r, colour, [](const Watched& w) { return w.test.loss; }, true));
    accuracy.lines.push_back(line_of(
        r, colour, [](const Watched& w) { return w.test.accuracy; }, true));
  }
  figure.plots = {std::move(loss), std::move(accuracy), std::move(norm)};
  return figure_of(figure);
}

}  // namespace fallline::exporting

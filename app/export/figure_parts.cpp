#include "app/export/figure_parts.h"

#include <algorithm>

#include "app/widgets/number_format.h"
#include "nn/losses.h"

namespace fallline::exporting {

Look look_of(const ViewSpec& view) {
  constexpr double projector_factor = 1.4;
  return {view.light ? ui::light_palette : ui::dark_palette, view.projector ? projector_factor : 1.0};
}

bool is_hidden(const ViewSpec& view, const RacerSpec& racer) {
  return std::find(view.hidden.begin(), view.hidden.end(), racer.colour) != view.hidden.end();
}

std::vector<const RacerSnapshot*> shown_racers(const FigureOptions& options) {
  std::vector<const RacerSnapshot*> shown;
  for (const RacerSnapshot& r : options.snapshot.racers)
    if (!is_hidden(options.view, r.spec)) shown.push_back(&r);
  return shown;
}

std::string racer_label(const RacerSpec& spec) {
  const OptimizerInfo& optimizer = info(spec);
  if (spec.values.empty()) return name_of(spec);
  return fmt::format("{} {} {}", name_of(spec), optimizer.parameters[0].symbol, ui::format_number(spec.values[0], 3));
}

std::string formula_of(const SurfaceSpec& surface) { return fmt::format("L(x, y) = {}", formula_text(surface)); }

std::string data_name(const NetworkSnapshot& snapshot) {
  const auto& data = snapshot.experiment.data;
  return data.csv.empty() ? data.samples ? "samples" : data.set : "data of a file";
}

std::string network_text(const NetworkSnapshot& snapshot, const NetworkRacerSnapshot& racer) {
  const nn::NetworkSpec& network = racer.objective().network();
  std::string text = fmt::format("{}", network.inputs);
  for (const nn::LayerSpec& layer : network.layers) text += fmt::format("-{}", layer.width);
  return fmt::format("{}, {}", text, nn::find_loss(snapshot.experiment.loss.key)->label);
}

void draw_fitting(Svg& svg, const Look& look, std::string_view text, Point at, double right, TextStyle style) {
  style.size *= std::min(1.0, (right - at.x) / text_width(text, style.size));
  if (style.size >= look.px(8)) svg.text(at, text, style);
}

void draw_title(Svg& svg, const Look& look, std::string_view name, const std::string& formula, Point at, double right) {
  const double size = look.px(17), after = at.x + text_width(name, size) + look.px(14);
  svg.text(at, name, {look.colours.text, size, Anchor::start, Face::strong});
  draw_fitting(svg, look, formula, {after, at.y}, right, {look.colours.formula, look.px(13)});
}

}  // namespace fallline::exporting

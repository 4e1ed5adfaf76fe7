#include "app/export/figure_parts.h"

#include <algorithm>

#include "app/widgets/number_format.h"

namespace fallline::exporting {

Look look_of(const ViewSpec& view) {
  constexpr double projector_factor = 1.4;
  return {view.light ? ui::light_palette : ui::dark_palette, view.projector ? projector_factor : 1.0};
}

std::vector<const RacerSnapshot*> shown_racers(const FigureOptions& options) {
  const std::vector<int>& hidden = options.view.hidden;
  std::vector<const RacerSnapshot*> shown;
  for (const RacerSnapshot& r : options.snapshot.racers)
    if (std::find(hidden.begin(), hidden.end(), r.spec.colour) == hidden.end()) shown.push_back(&r);
  return shown;
}

std::string racer_label(const RacerSpec& spec) {
  const OptimizerInfo& optimizer = info(spec);
  if (spec.values.empty()) return name_of(spec);
  return fmt::format("{} {} {}", name_of(spec), optimizer.parameters[0].symbol, ui::format_number(spec.values[0], 3));
}

std::string formula_of(const SurfaceSpec& surface) { return fmt::format("L(x, y) = {}", formula_text(surface)); }

void draw_title(Svg& svg, const Look& look, std::string_view name, const std::string& formula, Point at, double right) {
  const double size = look.px(17), after = at.x + text_width(name, size) + look.px(14);
  svg.text(at, name, {look.colours.text, size, Anchor::start, Face::strong});
  const double wanted = look.px(13), room = right - after;
  // A long formula is set smaller; where it cannot be read any more it is left out.
  const double fitting = wanted * std::min(1.0, room / text_width(formula, wanted));
  if (fitting >= look.px(8)) svg.text({after, at.y}, formula, {look.colours.formula, fitting});
}

}  // namespace fallline::exporting

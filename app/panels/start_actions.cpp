// Where the paths begin, chosen from a point: at it, just beside it along an eigenvector, or on the way down from it.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "app/panels/subject.h"
#include "app/widgets/button.h"
#include "app/widgets/number_format.h"
#include "app/widgets/slider.h"
#include "app/widgets/text.h"

namespace fallline {
namespace {

struct Offer {
  std::string label, place, formula, meaning;
  Point start;
};

Point displaced(Point p, double s, Point u) { return {p.x + s * u.x, p.y + s * u.y}; }

// Beside the point by ±ε along each eigenvector, with what L gains there to second order.
std::vector<Offer> nudges(const Subject& s, const Derivatives<double>& d, const EigenPairs& pairs, double epsilon) {
  std::vector<Offer> all;
  constexpr std::string_view index[] = {"₁", "₂"};
  for (std::size_t k = 0; k < 2; ++k)
    for (const double sign : {1.0, -1.0}) {
      const double along = sign * epsilon, slope = d.x * pairs.u[k].x + d.y * pairs.u[k].y;
      const char* mark = sign > 0 ? "+" : "−";
      all.push_back({fmt::format("{}ε u{}", mark, index[k]), fmt::format("start{}u{}", sign > 0 ? '+' : '-', k + 1),
                     fmt::format("θ⁰ = θ {} ε u{}\nΔL ≈ {}ε gᵀu + ½ λ ε²\n   = {} + {}", mark, index[k],
                                 sign > 0 ? "" : "−", ui::format_number(along * slope, 3),
                                 ui::format_number(0.5 * pairs.lambda[k] * epsilon * epsilon, 3)),
                     "Every path begins beside this point, displaced along an eigenvector of H.",
                     displaced(s.at, along, pairs.u[k])});
    }
  return all;
}

// Along the eigenvector of the most negative eigenvalue, to the side where L falls faster.
Offer escape(const SurfacesFrame& f, const Subject& s, const EigenPairs& pairs, double epsilon) {
  const Point ahead = displaced(s.at, epsilon, pairs.u[0]), behind = displaced(s.at, -epsilon, pairs.u[0]);
  const Surface& surface = *f.snapshot.surface;
  const bool forward = !(surface.derivatives(behind).value < surface.derivatives(ahead).value);
  const double gain = 0.5 * pairs.lambda[0] * epsilon * epsilon;
  return {"Escape along u₁", "escape", fmt::format("ΔL ≈ ½ λ₁ ε² = {}", ui::format_number(gain, 3)),
          "Every path begins on the way down: displaced along the eigenvector of the most negative eigenvalue, to the "
          "side where L falls faster.",
          forward ? ahead : behind};
}

// Buttons of one width, as many beside each other as fit, with all rows full.
void draw_grid(SurfacesFrame& f, const std::vector<Offer>& actions) {
  const float room = f.ui.available_width(), gap = f.theme.space(2);
  float widest = 0;
  for (const Offer& a : actions) widest = std::max(widest, ui::button_size(f.theme, a.label).x);
  std::size_t columns = actions.size();
  while (columns > 1 && (static_cast<float>(columns) * (widest + gap) - gap > room || actions.size() % columns != 0))
    --columns;
  const float width = std::floor((room + gap) / static_cast<float>(columns) - gap);
  for (std::size_t i = 0; i < actions.size(); ++i) {
    const Offer& a = actions[i];
    if (i % columns != 0) ImGui::SameLine(0, gap);
    if (ui::button(f.ui, a.label, {.width = width})) f.commands.experiment.start = a.start;
    note_item(f.places, a.place);
    ui::item_tooltip(f.ui, a.formula, a.meaning);
  }
}

}  // namespace

void draw_start_actions(SurfacesFrame& f) {
  const Subject s = anchor(f);
  if (refuse_start(s.at)) return;
  const auto d = f.snapshot.surface->derivatives(s.at);
  const EigenPairs pairs = s.critical ? s.critical->curvature : eigen_pairs(d.xx, d.xy, d.yy);
  const Domain& domain = f.snapshot.experiment.domain;
  const double side = std::min(domain.width(), domain.height()), epsilon = f.state.nudge * side;

  ui::section_head(f.ui, "START", {.suffix = s.where});
  std::vector<Offer> whole{{"Start here", "start_here", "θ⁰ = θ",
                            s.critical ? "Every path begins at this point. At a critical point nothing moves: the "
                                         "gradient is zero."
                                       : "Every path begins at this point.",
                            s.at}};
  if (pairs.lambda[0] < 0) whole.push_back(escape(f, s, pairs, epsilon));
  draw_grid(f, whole);
  if (!std::isfinite(pairs.lambda[0])) return;
  draw_grid(f, nudges(s, d, pairs, epsilon));

  ui::SliderSpec spec;
  spec.min = 1e-5;
  spec.max = 0.2;
  spec.scale = ui::Scale::log;
  spec.default_value = LabState().nudge;
  spec.lower = 1e-12;
  spec.upper = 1;
  spec.formula = "½ λ ε²";
  spec.tooltip = "How far beside the point a path begins, as a share of the domain's shorter side.";
  spec.format = [side](double share) {
    return fmt::format("{} % = {}", ui::format_number(100 * share, 3), ui::format_number(share * side, 3));
  };
  ui::slider(f.ui, "Distance ε", f.state.nudge, spec);
  note_item(f.places, "nudge");
}

}  // namespace fallline

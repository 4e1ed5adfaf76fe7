// Curvature: L, ∇L, the Hessian and its eigenpairs at the cursor or at a picked critical point, and the table of all of
// these.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "app/panels/panels.h"
#include "app/widgets/button.h"
#include "app/widgets/number_format.h"
#include "app/widgets/table.h"
#include "app/widgets/text.h"
#include "app/widgets/values.h"

namespace fallline {
namespace {

constexpr double nudge = 0.005;  // of the domain: how far beside a saddle an escape begins

// The point the panel tells about.
struct Subject {
  Point at;
  std::string where;  // after the head: CURVATURE at …
  const CriticalPoint* critical = nullptr;
};

Subject subject(const Frame& f) {
  const auto& points = f.scene.critical().points;
  if (f.state.pointing.at) {
    return {*f.state.pointing.at, "at the cursor"};
  }
  if (f.state.picked && *f.state.picked < points.size()) {
    const CriticalPoint& p = points[*f.state.picked];
    return {p.at, "at a critical point", &p};
  }
  if (const RacerSnapshot* r = focused_racer(f))
    return {r->theta, fmt::format("at {}, step {}", info(r->spec).label, r->step)};
  return {f.snapshot.experiment.start, "at the start"};
}

ImU32 kind_colour(const Frame& f, Kind kind) { return ui::marker_colour(f.theme, marker_of(kind)); }

void draw_subject(Frame& f, const Subject& s) {
  const auto d = f.snapshot.surface->derivatives(s.at);
  const EigenPairs pairs = eigen_pairs(d.xx, d.xy, d.yy);
  const double norm = std::hypot(d.x, d.y);
  const Kind kind = s.critical ? s.critical->kind : kind_of(pairs, f.scene.critical().hessian_scale);
  const bool known = std::isfinite(pairs.lambda[0]);

  const std::string theta = fmt::format("({}, {})", ui::format_number(s.at.x, 3), ui::format_number(s.at.y, 3));
  const std::string theta_full = fmt::format("({}, {})", ui::format_full(s.at.x), ui::format_full(s.at.y));
  ui::value_row(f.ui, {.key = "θ",
                       .value = theta,
                       .full = theta_full,
                       .pill = !known       ? "not differentiable"
                               : s.critical ? words(kind)
                                            : words_for_curvature(kind),
                       .pill_colour = s.critical && known ? kind_colour(f, kind) : f.theme.dim});
  ui::value_row(f.ui, "L(θ)", d.value, {}, "The loss.");
  const std::string gradient = fmt::format("∇L = ({}, {})", ui::format_full(d.x), ui::format_full(d.y));
  ui::value_row(f.ui, "‖∇L‖", norm, {}, gradient);
  ui::matrix_row(f.ui, "Hessian", {d.xx, d.xy, d.xy, d.yy}, "Second derivatives, exact.");

  ui::section_head(f.ui, "EIGENVALUES");
  const double largest = std::max({std::abs(pairs.lambda[0]), std::abs(pairs.lambda[1]), 1e-300});
  const auto direction = [&](std::size_t k) {
    return fmt::format("u = ({}, {})", ui::format_number(pairs.u[k].x), ui::format_number(pairs.u[k].y));
  };
  ui::eigenvalue_row(f.ui, "λ₁", pairs.lambda[0], known ? largest : 1, direction(0));
  ui::eigenvalue_row(f.ui, "λ₂", pairs.lambda[1], known ? largest : 1, direction(1));
  ui::paragraph(f.ui, !known       ? std::string_view("The second derivatives do not exist here.")
                      : s.critical ? explain(kind)
                                   : explain_curvature(kind));
}

void draw_table(Frame& f) {
  const CriticalPoints& found = f.scene.critical();
  const std::string count = f.scene.searching() ? "searching …"
                            : found.status == SearchStatus::partial
                                ? fmt::format("{} found, there may be more", found.points.size())
                                : fmt::format("{} found", found.points.size());
  ui::section_head(f.ui, "CRITICAL POINTS", {.suffix = count});
  if (found.points.empty()) {
    if (!f.scene.searching()) ui::paragraph(f.ui, "None in the domain: the gradient vanishes nowhere.");
    return;
  }
  constexpr std::array<std::string_view, 5> heads{"x", "y", "L", "λ₁", "λ₂"};
  std::array<double, 5> values;
  const ui::TableResult result =
      ui::table(f.ui, {.id = "critical points",
                       .heads = heads,
                       .rows = found.points.size(),
                       .row =
                           [&](std::size_t i) {
                             const CriticalPoint& p = found.points[i];
                             values = {p.at.x, p.at.y, p.loss, p.curvature.lambda[0], p.curvature.lambda[1]};
                             return ui::TableRow{marker_of(p.kind), values};
                           },
                       .selected = f.state.picked});
  note_item(f.places, "critical_points");
  if (result.clicked) f.state.picked = f.state.picked == result.clicked ? std::nullopt : result.clicked;
  if (result.hovered) f.state.next.at = found.points[*result.hovered].at;
}

void draw_actions(Frame& f) {
  const auto& points = f.scene.critical().points;
  if (!f.state.picked || *f.state.picked >= points.size()) return;
  const CriticalPoint& p = points[*f.state.picked];
  ImGui::Dummy({0, f.theme.space(1)});
  if (ui::button(
          f.ui, "Start here",
          {.tooltip = "Every path begins at this point. At a critical point nothing moves: the gradient is zero."}))
    f.commands.experiment.start = p.at;
  note_item(f.places, "start_here");
  if (p.kind == Kind::minimum) return;
  ImGui::SameLine(0, f.theme.space(2));
  if (ui::button(f.ui, "Escape along u₁",
                 {.tooltip = "Every path begins just beside this point, along the eigenvector of the lowest "
                             "eigenvalue: the way down."})) {
    const Domain& d = f.snapshot.experiment.domain;
    const double step = nudge * std::min(d.width(), d.height());
    f.commands.experiment.start = {p.at.x + step * p.curvature.u[0].x, p.at.y + step * p.curvature.u[0].y};
  }
  note_item(f.places, "escape");
}

}  // namespace

void draw_curvature_panel(Frame& f) {
  const Subject s = subject(f);
  ui::section_head(f.ui, "CURVATURE", {.suffix = s.where});
  draw_subject(f, s);
  draw_table(f);
  draw_actions(f);
}

}  // namespace fallline

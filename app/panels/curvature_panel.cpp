// Curvature: L, ∇L, the Hessian and its eigenpairs at the cursor, the pin, a picked critical point or the racer in
// focus, and the table of all critical points.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "app/panels/subject.h"
#include "app/widgets/number_format.h"
#include "app/widgets/table.h"
#include "app/widgets/text.h"
#include "app/widgets/values.h"
#include "curvature/corners.h"

namespace fallline {
namespace {

constexpr std::string_view no_hessian = "A corner: L is bent sharply here, so it has no gradient, no Hessian and no λ.";

ImU32 kind_colour(const SurfacesFrame& f, Kind kind) { return ui::marker_colour(f.theme, marker_of(kind)); }

void draw_subject(SurfacesFrame& f, const Subject& s) {
  auto d = f.snapshot.surface->derivatives(s.at);
  const bool corner = s.critical && s.critical->corner;
  if (corner) d.x = d.y = d.xx = d.xy = d.yy = std::nan("");
  const EigenPairs pairs = eigen_pairs(d.xx, d.xy, d.yy);
  const double norm = std::hypot(d.x, d.y);
  const Kind kind = s.critical ? s.critical->kind : kind_of(pairs, f.scene.critical().hessian_scale);
  const bool known = std::isfinite(pairs.lambda[0]);

  const std::string corner_kind = fmt::format("corner: {}", words(kind));
  const std::string theta = fmt::format("({}, {})", ui::format_number(s.at.x, 3), ui::format_number(s.at.y, 3));
  const std::string theta_full = fmt::format("({}, {})", ui::format_full(s.at.x), ui::format_full(s.at.y));
  ui::value_row(f.ui, {.key = "θ",
                       .value = theta,
                       .full = theta_full,
                       .pill = corner       ? std::string_view(corner_kind)
                               : !known     ? "not differentiable"
                               : s.critical ? words(kind)
                                            : words_for_curvature(kind),
                       .pill_colour = corner || (s.critical && known) ? kind_colour(f, kind) : f.theme.dim});
  ui::value_row(f.ui, "L(θ)", d.value, {}, "The loss.");
  const std::string gradient = fmt::format("∇L = ({}, {})", ui::format_full(d.x), ui::format_full(d.y));
  ui::value_row(f.ui, "‖∇L‖", norm, {}, corner ? no_hessian : gradient);
  ui::matrix_row(f.ui, "Hessian", {d.xx, d.xy, d.xy, d.yy}, corner ? no_hessian : "Second derivatives, exact.");

  ui::section_head(f.ui, "EIGENVALUES");
  const double largest = std::max({std::abs(pairs.lambda[0]), std::abs(pairs.lambda[1]), 1e-300});
  const auto direction = [&](std::size_t k) {
    if (corner) return std::string(no_hessian);
    return fmt::format("u = ({}, {})", ui::format_number(pairs.u[k].x), ui::format_number(pairs.u[k].y));
  };
  ui::eigenvalue_row(f.ui, "λ₁", pairs.lambda[0], known ? largest : 1, direction(0));
  ui::eigenvalue_row(f.ui, "λ₂", pairs.lambda[1], known ? largest : 1, direction(1));
  const float top = ImGui::GetCursorPosY();
  ui::paragraph(f.ui, corner       ? explain_corner(kind)
                      : !known     ? std::string_view("The second derivatives do not exist here.")
                      : s.critical ? explain(kind)
                                   : explain_curvature(kind));
  // Room for the longest of these texts, so that nothing below moves under the hand.
  ImGui::SetCursorPosY(std::max(ImGui::GetCursorPosY(), top + f.theme.px(58)));
}

void draw_table(SurfacesFrame& f) {
  const CriticalPoints& found = f.scene.critical();
  const std::string count = f.scene.searching() ? "searching …"
                            : found.status == SearchStatus::partial
                                ? fmt::format("{} found, there may be more", found.points.size())
                                : fmt::format("{} found", found.points.size());
  ui::section_head(f.ui, "CRITICAL POINTS", {.suffix = count});
  if (found.points.empty()) {
    if (!f.scene.searching())
      ui::paragraph(f.ui, found.status == SearchStatus::partial
                              ? "No single point is certain: where L is flat, each is as critical as the next."
                              : "None in the domain: the gradient vanishes nowhere.");
    return;
  }
  const SurfaceSpec& surface = f.snapshot.experiment.surface;
  const std::array<std::string_view, 5> heads{x_name(surface), y_name(surface), "L", "λ₁", "λ₂"};
  std::array<double, 5> values;
  const ui::TableResult result =
      ui::table(f.ui, {.id = "critical points",
                       .heads = heads,
                       .rows = found.points.size(),
                       .row =
                           [&](std::size_t i) {
                             const CriticalPoint& p = found.points[i];
                             values = {p.at.x, p.at.y, p.loss, p.curvature.lambda[0], p.curvature.lambda[1]};
                             return ui::TableRow{marker_of(p.kind), values, p.corner ? no_hessian : ""};
                           },
                       .selected = f.state.picked});
  note_item(f.places, "critical_points");
  if (result.clicked) {
    f.state.picked = f.state.picked == result.clicked ? std::nullopt : result.clicked;
    f.state.pin.reset();
  }
  if (result.hovered) f.state.next.at = found.points[*result.hovered].at;
}

}  // namespace

void draw_curvature_panel(SurfacesFrame& f) {
  const Subject s = subject(f);
  const bool pinned = f.state.pin.has_value();
  if (ui::section_head(
          f.ui, "CURVATURE",
          {.suffix = s.where, .link = pinned ? "unpin" : "", .tooltip = "Takes the pin away, on the map too."}))
    f.state.pin.reset();
  if (pinned) note_item(f.places, "unpin");
  draw_subject(f, s);
  draw_start_actions(f);
  if (f.state.view.step_parts) draw_next_step(f);
  draw_table(f);
}

}  // namespace fallline

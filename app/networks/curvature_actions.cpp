// What can be done with eigenvectors and critical points: a plane along the one, a step along the other.
#include <fmt/format.h>

#include "app/networks/curvature_parts.h"
#include "app/networks/escape.h"
#include "app/widgets/button.h"
#include "app/widgets/number_format.h"
#include "app/widgets/text.h"
#include "app/widgets/values.h"

namespace fallline {
namespace {

using ui::format_number;

// Beside the last button if there is room.
bool action(NetworksFrame& f, std::string_view label, std::string_view place, std::string_view tooltip, bool possible) {
  const float width = ui::button_size(f.theme, label).x, gap = f.theme.space(2);
  const float end = ImGui::GetWindowPos().x + ImGui::GetWindowContentRegionMax().x;
  if (ImGui::GetItemRectMax().x + gap + width <= end && ImGui::GetItemRectSize().y > f.theme.px(20))
    ImGui::SameLine(0, gap);
  ImGui::BeginDisabled(!possible);
  const bool clicked = ui::button(f.ui, label, {.tooltip = tooltip});
  ImGui::EndDisabled();
  note_item(f.places, std::string(place));
  return clicked && possible;
}

void draw_search(NetworksFrame& f, const NetworkRacerSnapshot& r) {
  const CriticalNear& near = f.scene.critical();
  if (near.computing())
    return ui::progress(f.ui, fmt::format("looking for ∇L = 0: ‖∇L‖ = {}", format_number(near.gradient_norm(), 3)), -1);
  const CriticalNear::Found* found = near.found();
  if (!found || found->colour != r.spec.colour) return;
  const CriticalSearch& s = found->search;
  ui::section_head(f.ui, "CRITICAL POINT", {.suffix = fmt::format("looked for from step {}", found->from)});
  ui::value_row(f.ui, "‖∇L‖", s.gradient_norm, {}, explain(s.status));
  ui::value_row(f.ui, "L(θ)", s.loss, {}, "The loss there.");
  ui::value_row(f.ui, "distance", found->distance, {}, "‖θ − θ'‖ from where the search began.");
  if (s.status != CriticalSearchStatus::critical) return ui::paragraph(f.ui, explain(s.status));
  if (found->signs) {
    const Kind kind = kind_of(*found->signs);
    const std::string value = fmt::format("{}", found->signs->negative);
    ui::value_row(f.ui, {.key = "index",
                         .value = value,
                         .note = fmt::format("of {}", found->signs->count()),
                         .pill = words(kind),
                         .pill_colour = ui::marker_colour(f.theme, kind == Kind::minimum   ? ui::Marker::minimum
                                                                   : kind == Kind::maximum ? ui::Marker::maximum
                                                                   : kind == Kind::saddle  ? ui::Marker::saddle
                                                                                           : ui::Marker::degenerate),
                         .tooltip = "How many eigenvalues are negative there."});
  }
  if (ui::button(f.ui, fmt::format("Put {} there", name_of(r.spec)),
                 {.tooltip = "Moves θ to the critical point, from this step on."}))
    f.commands.network_changes.push_back(
        [colour = r.spec.colour, theta = s.theta](NetworkSession& session) { session.move_parameters(colour, theta); });
  note_item(f.places, "curvature.go_there");
}

}  // namespace

void draw_curvature_actions(NetworksFrame& f, const NetworkRacerSnapshot& r) {
  const CurvatureReading* c = f.scene.spectra().reading();
  const bool known = c && c->there();
  const bool falls = known && c->least.lambda < 0;
  ImGui::Dummy({0, f.theme.px(2)});
  if (action(f, "Plane u₁,u₂", "curvature.plane",
             "Shows the loss on the plane of the eigenvectors of the greatest and the least eigenvalue.", known))
    f.state.view.networks.plane = PlaneKind::eigenvectors;
  if (action(f, "Escape along u_min", "curvature.escape",
             "Moves θ along ±u of the least eigenvalue, to where L is lowest of several lengths tried.", falls))
    f.commands.network_changes.push_back(
        [colour = r.spec.colour, u = c->least.u](NetworkSession& session) { escape_along(session, colour, u); });
  if (action(f, "Critical point near θ", "curvature.search",
             "Looks for ∇L = 0 by damped Newton steps, which are drawn to saddles as to minima.",
             !f.scene.critical().computing()))
    f.own.curvature.critical = {r.spec.colour, f.own.curvature.critical.number + 1};
  if (known && !falls) ui::paragraph(f.ui, "No escape: λ_min ≥ 0, so L curves down in no direction.");
  draw_search(f, r);
}

}  // namespace fallline

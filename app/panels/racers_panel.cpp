// The racers: a card each, with all that can be chosen, and a way to add one.
#include <fmt/format.h>

#include "app/panels/panels.h"
#include "app/panels/parameter_row.h"
#include "app/widgets/button.h"
#include "app/widgets/card.h"
#include "app/widgets/combo.h"
#include "app/widgets/number_format.h"
#include "app/widgets/text.h"

namespace fallline {
namespace {

const RacerSnapshot* running(const Frame& f, const RacerSpec& spec) {
  for (const RacerSnapshot& r : f.snapshot.racers)
    if (r.spec.colour == spec.colour && r.spec.optimizer == spec.optimizer) return &r;
  return nullptr;
}

// Returns false when the card was closed.
bool draw_card(Frame& f, RacerSpec& spec, std::size_t index) {
  const OptimizerInfo& optimizer = info(spec);
  const RacerSnapshot* r = running(f, spec);
  const std::string id = fmt::format("racer {}", spec.colour);
  const std::string value = r ? "L " + ui::format_number(r->loss, 2) : "";
  const std::string full = r ? ui::format_full(r->loss) : "";
  const bool stopped = r && r->standstill;
  bool& shown = f.state.shown[static_cast<std::size_t>(spec.colour)];
  ImGui::PushID(id.c_str());
  bool keep = true;
  {
    ui::Card card(f.ui, {.id = id,
                         .colour = f.theme.racer(static_cast<std::size_t>(spec.colour)),
                         .title = optimizer.label,
                         .subtitle = optimizer.hint,
                         .value = value,
                         .value_full = full,
                         .pill = stopped ? "stopped" : "",
                         .pill_colour = f.theme.error,
                         .closable = true,
                         .muted = !shown});
    bool& unfolded = f.state.unfolded[static_cast<std::size_t>(spec.colour)];
    bool has_rare = false;
    for (std::size_t i = 0; i < optimizer.parameters.size(); ++i) {
      has_rare |= optimizer.parameters[i].rare;
      if (optimizer.parameters[i].rare && !unfolded) continue;
      if (draw_parameter(f.ui, optimizer.parameters[i], optimizer.formula, spec.values[i]).active)
        f.state.view.focus = spec.colour;
      note_item(f.places, fmt::format("racer.{}.{}", index, optimizer.parameters[i].key));
    }
    if (has_rare && ui::link(f.ui, unfolded ? "fewer" : "more …", "Options that seldom need another value."))
      unfolded = !unfolded;
    if (stopped) ui::message(f.ui, ui::Severity::error, r->standstill->why);
    if (card.swatch_clicked()) shown = !shown;
    keep = !card.closed();
  }
  const bool touched = ImGui::IsMouseClicked(ImGuiMouseButton_Left) &&
                       ImGui::IsWindowHovered(ImGuiHoveredFlags_AllowWhenBlockedByActiveItem) &&
                       ImGui::IsMouseHoveringRect(ImGui::GetItemRectMin(), ImGui::GetItemRectMax());
  if (touched) f.state.view.focus = spec.colour;
  ImGui::PopID();
  return keep;
}

}  // namespace

void draw_racers_panel(Frame& f) {
  Experiment& e = f.commands.experiment;
  const auto colour = free_colour(e);
  if (ui::section_head(f.ui, "OPTIMIZERS",
                       {.link = colour ? "+ add" : "", .tooltip = "Another racer, with the optimizer's own defaults."}))
    ImGui::OpenPopup("add racer");
  note_item(f.places, "add");
  std::vector<ui::ComboItem> items;
  for (const OptimizerInfo& o : optimizers())
    items.push_back({.label = o.label, .detail = o.hint, .formula = o.formula, .tooltip = o.source});
  std::size_t chosen = items.size();
  if (ui::choice_popup(f.ui, "add racer", chosen, items, f.theme.px(260)) && colour) {
    e.racers.push_back(racer_spec(optimizers()[chosen], *colour));
    // Nothing of the racer that had this colour before.
    f.state.view.focus = *colour;
    f.state.shown[static_cast<std::size_t>(*colour)] = true;
    f.state.unfolded[static_cast<std::size_t>(*colour)] = false;
  }
  if (e.racers.empty()) ui::paragraph(f.ui, "Nobody races. Add an optimizer.");
  for (std::size_t i = 0; i < e.racers.size();) {
    if (draw_card(f, e.racers[i], i))
      ++i;
    else
      e.racers.erase(e.racers.begin() + static_cast<std::ptrdiff_t>(i));
  }
}

}  // namespace fallline

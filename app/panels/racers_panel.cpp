// The racers: a card each, with all that can be chosen, and a way to add one.
#include <fmt/format.h>

#include <algorithm>

#include "app/chain_text.h"
#include "app/frame.h"
#include "app/networks/own_network.h"
#include "app/panels/chain_rows.h"
#include "app/panels/parameter_row.h"
#include "app/panels/schedule_curve.h"
#include "app/widgets/button.h"
#include "app/widgets/card.h"
#include "app/widgets/combo.h"
#include "app/widgets/number_format.h"
#include "app/widgets/text.h"

namespace fallline {
namespace {

const Run::Racer* running(const Frame& f, const RacerSpec& spec) {
  for (const Run::Racer& r : f.run.racers)
    if (r.spec.colour == spec.colour && r.spec.optimizer == spec.optimizer) return &r;
  return nullptr;
}

// The blocks in one line, which unfolds them.
void draw_fold(Frame& f, const RacerSpec& spec, bool& open) {
  const ui::Theme& t = f.theme;
  const float width = f.ui.available_width(), height = t.px(20);
  const ImVec2 low = ImGui::GetCursorScreenPos();
  if (ui::hit_area("fold", {width, height})) open = !open;
  const ImU32 colour = ImGui::IsItemHovered() ? t.text : t.dim;
  ImDrawList& list = *ImGui::GetWindowDrawList();
  ui::draw_icon(list, open ? ui::Icon::chevron_down : ui::Icon::chevron_right, {low.x + t.px(4), low.y + 0.5f * height},
                t.px(8), colour);
  const std::string text = open ? fmt::format("{} block{}", spec.blocks.size(), spec.blocks.size() == 1 ? "" : "s")
                                : chain_summary(spec.blocks);
  ui::draw_text_cut(list, t.fonts.small, {low.x + t.px(13), low.y + 0.5f * (height - t.fonts.small.size)},
                    width - t.px(13), colour, text);
}

void draw_blocks(Frame& f, RacerSpec& spec, std::size_t index) {
  bool& open = f.state.chain_unfolded[static_cast<std::size_t>(spec.colour)];
  if (!spec.blocks.empty()) {
    draw_fold(f, spec, open);
    note_item(f.places, fmt::format("racer.{}.fold", index));
    draw_schedule(f, spec, index);
    if (open) draw_chain(f, spec, index);
  }
  if (const std::string why = why_uphill(spec); !why.empty()) ui::message(f.ui, ui::Severity::notice, why);
}

// Below the options: more of them, more blocks, and the method itself as blocks.
void draw_links(Frame& f, RacerSpec& spec, std::size_t index, bool has_rare) {
  ImVec2 at = ImGui::GetCursorScreenPos();
  const float left = at.x, right = left + f.ui.available_width();
  const auto link = [&](std::string_view label, std::string_view tooltip, std::string_view name) {
    if (at.x > left && at.x + ui::text_size(f.theme.fonts.text, label).x > right) at = {left, at.y + f.theme.px(22)};
    ImGui::SetCursorScreenPos(at);
    const bool clicked = ui::link(f.ui, label, tooltip);
    note_item(f.places, fmt::format("racer.{}.{}", index, name));
    at.x = ImGui::GetItemRectMax().x + f.theme.px(14);
    return clicked;
  };
  if (has_rare) {
    bool& unfolded = f.state.unfolded[static_cast<std::size_t>(spec.colour)];
    if (link(unfolded ? "fewer" : "more …", "Options that seldom need another value.", "more")) unfolded = !unfolded;
  }
  const bool own = spec.optimizer == own_chain().key;
  if (spec.blocks.size() < most_blocks) {
    if (link("+ block", own ? "One block more." : "Clip, decay, schedule, average: around any method.", "add_block"))
      ImGui::OpenPopup("add block");
    draw_block_menu(f, spec);
  }
  if (!own &&
      link("open up", "The blocks that it is made of, to be moved and removed. The path stays the same.", "open_up")) {
    spec = opened_up(spec);
    f.state.chain_unfolded[static_cast<std::size_t>(spec.colour)] = true;
    f.state.view.focus = spec.colour;
  }
}

// Of the blocks that are to be seen.
bool has_rare_block(const Frame& f, const RacerSpec& spec) {
  if (!f.state.chain_unfolded[static_cast<std::size_t>(spec.colour)]) return false;
  return std::any_of(spec.blocks.begin(), spec.blocks.end(), [](const BlockSpec& block) {
    const auto parameters = find_block(block.key)->parameters;
    return std::any_of(parameters.begin(), parameters.end(), [](const Parameter& p) { return p.rare; });
  });
}

// Returns false when the card was closed.
bool draw_card(Frame& f, RacerSpec& spec, std::size_t index) {
  const OptimizerInfo& optimizer = info(spec);
  const Run::Racer* r = running(f, spec);
  const std::string id = fmt::format("racer {}", spec.colour);
  const std::string value = r ? "L " + ui::format_number(r->loss, 2) : "";
  const std::string full = r ? ui::format_full(r->loss) : "";
  const bool stopped = r && r->standstill;
  // What the folded blocks tell by themselves.
  const bool opened =
      spec.optimizer == own_chain().key && f.state.chain_unfolded[static_cast<std::size_t>(spec.colour)];
  const std::string names = opened ? chain_names(spec.blocks) : "";
  bool& shown = f.state.shown[static_cast<std::size_t>(spec.colour)];
  ImGui::PushID(id.c_str());
  bool keep = true;
  {
    ui::Card card(f.ui, {.id = id,
                         .colour = f.theme.racer(static_cast<std::size_t>(spec.colour)),
                         .title = optimizer.label,
                         .subtitle = names.empty() ? optimizer.hint : names,
                         .value = value,
                         .value_full = full,
                         .pill = stopped ? "stopped" : "",
                         .pill_colour = f.theme.error,
                         .closable = true,
                         .muted = !shown});
    const bool unfolded = f.state.unfolded[static_cast<std::size_t>(spec.colour)];
    bool has_rare = has_rare_block(f, spec);
    for (std::size_t i = 0; i < optimizer.parameters.size(); ++i) {
      has_rare |= optimizer.parameters[i].rare;
      if (optimizer.parameters[i].rare && !unfolded) continue;
      if (draw_parameter(f.ui, optimizer.parameters[i], optimizer.formula, spec.values[i]).active)
        f.state.view.focus = spec.colour;
      note_item(f.places, fmt::format("racer.{}.{}", index, optimizer.parameters[i].key));
    }
    draw_blocks(f, spec, index);
    draw_links(f, spec, index, has_rare);
    if (f.lab == LabKind::networks) draw_own_network(f, spec, index, r ? r->cost : "");
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
  const auto colour = free_colour(f.racers);
  if (ui::section_head(f.ui, "OPTIMIZERS",
                       {.link = colour ? "+ add" : "", .tooltip = "Another racer, with the optimizer's own defaults."}))
    ImGui::OpenPopup("add racer");
  note_item(f.places, "add");
  std::vector<ui::ComboItem> items;
  for (const OptimizerInfo& o : optimizers())
    items.push_back({.label = o.label,
                     .detail = o.hint,
                     .group = o.group,
                     .formula = o.formula,
                     .tooltip = o.source,
                     .key = o.key});
  items.push_back({.label = own_chain().label,
                   .detail = own_chain().hint,
                   .group = "Your own",
                   .formula = own_chain().formula,
                   .tooltip = "Any blocks in any order.",
                   .key = own_chain().key});
  std::size_t chosen = items.size();
  if (ui::choice_popup(f.ui, "add racer", chosen, items, f.theme.px(260)) && colour) {
    const bool own = chosen == optimizers().size();
    f.racers.push_back(racer_spec(own ? own_chain() : optimizers()[chosen], *colour));
    if (own) f.racers.back().blocks = {block_spec(*find_block("learning_rate"))};
    // Nothing of the racer that had this colour before.
    if (f.lab == LabKind::networks) f.commands.network.networks.erase(*colour);
    f.state.view.focus = *colour;
    f.state.shown[static_cast<std::size_t>(*colour)] = true;
    f.state.unfolded[static_cast<std::size_t>(*colour)] = false;
    f.state.chain_unfolded[static_cast<std::size_t>(*colour)] = own;
  }
  if (f.racers.empty()) ui::paragraph(f.ui, "Nobody races. Add an optimizer.");
  for (std::size_t i = 0; i < f.racers.size();) {
    if (draw_card(f, f.racers[i], i)) {
      ++i;
    } else {
      if (f.lab == LabKind::networks) f.commands.network.networks.erase(f.racers[i].colour);
      f.racers.erase(f.racers.begin() + static_cast<std::ptrdiff_t>(i));
    }
  }
}

}  // namespace fallline

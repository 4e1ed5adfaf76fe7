// The next step of the racer in focus: its formula, and the vector after each part of it.
#include <fmt/format.h>

#include <algorithm>

#include "app/chain_text.h"
#include "app/panels/panels.h"
#include "app/panels/schedule_curve.h"
#include "app/panels/step_colours.h"
#include "app/step_parts.h"
#include "app/widgets.h"

namespace fallline {
namespace {

// ◀ ▶ at the right of the head: one part after the other, then all again.
void draw_buttons(SurfacesFrame& f, ImVec2 head, std::size_t count) {
  std::optional<std::size_t>& part = f.state.part;
  const ImVec2 after = ImGui::GetCursorScreenPos();
  const ui::ButtonSpec back{.kind = ui::ButtonKind::ghost,
                            .icon = ui::Icon::step_back,
                            .height = f.theme.px(20),
                            .tooltip = "The part before; before the first, all of them."};
  ui::ButtonSpec forward = back;
  forward.icon = ui::Icon::step_forward;
  forward.tooltip = "The part that comes next; after the last, all of them.";
  const float width = ui::button_size(f.theme, "##", back).x;
  const float right = head.x + f.ui.available_width();
  const std::string which = part ? fmt::format("{} of {}", *part + 1, count) : "all";
  const ui::Face& face = f.theme.fonts.tick;
  ui::draw_text_middle(*ImGui::GetWindowDrawList(), face,
                       right - 2 * width - f.theme.px(4) - ui::text_size(face, which).x,
                       head.y + 0.62f * f.theme.px(22), f.theme.dim, which);
  ImGui::SetCursorScreenPos({right - 2 * width, head.y + f.theme.px(4)});
  if (ui::button(f.ui, "##part_back", back))
    part = !part ? std::optional(count - 1) : *part == 0 ? std::nullopt : std::optional(*part - 1);
  note_item(f.places, "part_back");
  ImGui::SetCursorScreenPos({right - width, head.y + f.theme.px(4)});
  if (ui::button(f.ui, "##part_forward", forward))
    part = !part ? std::optional<std::size_t>(0) : *part + 1 == count ? std::nullopt : std::optional(*part + 1);
  note_item(f.places, "part_forward");
  ImGui::SetCursorScreenPos(after);
}

// −ŝ corrected (0.12, −3.4) 3.402: what is pointed at is marked on the map, and a click keeps it marked.
void draw_row(SurfacesFrame& f, const StepPart& part, std::size_t index, std::size_t count, ImU32 racer) {
  const ui::Theme& t = f.theme;
  const float width = f.ui.available_width(), height = t.px(18);
  const ImVec2 low = ImGui::GetCursorScreenPos();
  ImGui::PushID(static_cast<int>(index));
  if (ui::hit_area("part", {width, height})) f.state.part = f.state.part == index ? std::nullopt : std::optional(index);
  ImGui::PopID();
  note_item(f.places, fmt::format("part.{}", index));
  const bool hovered = ImGui::IsItemHovered();
  if (hovered) f.state.next.part = index;
  ui::item_tooltip(f.ui, fmt::format("({}, {})", ui::format_full(part.vector.x), ui::format_full(part.vector.y)),
                   index == 0 && count > 1 ? "The way of steepest descent at the point where the optimizer asks for it."
                   : index + 1 == count    ? "What will be added to θ."
                                           : "The update after this part, turned the way in which it would move θ.");
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const float y = low.y + 0.5f * height, out = t.px(4);
  if (hovered || f.state.part == index)
    ui::fill_round(list, {low.x - out, low.y}, {low.x + width + out, low.y + height}, t.selection, t.px(4));
  list.AddRectFilled({low.x, y - t.px(1.5f)}, {low.x + t.px(12), y + t.px(1.5f)},
                     step_colour(racer, t.dark ? t.text : t.faint, index, count));
  const std::string length = ui::format_padded(part.length, 3);
  const std::string vector =
      fmt::format("({}, {})", ui::format_number(part.vector.x, 3), ui::format_number(part.vector.y, 3));
  const ui::Face& mono = t.fonts.number;
  const float length_left = low.x + width - ui::text_size(mono, length).x;
  const float vector_left = low.x + width - t.px(64) - ui::text_size(mono, vector).x;
  float x = low.x + t.px(20);
  if (!part.symbol.empty()) {
    ui::draw_text_middle(list, mono, x, y, t.text, part.symbol);
    x += std::max(t.px(26), ui::text_size(mono, part.symbol).x + t.px(6));
  }
  ui::draw_text_cut(list, t.fonts.small, {x, y - 0.5f * t.fonts.small.size}, vector_left - t.px(6) - x, t.dim,
                    part.name);
  ui::draw_text_middle(list, mono, vector_left, y, t.text, vector);
  ui::draw_text_middle(list, mono, length_left, y, t.label, length);
}

// 4 trial points, the last one taken
std::string trials_text(const std::vector<optim::TrialPoint>& trials) {
  const auto taken = std::find_if(trials.begin(), trials.end(), [](const auto& trial) { return trial.accepted; });
  const char* end = taken == trials.end()       ? "none taken"
                    : taken + 1 == trials.end() ? "the last one taken"
                                                : "an earlier one taken";
  return trials.size() == 1 ? fmt::format("1 trial point, {}", taken == trials.end() ? "not taken" : "taken")
                            : fmt::format("{} trial points, {}", trials.size(), end);
}

}  // namespace

void draw_next_step(SurfacesFrame& f) {
  const RacerSnapshot* r = focused_racer(f);
  if (!r) return;
  const std::vector<StepPart> parts = step_parts(*r);
  if (f.state.part && *f.state.part >= parts.size()) f.state.part.reset();
  const ImVec2 head = ImGui::GetCursorScreenPos();
  ui::section_head(f.ui, "NEXT STEP", {.suffix = fmt::format("of {}", info(r->spec).label)});
  if (!parts.empty()) draw_buttons(f, head, parts.size());
  ui::formula(f.ui, step_formula(r->spec));
  for (const RacerSpec& spec : f.commands.experiment.racers)
    if (spec.colour == r->spec.colour)
      if (const auto eta = scheduled_rate(f, spec, r->step + 1))
        ui::value_row(f.ui, "η", *eta, "", "What the schedules make of the learning rate in this step.");
  if (parts.empty()) return ui::paragraph(f.ui, "There is none: it would not be finite.");
  const ImU32 colour = f.theme.racer(static_cast<std::size_t>(r->spec.colour));
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(0, 0));
  for (std::size_t k = 0; k < parts.size(); ++k) draw_row(f, parts[k], k, parts.size(), colour);
  ImGui::PopStyleVar();
  ImGui::Dummy({0, 0});
  if (!r->trials.empty()) ui::paragraph(f.ui, trials_text(r->trials));
}

}  // namespace fallline

// The strip below the loss surface: which plane, and how it is shown.
#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "app/networks/landscape_parts.h"
#include "app/widgets/button.h"
#include "app/widgets/combo.h"
#include "nn/weights.h"

namespace fallline {
namespace {

constexpr float strip = 38, narrowest = 150, lowest_view = 150;  // units at 1×
constexpr std::string_view recompute_tooltip = "A new plane through θ as it stands now, with the whole path in sight.";

void draw_plane_choice(NetworksFrame& f) {
  NetworkView& view = f.state.view.networks;
  std::vector<ui::ComboItem> items;
  for (const auto& info : plane_kinds()) items.push_back({.label = info.label, .tooltip = info.meaning});
  auto index = static_cast<std::size_t>(view.plane);
  if (ui::combo(f.ui, "##plane", index, items)) view.plane = plane_kinds()[index].kind;
  note_item(f.places, "landscape.plane");
}

// Two parameters, by their names.
void draw_weights(NetworksFrame& f) {
  const NetworkRacerSnapshot* racer = focused_racer(f);
  if (!racer) return;
  const std::vector<nn::ParameterBlock> blocks = nn::layout(racer->objective().network());
  std::vector<std::string> names;
  for (std::size_t i = 0; i < racer->theta.size(); ++i) names.push_back(nn::parameter_name(blocks, i));
  const std::vector<std::string_view> items(names.begin(), names.end());
  auto& chosen = f.state.view.networks.weights;
  for (std::size_t k = 0; k < chosen.size(); ++k) {
    auto index = std::min(static_cast<std::size_t>(chosen[k]), items.size() - 1);
    if (ui::combo(f.ui, k == 0 ? "Across" : "Upward", index, items)) chosen[k] = static_cast<std::int64_t>(index);
    note_item(f.places, fmt::format("landscape.weight.{}", k));
  }
}

void draw_more(NetworksFrame& f) {
  NetworkView& view = f.state.view.networks;
  if (ui::button(f.ui, "…##more", {.tooltip = "How the surface is shown, and when it is computed anew."}))
    ImGui::OpenPopup("landscape more");
  note_item(f.places, "landscape.more");
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(f.theme.px(12), f.theme.px(10)));
  if (ImGui::BeginPopup("landscape more")) {
    ImGui::Dummy({f.theme.px(250), 0});
    if (view.plane == PlaneKind::weights) draw_weights(f);
    ui::toggle(f.ui, "Log height", view.log_height, "Heights by log(1 + (L − min L)/s): a valley reads beside a wall.");
    note_item(f.places, "landscape.log");
    ui::toggle(f.ui, "Follow the racer", view.follow,
               "A new plane when the racer in focus leaves the window or has come twice as far.");
    note_item(f.places, "landscape.follow");
    ImGui::EndPopup();
  }
  ImGui::PopStyleVar();
}

}  // namespace

float landscape_controls_height(const NetworksFrame& f, ImVec2 view) {
  const bool room = view.x >= f.theme.px(narrowest) && view.y >= f.theme.px(lowest_view + strip);
  return room && !f.state.only ? f.theme.px(strip) : 0;
}

void draw_landscape_controls(NetworksFrame& f, ImVec2 low, ImVec2 high) {
  NetworkView& view = f.state.view.networks;
  const ui::Theme& t = f.theme;
  const bool random = view.plane == PlaneKind::random;
  const ui::ButtonSpec map{.selected = view.contours,
                           .tooltip =
                               "From above, with iso-lines; drag and wheel choose "
                               "the part of the plane."};
  const ui::ButtonSpec dice{.icon = ui::Icon::dice, .tooltip = "Other directions, of the next seed."};
  const float gap = t.px(6), width = high.x - low.x - 2 * t.px(8);
  // The link gives way to its sign where there is no room for it.
  const float link = ui::text_size(t.fonts.text, "recompute here").x + t.px(8);
  const float rest = ui::button_size(t, "Contours", map).x + ui::button_size(t, "…").x +
                     (random ? ui::button_size(t, "##dice", dice).x + gap : 0) + 3 * gap;
  const bool roomy = width >= rest + link + t.px(150);
  const ui::ButtonSpec again{.icon = ui::Icon::reset, .tooltip = recompute_tooltip};
  const float combo = width - rest - (roomy ? link : ui::button_size(t, "##again", again).x);

  ImGui::SetCursorScreenPos({low.x + t.px(8), low.y + t.px(4)});
  ImGui::BeginGroup();
  const float spare = ImGui::GetContentRegionAvail().x - std::min(combo, t.px(190));
  f.ui.right_inset += spare;
  draw_plane_choice(f);
  f.ui.right_inset -= spare;
  ImGui::SameLine(0, gap);
  ImGui::SetCursorPosY(ImGui::GetCursorPosY() + t.px(1));
  if (random) {
    if (ui::button(f.ui, "##dice", dice)) ++view.plane_seed;
    note_item(f.places, "landscape.dice");
    ImGui::SameLine(0, gap);
  }
  if (ui::button(f.ui, "Contours", map)) view.contours = !view.contours;
  note_item(f.places, "landscape.contours");
  ImGui::SameLine(0, gap);
  draw_more(f);
  ImGui::SameLine(0, gap);
  if (roomy) {
    ImGui::SetCursorPosY(ImGui::GetCursorPosY() + t.px(6));
    if (ui::link(f.ui, "recompute here", recompute_tooltip)) ++f.own.landscape.asked;
  } else if (ui::button(f.ui, "##again", again)) {
    ++f.own.landscape.asked;
  }
  note_item(f.places, "landscape.recompute");
  ImGui::EndGroup();
}

}  // namespace fallline

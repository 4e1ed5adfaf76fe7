#include "app/networks/own_network.h"

#include <fmt/format.h>

#include "app/networks/network_edit.h"
#include "app/widgets/button.h"

namespace fallline {
namespace {

constexpr std::string_view separator = " · ";  // of the parts of the cost

}  // namespace

void draw_own_network(Frame& f, const RacerSpec& racer, std::size_t index, std::string_view cost) {
  const ui::Theme& t = f.theme;
  auto& networks = f.commands.network.networks;
  const auto own = networks.find(racer.colour);
  const ImVec2 low = ImGui::GetCursorScreenPos();
  const float width = f.ui.available_width(), height = t.px(18);
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const std::string_view label = own == networks.end() ? "own network" : "share the network";
  const float link = ui::text_size(t.fonts.text, label).x;
  const std::string text = own == networks.end() ? std::string() : summary(own->second);
  ui::draw_text_cut(list, t.fonts.small, {low.x, low.y + 0.5f * (height - t.fonts.small.size)}, width - link - t.px(8),
                    t.label, text);
  ImGui::SetCursorScreenPos({low.x + width - link, low.y});
  if (ui::link(f.ui, label,
               own == networks.end() ? "A network that this racer alone trains, to be changed in the network's panel."
                                     : "Back to the network that all others train.")) {
    if (own == networks.end())
      networks[racer.colour] = f.commands.network.network;
    else
      networks.erase(own);
    f.state.view.focus = racer.colour;
  }
  note_item(f.places, fmt::format("racer.{}.own_network", index));
  ImGui::SetCursorScreenPos(low);
  ImGui::Dummy({width, height});
  if (cost.empty()) return;
  // In two lines where one is too short.
  const std::size_t cut = ui::text_size(t.fonts.small, cost).x > width ? cost.find(separator) : cost.npos;
  const float line = t.fonts.small.size + t.px(2);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ui::draw_text_cut(list, t.fonts.small, at, width, t.dim, cost.substr(0, cut));
  if (cut != cost.npos)
    ui::draw_text_cut(list, t.fonts.small, {at.x, at.y + line}, width, t.dim, cost.substr(cut + separator.size()));
  ui::hit_area("cost", {width, cut == cost.npos ? line : 2 * line});
  ui::item_tooltip(f.ui, {}, "What it trains, how many updates a second it can make, and how long an epoch takes.");
}

}  // namespace fallline

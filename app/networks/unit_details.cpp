#include "app/networks/unit_details.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/imgui_compat.h"
#include "app/networks/network_edit.h"
#include "app/widgets/number_format.h"
#include "app/widgets/text.h"
#include "nn/normalizations.h"

namespace fallline {
namespace {

constexpr float sheet_width = 176;  // units at 1×
constexpr std::size_t most_bars = 44;

// A tooltip that comes at once.
class Sheet {
 public:
  explicit Sheet(const NetworksFrame& f) : t_(f.theme) {
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(t_.px(10), t_.px(8)));
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(t_.px(4), t_.px(3)));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, t_.rounding());
    ImGui::BeginTooltip();
  }
  ~Sheet() {
    ImGui::EndTooltip();
    ImGui::PopStyleVar(3);
  }
  Sheet(const Sheet&) = delete;
  Sheet& operator=(const Sheet&) = delete;

  void line(const ui::Face& face, ImU32 colour, std::string_view text) const {
    const ImVec2 low = ImGui::GetCursorScreenPos();
    ui::draw_text(*ImGui::GetWindowDrawList(), face, low, colour, text);
    ImGui::Dummy(ui::text_size(face, text));
  }
  void title(std::string_view text) const { line(t_.fonts.strong, t_.text, text); }
  void number(std::string_view text) const { line(t_.fonts.number, t_.label, text); }
  void remark(std::string_view text) const { line(t_.fonts.small, t_.dim, text); }

 private:
  const ui::Theme& t_;
};

std::string name_of(const nn::NetworkSpec& network, const Dataset& data, UnitName unit) {
  if (unit.layer == 0) {
    if (unit.unit < data.feature_names.size()) return data.feature_names[unit.unit];
    return fmt::format("input {}", unit.unit + 1);
  }
  return unit.layer == network.layers.size() ? fmt::format("output {}", unit.unit + 1)
                                             : fmt::format("unit {}", unit.unit + 1);
}

std::span<const double> block_of(const nn::NetworkSpec& network, std::span<const double> theta, std::size_t layer,
                                 std::string_view name, std::size_t row) {
  for (const nn::ParameterBlock& block : nn::layout(network))
    if (block.layer == layer && block.name == fmt::format("{}{}", name, layer + 1))
      return theta.subspan(block.offset + row * block.columns, block.columns);
  return {};
}

// What a unit adds up, as bars above and below 0.
void draw_bars(const NetworksFrame& f, std::span<const double> weights) {
  const ui::Theme& t = f.theme;
  const std::size_t count = std::min(weights.size(), most_bars);
  const ImVec2 low = ImGui::GetCursorScreenPos();
  const float width = t.px(sheet_width), height = t.px(46), middle = low.y + 0.5f * height;
  const float cell = std::min(width / static_cast<float>(count), t.px(14)), gap = cell > t.px(3) ? t.px(1) : 0;
  double most = 0;
  for (const double w : weights.first(count)) most = std::max(most, std::abs(w));
  ImDrawList& list = *ImGui::GetWindowDrawList();
  for (std::size_t i = 0; i < count; ++i) {
    const float x = low.x + cell * static_cast<float>(i);
    const float reach = most > 0 ? 0.5f * height * static_cast<float>(weights[i] / most) : 0;
    list.AddRectFilled({x, std::min(middle, middle - reach)}, {x + cell - gap, std::max(middle, middle - reach)},
                       weights[i] < 0 ? t.class_negative : t.class_positive);
  }
  list.AddLine({low.x, middle}, {low.x + width, middle}, t.border);
  ImGui::Dummy({width, height});
}

void tell_numbers(const Sheet& sheet, const nn::NetworkSpec& network, std::span<const double> theta, UnitName unit) {
  const std::size_t l = unit.layer - 1, pieces = nn::pieces(network.layers[l]);
  std::string text;
  for (std::size_t k = 0; k < pieces; ++k)
    text += fmt::format("{}{}", k == 0 ? "b = " : ", ",
                        ui::format_number(block_of(network, theta, l, "b", unit.unit * pieces + k)[0], 3));
  sheet.number(text);
  if (pieces > 1) return;
  text.clear();
  for (const auto& [name, symbol] : {std::pair{"gamma", "γ"}, {"beta", "β"}, {"g", "g"}})
    if (const auto number = block_of(network, theta, l, name, unit.unit); !number.empty())
      text += fmt::format("{}{} = {}", text.empty() ? "" : ", ", symbol, ui::format_number(number[0], 3));
  if (!text.empty()) sheet.number(text);
}

}  // namespace

void UnitPainter::draw(ImDrawList& list, UnitName unit, ImVec2 low, ImVec2 high) const {
  const ui::Theme& t = frame.theme;
  if (!maps) return;
  if (!maps->plane.curve()) {
    const auto at = std::ranges::find(shown, unit);
    if (!frame.pictures || at == shown.end()) return;
    const auto [first, last] = frame.own.diagram.heat_maps.corners(static_cast<std::size_t>(at - shown.begin()));
    return compat::draw_image(list, frame.own.diagram.heat_maps.texture(), low, high, {first.x, last.y},
                              {last.x, first.y});
  }
  const std::uint8_t* level = maps->map(unit.layer, unit.unit);
  const float middle = 0.5f * (low.y + high.y), reach = 0.42f * (high.y - low.y);
  list.AddLine({low.x, middle}, {high.x, middle}, t.grid);
  std::vector<ImVec2> points;
  double sum = 0;
  for (int i = 0; i < maps->columns; ++i) {
    const float a = static_cast<float>(level[i] - UnitMaps::zero_level) / UnitMaps::reach;
    points.emplace_back(low.x + (high.x - low.x) * (static_cast<float>(i) + 0.5f) / static_cast<float>(maps->columns),
                        middle - reach * a);
    sum += a;
  }
  compat::draw_polyline(list, points, sum < 0 ? t.class_negative : t.class_positive, t.px(1.5f));
}

bool is_dead(const nn::NetworkSpec& network, const UnitMaps& maps, UnitName unit) {
  return unit.layer > 0 && can_die(network.layers[unit.layer - 1]) &&
         maps.layers[unit.layer].units[unit.unit].zero_share == 1;
}

void tell_unit(const NetworksFrame& f, const NetworkRacerSnapshot& racer, const UnitPainter& painter, UnitName unit) {
  const nn::NetworkSpec& network = racer.objective().network();
  const Sheet sheet(f);
  const std::string name = name_of(network, *f.snapshot.data, unit);
  const bool hidden = unit.layer > 0 && unit.layer < network.layers.size();
  sheet.title(hidden ? fmt::format("Layer {}, {}", unit.layer, name) : name);
  if (const UnitMaps* maps = painter.maps) {
    const ImVec2 low = ImGui::GetCursorScreenPos();
    const float side = f.theme.px(sheet_width), height = maps->plane.curve() ? 0.6f * side : side;
    const ImVec2 high(low.x + side, low.y + height);
    ImDrawList& list = *ImGui::GetWindowDrawList();
    list.AddRectFilled(low, high, f.theme.plot);
    painter.draw(list, unit, low, high);
    list.AddRect(low, high, f.theme.border);
    ImGui::Dummy({side, height});
    const UnitMaps::Unit& numbers = maps->layers[unit.layer].units[unit.unit];
    sheet.number(fmt::format("{} … {}", ui::format_number(numbers.least, 3), ui::format_number(numbers.greatest, 3)));
    if (unit.layer > 0 && numbers.zero_share > 0)
      sheet.remark(is_dead(network, *maps, unit) ? "dead: 0 for every training sample"
                                                 : fmt::format("0 for {} % of the training samples",
                                                               ui::format_number(100 * numbers.zero_share, 3)));
  }
  if (unit.layer == 0) return;
  tell_numbers(sheet, network, racer.theta, unit);
  const std::size_t pieces = nn::pieces(network.layers[unit.layer - 1]);
  const auto weights = block_of(network, racer.theta, unit.layer - 1, "W", unit.unit * pieces);
  sheet.remark(pieces > 1 ? "weights of its first piece" : "weights, from the first input on");
  draw_bars(f, weights);
  if (weights.size() > most_bars) sheet.remark(fmt::format("+ {} more", weights.size() - most_bars));
}

void tell_weight(const NetworksFrame& f, const NetworkRacerSnapshot& racer, const UnitMaps* maps,
                 const DiagramWeight& w, double value) {
  const nn::NetworkSpec& network = racer.objective().network();
  const Sheet sheet(f);
  const std::string to = name_of(network, *f.snapshot.data, {w.layer + 1, w.unit});
  const std::string of_layer = w.layer + 1 < network.layers.size() ? fmt::format(" of layer {}", w.layer + 1) : "";
  const std::size_t pieces = nn::pieces(network.layers[w.layer]);
  const std::string piece = pieces > 1 ? fmt::format(", piece {} of {}", w.piece + 1, pieces) : "";
  sheet.title(
      w.input ? fmt::format("{} → {}{}{}", name_of(network, *f.snapshot.data, {w.layer, *w.input}), to, of_layer, piece)
              : fmt::format("bias of {}{}{}", to, of_layer, piece));
  sheet.number(fmt::format("{} = {}", w.input ? "w" : "b", ui::format_number(value)));
  if (maps && w.parameter < maps->gradient.size())
    sheet.number(fmt::format("∂L/∂{} = {}", w.input ? "w" : "b", ui::format_number(maps->gradient[w.parameter], 3)));
  sheet.remark("drag up or down to change, ctrl-click to type");
}

void tell_layer(const NetworksFrame& f, const nn::NetworkSpec& network, std::size_t layer) {
  const Sheet sheet(f);
  sheet.title(describe_layer(network, layer));
  const auto& normalization = nn::normalizations()[static_cast<std::size_t>(network.layers[layer].normalization)];
  if (network.layers[layer].normalization != nn::Normalization::none) sheet.number(normalization.formula);
  sheet.number(fmt::format("σ(z) = {}", nn::find_activation(network.layers[layer].activation)->formula));
}

}  // namespace fallline

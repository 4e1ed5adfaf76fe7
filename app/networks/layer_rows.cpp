#include "app/networks/layer_rows.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/networks/network_edit.h"
#include "app/panels/parameter_row.h"
#include "app/widgets.h"
#include "nn/normalizations.h"
#include "nn/regularizers.h"

namespace fallline {
namespace {

using Layers = std::span<nn::LayerSpec>;

constexpr Parameter dropout{.key = "dropout",
                            .symbol = "p",
                            .label = "Dropout p",
                            .initial = 0,
                            .minimum = 0,
                            .maximum = 0.9,
                            .scale = Scale::linear,
                            .meaning =
                                "The share of units that each step of training leaves out; the others count "
                                "1/(1 − p) times.",
                            .lower = 0,
                            .upper = 1,
                            .upper_excluded = true};

constexpr struct {
  std::string_view key;
  double nn::LayerSpec::*lambda;
} lambdas[] = {{"l1", &nn::LayerSpec::l1},
               {"l2", &nn::LayerSpec::l2},
               {"nuclear", &nn::LayerSpec::nuclear},
               {"orthogonal", &nn::LayerSpec::orthogonal}};

// What counts of a layer wherever it stands.
nn::LayerSpec alone(nn::LayerSpec layer) {
  layer.width = layer.groups = 1;
  layer.residual = false;
  return layer;
}
// Why such a layer cannot be made; empty if it can.
std::string refusal(const nn::LayerSpec& layer) {
  const auto why = nn::refuse(nn::NetworkSpec{.inputs = 1, .layers = {layer}});
  return why ? why->substr(why->find(": ") + 2) : "";
}

// A combo over a table; the layers that it stands for may differ.
template <class Info, class Of, class Set>
void choose(NetworksFrame& f, std::string_view label, std::string_view place, std::span<const Info> table,
            Layers layers, Of of, Set set) {
  std::vector<nn::LayerSpec> kinds;
  for (const nn::LayerSpec& layer : layers)
    if (const nn::LayerSpec kind = alone(layer); kinds.empty() || kinds.back() != kind) kinds.push_back(kind);
  std::vector<std::string> reasons(table.size());
  std::vector<ui::ComboItem> items;
  for (std::size_t i = 0; i < table.size(); ++i) {
    for (nn::LayerSpec& kind : kinds) {
      set(kind, i);
      if (reasons[i].empty()) reasons[i] = refusal(kind);
    }
    items.push_back({.label = table[i].label,
                     .formula = table[i].formula,
                     .tooltip = table[i].source,
                     .key = table[i].key,
                     .refused = reasons[i]});
  }
  std::size_t index = of(layers.front());
  if (std::ranges::any_of(layers, [&](const nn::LayerSpec& layer) { return of(layer) != index; })) index = table.size();
  if (ui::combo(f.ui, label, index, items, "by layer"))
    for (nn::LayerSpec& layer : layers) set(layer, index);
  note_item(f.places, std::string(place));
}

void choose_activation(NetworksFrame& f, std::string_view place, Layers layers) {
  const auto table = nn::activations();
  choose<nn::ActivationInfo>(
      f, "Activation", fmt::format("{}.activation", place), table, layers,
      [&](const nn::LayerSpec& layer) {
        return static_cast<std::size_t>(nn::find_activation(layer.activation) - table.data());
      },
      [&](nn::LayerSpec& layer, std::size_t i) {
        layer.activation = table[i].key;
        layer.activation_values.clear();
      });
  const nn::LayerSpec first = layers.front();
  const nn::ActivationInfo& activation = *nn::find_activation(first.activation);
  if (std::ranges::any_of(layers, [&](const nn::LayerSpec& layer) { return layer.activation != first.activation; }))
    return;
  std::vector<double> values = first.activation_values;
  if (draw_values(f, place, activation.parameters, activation.formula, values))
    for (nn::LayerSpec& layer : layers) layer.activation_values = values;
}

void choose_normalization(NetworksFrame& f, std::string_view place, Layers layers) {
  choose<nn::NormalizationInfo>(
      f, "Normalization", fmt::format("{}.normalization", place), nn::normalizations(), layers,
      [](const nn::LayerSpec& layer) { return static_cast<std::size_t>(layer.normalization); },
      [](nn::LayerSpec& layer, std::size_t i) { layer.normalization = static_cast<nn::Normalization>(i); });
}

// A slider for a number of all layers; where they differ it says so, and all get what it is set to.
void draw_number(NetworksFrame& f, std::string_view place, const Parameter& p, std::string_view formula, Layers layers,
                 double nn::LayerSpec::*number) {
  double value = layers.front().*number;
  ui::SliderSpec spec = slider_spec(p, formula);
  if (std::ranges::any_of(layers, [&](const nn::LayerSpec& layer) { return layer.*number != value; }))
    spec.format = [](double) { return std::string("by layer"); };
  if (ui::slider(f.ui, p.label, value, spec))
    for (nn::LayerSpec& layer : layers) layer.*number = value;
  note_item(f.places, fmt::format("{}.{}", place, p.key));
}

void draw_groups(NetworksFrame& f, std::string_view place, nn::LayerSpec& layer, std::size_t width) {
  std::vector<std::string> names;
  std::vector<std::size_t> divisors;
  for (std::size_t n = 1; n <= width; ++n)
    if (width % n == 0) {
      divisors.push_back(n);
      names.push_back(fmt::format("{} of {}", n, width / n));
    }
  auto index = static_cast<std::size_t>(std::ranges::find(divisors, layer.groups) - divisors.begin());
  const std::vector<std::string_view> items(names.begin(), names.end());
  if (ui::combo(f.ui, "Groups", index, items)) layer.groups = divisors[index];
  note_item(f.places, fmt::format("{}.groups", place));
}

void draw_residual(NetworksFrame& f, std::string_view place, nn::LayerSpec& layer, const std::string& why_not) {
  ImGui::BeginDisabled(!why_not.empty());
  ui::toggle(f.ui, "Residual", layer.residual, "The layer's input is added to its output.");
  ImGui::EndDisabled();
  note_item(f.places, fmt::format("{}.residual", place));
  if (!why_not.empty()) ui::paragraph(f.ui, why_not);
}

// A line that unfolds what stands below it. Returns whether it is unfolded.
bool fold(NetworksFrame& f, std::size_t number, std::string_view text) {
  const ui::Theme& t = f.theme;
  auto& unfolded = f.own.network.unfolded;
  const float width = f.ui.available_width(), height = t.px(22);
  const ImVec2 low = ImGui::GetCursorScreenPos();
  if (ui::hit_area("fold", {width, height}) && unfolded.erase(number) == 0) unfolded.insert(number);
  note_item(f.places, fmt::format("network.layer.{}.fold", number));
  const bool open = unfolded.contains(number);
  const ImU32 colour = ImGui::IsItemHovered() || open ? t.text : t.dim;
  ImDrawList& list = *ImGui::GetWindowDrawList();
  ui::draw_icon(list, open ? ui::Icon::chevron_down : ui::Icon::chevron_right, {low.x + t.px(4), low.y + 0.5f * height},
                t.px(8), colour);
  ui::draw_text_cut(list, t.fonts.text, {low.x + t.px(14), low.y + 0.5f * (height - t.fonts.text.size)},
                    width - t.px(14), colour, text);
  return open;
}

void draw_layer(const NetworkRows& r, std::size_t l) {
  NetworksFrame& f = r.frame;
  nn::LayerSpec& layer = r.network.layers[l];
  const std::string place = fmt::format("network.layer.{}", l + 1);
  const Layers one(&layer, 1);
  if (l + 1 < r.network.layers.size()) {
    auto width = static_cast<int>(layer.width);
    if (ui::stepper(f.ui, "Width", width, {.min = 1, .max = static_cast<int>(nn::most_width), .tooltip = "Units."}))
      layer.width = static_cast<std::size_t>(width);
    note_item(f.places, place + ".width");
  }
  choose_activation(f, place, one);
  choose_normalization(f, place, one);
  if (layer.normalization == nn::Normalization::group) draw_groups(f, place, layer, r.whole.layers[l].width);
  draw_number(f, place, dropout, "a ← m a/(1 − p), m is 0 with probability p", one, &nn::LayerSpec::dropout);
  for (const auto& [key, lambda] : lambdas) {
    const nn::RegularizerInfo& term = *nn::find_regularizer(key);
    draw_number(f, place, term.strength, term.formula, one, lambda);
  }
  draw_residual(f, place, layer, why_not_residual(r.whole, l));
}

}  // namespace

ui::Edit draw_values(NetworksFrame& f, std::string_view place, std::span<const Parameter> table,
                     std::string_view formula, std::vector<double>& values) {
  ui::Edit edit;
  std::vector<double> all = values_or_initial(values, table);
  for (std::size_t i = 0; i < table.size(); ++i) {
    edit |= draw_parameter(f.ui, table[i], formula, all[i]);
    note_item(f.places, fmt::format("{}.{}", place, table[i].key));
  }
  if (edit) values = all == initial_values(table) ? std::vector<double>{} : all;
  return edit;
}

void draw_common_rows(const NetworkRows& r) {
  if (const Layers hidden = hidden_layers(r.network); !hidden.empty()) {
    ImGui::PushID("hidden");
    choose_activation(r.frame, "network", hidden);
    choose_normalization(r.frame, "network", hidden);
    draw_number(r.frame, "network", dropout, "a ← m a/(1 − p), m is 0 with probability p", hidden,
                &nn::LayerSpec::dropout);
    ImGui::PopID();
  }
  const nn::RegularizerInfo& l2 = *nn::find_regularizer("l2");
  draw_number(r.frame, "network", l2.strength, l2.formula, r.network.layers, &nn::LayerSpec::l2);
}

void draw_layer_lines(const NetworkRows& r) {
  NetworksFrame& f = r.frame;
  const auto within = [&](std::size_t number, std::string_view text, const auto& draw) {
    ImGui::PushID(static_cast<int>(number));
    if (fold(f, number, text)) {
      ImGui::Indent(f.theme.px(14));
      draw();
      ImGui::Unindent(f.theme.px(14));
    }
    ImGui::PopID();
  };
  within(0, fmt::format("Inputs · {}", r.whole.inputs), [&] {
    draw_parameter(f.ui, dropout, "x ← m x/(1 − p), m is 0 with probability p", r.network.input_dropout);
    note_item(f.places, "network.layer.0.dropout");
  });
  for (std::size_t l = 0; l < r.network.layers.size() && l < r.whole.layers.size(); ++l)
    within(l + 1, describe_layer(r.whole, l), [&] { draw_layer(r, l); });
}

}  // namespace fallline

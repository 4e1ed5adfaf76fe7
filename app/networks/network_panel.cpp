// The network: its layers and how it begins, the loss, and how training goes. It edits the network that all racers
// share, or the own one of the racer in focus.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "app/networks/layer_rows.h"
#include "app/networks/network_edit.h"
#include "app/panels/parameter_row.h"
#include "app/widgets.h"
#include "training/completed.h"

namespace fallline {
namespace {

constexpr Parameter gradient_noise{.key = "gradient_noise",
                                   .symbol = "σ",
                                   .label = "Grad. noise σ",
                                   .initial = 0,
                                   .minimum = 0,
                                   .maximum = 1,
                                   .scale = Scale::linear,
                                   .meaning = "Deviation of the normal noise that is added to every gradient.",
                                   .lower = 0,
                                   .upper = 1e6};

std::string whose(const NetworksFrame& f, const nn::NetworkSpec& network) {
  for (const RacerSpec& racer : f.racers)
    if (const auto own = f.commands.network.networks.find(racer.colour);
        own != f.commands.network.networks.end() && &own->second == &network)
      return fmt::format("of {} alone", info(racer).label);
  return f.racers.size() > 1 ? "of all racers" : "";
}

// Side by side, as many as fit: a width, and a cross that takes the layer away.
void draw_widths(NetworksFrame& f, nn::NetworkSpec& network) {
  const ui::Theme& t = f.theme;
  const auto hidden = hidden_layers(network);
  const float whole = f.ui.available_width(), gap = t.px(6), cross = t.px(14);
  std::size_t most = 0;
  for (const nn::LayerSpec& layer : hidden) most = std::max(most, layer.width);
  const float least = t.px(most > 999 ? 110 : most > 99 ? 92 : 74);
  const auto columns = static_cast<std::size_t>(std::max(1.0f, (whole + gap) / (least + gap)));
  const float cell = std::floor((whole + gap) / static_cast<float>(columns)) - gap;
  const ImVec2 corner = ImGui::GetCursorScreenPos();
  std::optional<std::size_t> removed;
  for (std::size_t l = 0; l < hidden.size(); ++l) {
    const ImVec2 low(corner.x + static_cast<float>(l % columns) * (cell + gap),
                     corner.y + static_cast<float>(l / columns) * t.px(36));
    ImGui::PushID(static_cast<int>(l));
    ImGui::SetCursorScreenPos(low);
    const float inset = f.ui.available_width() - (cell - cross);
    f.ui.right_inset += inset;
    auto width = static_cast<int>(hidden[l].width);
    const std::string tooltip = fmt::format("Units of hidden layer {}.", l + 1);
    if (ui::stepper(f.ui, "##width", width, {.min = 1, .max = static_cast<int>(nn::most_width), .tooltip = tooltip}))
      hidden[l].width = static_cast<std::size_t>(width);
    note_item(f.places, fmt::format("network.wider.{}", l + 1));
    f.ui.right_inset -= inset;
    ImGui::SetCursorScreenPos({low.x + cell - cross, low.y});
    if (ui::hit_area("remove", {cross, t.px(30)})) removed = l;
    note_item(f.places, fmt::format("network.remove.{}", l + 1));
    ui::draw_icon(*ImGui::GetWindowDrawList(), ui::Icon::close, {low.x + cell - 0.5f * cross, low.y + t.px(15)},
                  t.px(7), ImGui::IsItemHovered() ? t.text : t.faint);
    ui::item_tooltip(f.ui, {}, fmt::format("Take layer {} away.", l + 1));
    ImGui::PopID();
  }
  const auto lines = static_cast<float>((hidden.size() + columns - 1) / columns);
  ImGui::SetCursorScreenPos(corner);
  if (lines > 0) ImGui::Dummy({whole, lines * t.px(36) - t.px(6)});
  if (removed) network.layers.erase(network.layers.begin() + static_cast<std::ptrdiff_t>(*removed));
}

void draw_layers(NetworksFrame& f, nn::NetworkSpec& network) {
  const ui::Theme& t = f.theme;
  const ImVec2 low = ImGui::GetCursorScreenPos();
  const float width = f.ui.available_width(), height = t.px(20);
  ui::draw_text(*ImGui::GetWindowDrawList(), t.fonts.text, {low.x, low.y + 0.5f * (height - t.fonts.text.size)},
                t.label, "Hidden layers");
  if (network.layers.size() < nn::most_layers) {
    ImGui::SetCursorScreenPos(
        {low.x + width - ui::text_size(t.fonts.text, "+ layer").x, low.y + 0.5f * (height - t.fonts.text.size)});
    if (ui::link(f.ui, "+ layer", "One more, like the last hidden one.")) add_layer(network);
    note_item(f.places, "network.add_layer");
  }
  ImGui::SetCursorScreenPos(low);
  ImGui::Dummy({width, height});
  draw_widths(f, network);
}

void draw_initializer(NetworksFrame& f, nn::NetworkSpec& network) {
  std::vector<ui::ComboItem> items;
  for (const nn::InitializerInfo& i : nn::initializers())
    items.push_back({.label = i.label, .formula = i.formula, .tooltip = i.source, .key = i.key});
  auto index = static_cast<std::size_t>(nn::find_initializer(network.initializer) - nn::initializers().data());
  if (ui::combo(f.ui, "Initialization", index, items)) {
    network.initializer = nn::initializers()[index].key;
    network.initializer_values.clear();
  }
  note_item(f.places, "network.initializer");
  const nn::InitializerInfo& chosen = *nn::find_initializer(network.initializer);
  draw_values(f, "network.initializer", chosen.parameters, chosen.formula, network.initializer_values);
}

// Those that are for other targets are there, with the reason.
void draw_loss(NetworksFrame& f) {
  training::NetworkExperiment& e = f.commands.network;
  const Dataset& data = *f.snapshot.data;
  std::vector<std::string> reasons;
  for (const nn::LossInfo& loss : nn::losses()) {
    nn::NetworkSpec network = nn::network_spec(1, {}, 0);
    const nn::LossSpec spec{std::string(loss.key)};
    const auto why = nn::refuse(training::completed(std::move(network), spec, data), spec, data);
    reasons.push_back(why ? why->substr(why->find(": ") + 2) : "");
  }
  std::vector<ui::ComboItem> items;
  for (const nn::LossInfo& loss : nn::losses())
    items.push_back({.label = loss.label,
                     .formula = loss.formula,
                     .tooltip = loss.source,
                     .key = loss.key,
                     .refused = reasons[items.size()]});
  auto index = static_cast<std::size_t>(nn::find_loss(e.loss.key) - nn::losses().data());
  if (ui::combo(f.ui, "Loss", index, items)) change_loss(e, nn::losses()[index], data);
  note_item(f.places, "network.loss");
  const nn::LossInfo& loss = *nn::find_loss(e.loss.key);
  draw_values(f, "network.loss", loss.parameters, loss.formula, e.loss.values);
}

// How long it goes on: in steps, or in epochs.
void draw_length(NetworksFrame& f) {
  training::NetworkExperiment& e = f.commands.network;
  const std::int64_t epoch = std::max<std::int64_t>(1, f.snapshot.steps_an_epoch);
  static constexpr std::array<std::string_view, 2> units{"steps", "epochs"};
  std::size_t unit = e.epochs > 0 ? 1 : 0;
  ui::begin_row(f.ui, "Run in", f.theme.px(32));
  if (ui::segmented(f.ui, "unit", units, unit)) {
    if (unit == 1) {
      e.epochs = std::max<std::int64_t>(1, e.steps / epoch);
    } else {
      e.steps = std::min(training::most_steps, e.epochs * epoch);
      e.epochs = 0;
    }
  }
  note_item(f.places, "network.run_in");
  std::int64_t& length = unit == 1 ? e.epochs : e.steps;
  const double most = static_cast<double>(unit == 1 ? training::most_steps / epoch : training::most_steps);
  ui::SliderSpec spec;
  spec.min = 1;
  spec.max = std::min(most, unit == 1 ? 10'000.0 : 100'000.0);
  spec.scale = ui::Scale::log;
  spec.integer = true;
  spec.default_value = std::min(spec.max, unit == 1 ? 200.0 : 2000.0);
  spec.lower = 1;
  spec.upper = most;
  spec.unit = units[unit];
  spec.tooltip = "When the run ends. An epoch sees every training sample once.";
  auto value = static_cast<double>(length);
  if (ui::slider(f.ui, "Run length", value, spec)) length = static_cast<std::int64_t>(value);
  note_item(f.places, "network.length");
}

void draw_patience(NetworksFrame& f) {
  training::NetworkExperiment& e = f.commands.network;
  if (!(e.data.split.validation > 0) && e.patience == 0) {
    const ImVec2 low = ImGui::GetCursorScreenPos();
    const ui::Rect box = ui::begin_row(f.ui, "Early stopping", f.theme.px(24));
    ui::draw_text_cut(*ImGui::GetWindowDrawList(), f.theme.fonts.small,
                      {box.min.x, box.centre().y - 0.5f * f.theme.fonts.small.size}, box.width(), f.theme.dim,
                      "needs validation samples");
    ImGui::SetCursorScreenPos(low);
    ui::hit_area("patience", {box.max.x - low.x, box.height()});
    ui::item_tooltip(f.ui, {}, "Give a share of the samples to validation first: its loss says when to stop.");
    return;
  }
  auto patience = static_cast<int>(e.patience);
  if (ui::stepper(f.ui, "Patience", patience,
                  {.max = 1'000'000,
                   .unit = patience == 1 ? "epoch" : "epochs",
                   .tooltip = "Training stops after so many epochs without a lower validation loss; 0: never."}))
    e.patience = patience;
  note_item(f.places, "network.patience");
}

void draw_training(NetworksFrame& f) {
  training::NetworkExperiment& e = f.commands.network;
  bool& open = f.own.network.training_unfolded;
  if (ui::section_head(f.ui, "TRAINING", {.link = open ? "fold" : "unfold", .tooltip = "How long, and how noisy."}))
    open = !open;
  note_item(f.places, "network.training");
  if (!open) return;
  draw_length(f);
  draw_patience(f);
  draw_parameter(f.ui, gradient_noise, "g + σ N(0, I)", e.gradient_noise);
  note_item(f.places, "network.gradient_noise");
}

}  // namespace

void draw_network_panel(NetworksFrame& f) {
  training::NetworkExperiment& e = f.commands.network;
  nn::NetworkSpec& network = network_in_focus(f);
  const nn::NetworkSpec before = network;
  const nn::LossSpec loss_before = e.loss;
  const Dataset& data = *f.snapshot.data;
  const nn::NetworkSpec whole = training::completed(network, e.loss, data);
  ImGui::PushID("network");
  ui::section_head(f.ui, "NETWORK", {.suffix = whose(f, network)});
  draw_layers(f, network);
  const NetworkRows rows{f, network, whole};
  draw_common_rows(rows);
  draw_initializer(f, network);
  draw_loss(f);
  bool& each = f.own.network.layer_by_layer;
  if (each && network.layers.size() == before.layers.size()) draw_layer_lines(rows);
  if (ui::link(f.ui, each ? "fold the layers" : "layer by layer …", "All that can be chosen for each layer alone."))
    each = !each;
  note_item(f.places, "network.layer_by_layer");
  if (!nn::refuse(whole)) {
    ImGui::SameLine();
    const std::string count = fmt::format("{} parameters", nn::parameter_count(whole));
    const float width = ui::text_size(f.theme.fonts.small, count).x;
    ImGui::SetCursorPosX(ImGui::GetCursorPosX() + std::max(0.0f, f.ui.available_width() - width));
    const ImVec2 low = ImGui::GetCursorScreenPos();
    ui::draw_text(*ImGui::GetWindowDrawList(), f.theme.fonts.small, low, f.theme.dim, count);
    ImGui::Dummy({width, f.theme.fonts.text.size});
  }
  draw_training(f);
  ImGui::PopID();
  if (network != before) mend(network, e.loss, data);
  // Weights to begin with are those of the network that they were for.
  const nn::NetworkSpec after = training::completed(e.network, e.loss, data);
  const nn::NetworkSpec shared_before =
      training::completed(&network == &e.network ? before : e.network, loss_before, data);
  if ((after != shared_before) && (!e.parameters.empty() || !e.weights.empty()) && !nn::refuse(after) &&
      !nn::refuse(shared_before) && !same_parameters(after, shared_before)) {
    e.parameters.clear();
    e.weights.clear();
  }
}

}  // namespace fallline

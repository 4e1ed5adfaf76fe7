// What the networks learn from: a set by a rule, a file or samples of one's own, and how it is divided and handed out.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "app/networks/data_thumbnails.h"
#include "app/networks/fit_data.h"
#include "app/panels/parameter_row.h"
#include "app/widgets/button.h"
#include "app/widgets/combo.h"
#include "app/widgets/number_format.h"
#include "app/widgets/slider.h"
#include "app/widgets/text.h"
#include "data/data_sets.h"

namespace fallline {
namespace {

using training::DataSpec;
using training::NetworkExperiment;

constexpr std::size_t always_shown = 2;  // of a set's parameters: how many samples, and the noise

// Of data that cannot be had, the reason is shown and all stays as it is.
void take_data(NetworksFrame& f, DataSpec data) {
  NetworkExperiment next = f.commands.network;
  next.data = std::move(data);
  if (const auto loaded = training::load(next.data); const auto* why = std::get_if<std::string>(&loaded)) {
    f.state.notice = {*why, true};
    return;
  }
  fit_to_data(next);
  f.commands.network = std::move(next);
}

// A set as it is at first. Numbers that training was to begin from belong to the data before.
void choose_set(NetworksFrame& f, std::size_t index) {
  const DataSpec& now = f.commands.network.data;
  f.commands.network.parameters.clear();
  f.commands.network.weights.clear();
  take_data(f, {.set = std::string(data_sets()[index].key),
                .standardize = now.standardize && now.csv.empty(),
                .split = now.split});
}

std::string percent(double share) { return fmt::format("{:.3g} %", 100 * share); }

// Rows that are not at their initial value are never folded away.
bool is_shown(const NetworksFrame& f, bool rare, double value, double initial) {
  return !rare || f.own.data.unfolded || value != initial;
}

void draw_set_values(NetworksFrame& f, const DataSetInfo& info) {
  const DataSpec& data = f.commands.network.data;
  std::vector<double> values = values_or_initial(data.values, info.parameters);
  bool changed = false;
  ImGui::PushID("data");
  for (std::size_t i = 0; i < values.size(); ++i) {
    const Parameter& p = info.parameters[i];
    if (!is_shown(f, i >= always_shown, values[i], p.initial)) continue;
    changed |= draw_parameter(f.ui, p, info.formula, values[i]).changed;
    note_item(f.places, fmt::format("data.{}", p.key));
  }
  ImGui::PopID();
  if (!changed) return;
  DataSpec next = data;
  next.values = std::move(values);
  take_data(f, std::move(next));
}

// The columns of the file in its order, by name or by number, with what comes last as the target.
const std::vector<std::string>& columns_of_file(NetworksFrame& f) {
  DataState::Columns& columns = f.own.data.columns;
  const std::string& path = f.commands.network.data.csv;
  if (columns.path == path) return columns.names;
  columns = {.path = path};
  const auto loaded = training::load({.csv = path});
  const auto* read = std::get_if<Dataset>(&loaded);
  const Dataset& data = read ? *read : *f.snapshot.data;
  columns.names = data.feature_names;
  columns.names.insert(columns.names.end(), data.target_names.begin(), data.target_names.end());
  if (columns.names.empty())
    for (std::size_t i = 1; i <= data.features() + 1; ++i) columns.names.push_back(fmt::format("{}", i));
  return columns.names;
}

void draw_target_column(NetworksFrame& f) {
  const DataSpec& data = f.commands.network.data;
  const std::vector<std::string>& names = columns_of_file(f);
  std::vector<std::string_view> items(names.begin(), names.end());
  auto index = data.target.empty() ? names.size() - 1
                                   : static_cast<std::size_t>(std::ranges::find(names, data.target) - names.begin());
  const bool chosen = ui::combo(f.ui, "Target", index, items);
  note_item(f.places, "data.target");
  if (!chosen) return;
  DataSpec next = data;
  next.target = names[index];
  take_data(f, std::move(next));
}

// In place of the parameters of a set: what is learnt instead, and the way back.
void draw_own_samples(NetworksFrame& f, const DataSetInfo& info) {
  const DataSpec& data = f.commands.network.data;
  const Dataset& samples = data.samples ? *data.samples : *f.snapshot.data;
  const std::string name = data.samples ? "samples of your own" : std::filesystem::path(data.csv).filename().string();
  ui::paragraph(f.ui, fmt::format("{}: {} × {} {}", name, samples.size(), samples.features(),
                                  samples.features() == 1 ? "feature" : "features"));
  note_item(f.places, "data.own");
  if (!data.samples) draw_target_column(f);
  if (ui::link(f.ui, fmt::format("back to {}", info.label), "The set that was chosen last. Undo returns here."))
    choose_set(f, static_cast<std::size_t>(&info - data_sets().data()));
  note_item(f.places, "data.back");
}

void draw_split(NetworksFrame& f) {
  SplitOptions& split = f.commands.network.data.split;
  std::vector<double> values{split.validation, split.test, static_cast<double>(split.seed), split.rotation,
                             split.offset};
  const auto table = split_parameters();
  constexpr std::size_t validation = 0, test = 1, seed = 2;
  bool changed = false;
  for (const std::size_t i : {test, validation, seed, seed + 1, seed + 2}) {
    const Parameter& p = table[i];
    // Nothing is kept for training's sake at first: what is declared is the share that files begin with.
    if (!is_shown(f, i != test, values[i], i == validation ? 0 : p.initial)) continue;
    ui::SliderSpec spec = slider_spec(p, "");
    if (i <= test) spec.format = percent;
    changed |= ui::slider(f.ui, p.label, values[i], spec).changed;
    note_item(f.places, fmt::format("data.{}", p.key));
  }
  bool& points = f.state.view.networks.test_points;
  if (split.test > 0 && is_shown(f, true, points, true)) {
    ui::toggle(f.ui, "Test samples are drawn", points, "Hollow, in the view of the decision boundary.");
    note_item(f.places, "data.test_points");
  }
  if (!changed) return;
  split = split_options(values);
  fit_to_data(f.commands.network);
}

void draw_batch_size(NetworksFrame& f) {
  NetworkExperiment& e = f.commands.network;
  const std::vector<NetworkRacerSnapshot>& racers = f.snapshot.racers;
  if (racers.empty()) return;
  const auto count = static_cast<double>(racers.front().objective().sample_count());
  ui::SliderSpec batch;
  batch.min = 1;
  batch.max = count;
  batch.scale = ui::Scale::log;
  batch.integer = true;
  batch.default_value = std::min(count, static_cast<double>(NetworkExperiment{}.batch_size));
  batch.lower = 1;
  batch.upper = count;
  batch.formula = "∇L ≈ mean over B samples";
  batch.tooltip =
      "Samples that each step sees, reshuffled every epoch, the same for all racers. At the right end it is all of "
      "them: the full batch.";
  batch.format = [count](double v) { return v >= count ? std::string("all") : ui::format_number(v, 8); };
  double size = e.batch_size == 0 ? count : std::min(count, static_cast<double>(e.batch_size));
  if (ui::slider(f.ui, "Batch size B", size, batch)) e.batch_size = size >= count ? 0 : static_cast<std::size_t>(size);
  note_item(f.places, "data.batch_size");
}

void draw_training_noise(NetworksFrame& f) {
  nn::TrainingNoise& noise = f.commands.network.noise;
  ui::SliderSpec spec;
  spec.min = 0;
  spec.scale = ui::Scale::log;
  spec.smallest = 1e-3;
  spec.default_value = 0;
  spec.lower = 0;
  spec.upper = 1e6;
  if (is_shown(f, true, noise.input_noise, 0)) {
    spec.max = 1;
    spec.formula = "x + σ n,  n ~ N(0, I)";
    spec.tooltip = "Noise on the inputs of every step, drawn anew each time; testing is without it.";
    ui::slider(f.ui, "Input noise σ", noise.input_noise, spec);
    note_item(f.places, "data.input_noise");
  }
  if (is_shown(f, true, noise.mixup, 0)) {
    spec.max = 10;
    spec.formula = "λ x + (1 − λ) x',  λ ~ Beta(α, α)";
    spec.tooltip = "Inputs and targets of every step are mixed with those of another sample (Zhang et al. 2018).";
    ui::slider(f.ui, "Mixup α", noise.mixup, spec);
    note_item(f.places, "data.mixup");
  }
}

}  // namespace

void draw_network_data_panel(NetworksFrame& f) {
  DataSpec& data = f.commands.network.data;
  const DataSetInfo* info = find_data_set(data.set);
  const bool own = data.samples || !data.csv.empty();
  ui::section_head(f.ui, "DATA");
  const auto chosen = own || !info ? data_sets().size() : static_cast<std::size_t>(info - data_sets().data());
  if (const auto clicked = draw_data_thumbnails(f, chosen); clicked && *clicked != chosen) choose_set(f, *clicked);
  if (const DataSetInfo* now = find_data_set(data.set)) {
    if (data.samples || !data.csv.empty())
      draw_own_samples(f, *now);
    else
      draw_set_values(f, *now);
  }
  draw_split(f);
  draw_batch_size(f);
  if (is_shown(f, true, data.standardize, false)) {
    ui::toggle(f.ui, "Standardize", data.standardize,
               "Each feature less its mean, over its deviation, both of the training samples.");
    note_item(f.places, "data.standardize");
  }
  draw_training_noise(f);
  bool& unfolded = f.own.data.unfolded;
  if (ui::link(f.ui, unfolded ? "fewer" : "more …",
               "The rule of the set, how samples are divided, and noise while training."))
    unfolded = !unfolded;
  note_item(f.places, "data.more");
  if (!f.state.message.empty()) ui::message(f.ui, ui::Severity::error, f.state.message);
}

}  // namespace fallline

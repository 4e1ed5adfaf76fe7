// What is optimized: the function with its parameters, the start, the noise, and how a run goes.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "app/panels/paint.h"
#include "app/panels/panels.h"
#include "app/panels/parameter_row.h"
#include "app/widgets/button.h"
#include "app/widgets/combo.h"
#include "app/widgets/field.h"
#include "app/widgets/slider.h"
#include "app/widgets/text.h"
#include "landscape/grid.h"

namespace fallline {
namespace {

constexpr double pause_in_typing = 0.6;  // seconds

bool same_names(const SurfaceSpec& surface, const Formula& formula) {
  const auto now = parameters(surface), next = formula.parameters();
  return std::equal(now.begin(), now.end(), next.begin(), next.end(),
                    [](const Parameter& a, const Parameter& b) { return a.key == b.key; });
}

// The last good formula stays on the screen while there is something wrong. One with other names waits for a pause:
// else sliders would come and go with each letter of `sin`.
void take_formula(SurfacesFrame& f, bool finished) {
  Experiment& e = f.commands.experiment;
  LabState::FormulaEntry& entry = f.state.formula;
  const auto parsed = Formula::parse(entry.text);
  const auto* error = std::get_if<FormulaError>(&parsed);
  entry.error = error ? error->message : "";
  entry.waiting = false;
  if (error) return;
  const Formula& formula = std::get<Formula>(parsed);
  entry.waiting = !finished && !same_names(e.surface, formula) && ImGui::GetTime() - entry.typed < pause_in_typing;
  if (entry.waiting) return;
  entry.of = entry.text;
  change_formula(e, formula);
  // The logarithm of the distance to the lowest value makes a plain of what goes below zero on and on.
  if (const Grid coarse = evaluate_grid(*make_surface(e), e.domain, 33, 33);
      std::any_of(coarse.values.begin(), coarse.values.end(), [](double v) { return v < 0; }))
    e.log_height = false;
}

void draw_formula(SurfacesFrame& f) {
  LabState::FormulaEntry& entry = f.state.formula;
  const std::string& now = f.commands.experiment.surface.formula->text();
  if (entry.of != now) entry = {.text = now, .of = now, .begins = entry.begins};
  note_row(f.places, "formula", f.theme.px(30));
  const ui::Edit edit = ui::text_field(
      f.ui, "##formula", entry.text,
      {.mono = true,
       .hint = "a*x^2 - b*y^2",
       .error = entry.error,
       .tooltip = "A formula in x and y. + − * / ^, pi, e, sin cos tan asin acos atan atan2 sinh cosh tanh exp log "
                  "log10 sqrt abs sign min max floor; any other name becomes a slider.",
       .focus = std::exchange(entry.begins, false)});
  if (edit.changed) entry.typed = ImGui::GetTime();
  if (edit.changed || edit.finished || entry.waiting) take_formula(f, edit.finished || !edit.active);
}

// A flat canvas; an image that is there already stays.
void begin_painting(SurfacesFrame& f) {
  Experiment& e = f.commands.experiment;
  if (!e.surface.image) change_surface(e, blank_image());
  f.state.painting.on = true;
}

// The catalogue's entry as a formula that can be edited.
void begin_formula(SurfacesFrame& f) {
  Experiment& e = f.commands.experiment;
  f.state.formula = {.begins = true};
  const SurfaceInfo* info = find_surface(e.surface.key);
  const auto parsed = Formula::parse(info && !info->plain.empty() ? info->plain : "x^2 - y^2");
  change_formula(e, std::get<Formula>(parsed));
}

void draw_function(SurfacesFrame& f) {
  Experiment& e = f.commands.experiment;
  std::vector<ui::ComboItem> items;
  std::size_t index = surfaces().size();
  for (const SurfaceInfo& s : surfaces()) {
    if (s.key == e.surface.key) index = items.size();
    items.push_back({.label = s.label, .group = s.group, .formula = s.formula, .tooltip = s.source, .key = s.key});
  }
  if (e.surface.image) ++index;
  items.push_back({.label = "Formula …", .group = "Your own", .tooltip = "The function that is shown, to be edited."});
  items.push_back(
      {.label = "Image …", .group = "Your own", .tooltip = "A grey image to paint, dark where the surface is low."});
  if (ui::combo(f.ui, "##function", index, items)) {
    if (index < surfaces().size())
      change_surface(e, surfaces()[index]);
    else if (index == surfaces().size())
      begin_formula(f);
    else
      begin_painting(f);
  }
  note_item(f.places, "function");
  if (e.surface.formula)
    draw_formula(f);
  else
    ui::formula(f.ui, fmt::format("L({}, {}) = {}", x_name(e.surface), y_name(e.surface), formula_text(e.surface)));
  const auto table = parameters(e.surface);
  ImGui::PushID("surface");  // a formula may name its parameters like the rows below
  for (std::size_t i = 0; i < table.size(); ++i) {
    draw_parameter(f.ui, table[i], formula_text(e.surface), e.surface.values[i]);
    note_item(f.places, fmt::format("surface.{}", table[i].key));
  }
  ImGui::PopID();
  if (e.surface.image) draw_paint_tools(f);
}

void draw_domain(SurfacesFrame& f) {
  Domain& d = f.commands.experiment.domain;
  const auto side = [&](const char* label, const char* place, double& low, double& high) {
    std::array ends{low, high};
    if (ui::point_field(f.ui, label, ends,
                        {.hint = "from, to", .tooltip = "What is shown, and searched for critical points."})) {
      low = ends[0];
      high = ends[1];
    }
    note_item(f.places, place);
  };
  const SurfaceSpec& surface = f.commands.experiment.surface;
  side(fmt::format("Domain {}", x_name(surface)).c_str(), "domain.x", d.x_min, d.x_max);
  side(fmt::format("Domain {}", y_name(surface)).c_str(), "domain.y", d.y_min, d.y_max);
}

// What is added to the loss, and how many samples each step sees of it.
void draw_terms(SurfacesFrame& f) {
  Experiment& e = f.commands.experiment;
  if (const auto count = static_cast<double>(f.snapshot.surface->sample_count()); count > 1) {
    ui::SliderSpec batch;
    batch.min = 1;
    batch.max = count;
    batch.scale = ui::Scale::log;
    batch.integer = true;
    batch.default_value = count;
    batch.lower = 1;
    batch.upper = static_cast<double>(most_samples);
    batch.formula = "∇L ≈ mean over B samples";
    batch.tooltip =
        "Samples that each step sees, reshuffled every epoch, the same for all racers; all of them: the "
        "full batch. The surface that the next step sees is drawn thin over the whole one.";
    double size = e.batch_size == 0 ? count : std::min(count, static_cast<double>(e.batch_size));
    if (ui::slider(f.ui, "Batch size B", size, batch))
      e.batch_size = size >= count ? 0 : static_cast<std::size_t>(size);
    note_item(f.places, "batch_size");
  }
  if (!f.state.experiment_unfolded && !f.snapshot.surface->data() && e.l1 == 0 && e.l2 == 0) return;
  ui::SliderSpec term;
  term.min = 0;
  term.max = 10;
  term.scale = ui::Scale::log;
  term.smallest = 1e-3;
  term.default_value = 0;
  term.lower = 0;
  term.upper = highest_penalty;
  term.formula = "L + λ‖θ‖₁";
  term.tooltip = "Draws both parameters towards 0, and at last onto it: it has a corner there.";
  ui::slider(f.ui, "L1 λ", e.l1, term);
  note_item(f.places, "l1");
  term.formula = "L + λ‖θ‖²";
  term.tooltip = "Draws both parameters towards 0, the farther the more, and rounds a narrow valley.";
  ui::slider(f.ui, "L2 λ", e.l2, term);
  note_item(f.places, "l2");
}

void draw_run(SurfacesFrame& f) {
  Experiment& e = f.commands.experiment;
  std::array start{e.start.x, e.start.y};
  if (ui::point_field(f.ui, "Start θ⁰", start,
                      {.hint = "drag",
                       .drag_icon = true,
                       .tooltip = "Where every path begins. Drag the ring on the map or the surface, or type."}))
    e.start = {start[0], start[1]};
  note_item(f.places, "start");

  ui::SliderSpec noise;
  noise.min = 0;
  noise.max = 100;
  noise.scale = ui::Scale::log;
  noise.smallest = 0.01;
  noise.default_value = 0;
  noise.lower = 0;
  noise.upper = highest_noise;
  noise.formula = "g ← g + σ z,  z ~ N(0, I)";
  noise.tooltip = "Noise on every gradient, as mini-batches have it; each step draws the same z for all racers.";
  ui::slider(f.ui, "Grad. noise σ", e.noise, noise);
  note_item(f.places, "noise");
  if (e.noise > 0 || e.batch_size > 0) {
    int seed = static_cast<int>(std::min<std::uint64_t>(e.seed, 1'000'000'000));
    if (ui::stepper(f.ui, "Seed", seed,
                    {.min = 0,
                     .max = 1'000'000'000,
                     .tooltip = "Another seed, another draw of the noise and of the mini-batches."}))
      e.seed = static_cast<std::uint64_t>(seed);
    note_item(f.places, "seed");
  }

  ui::SliderSpec steps;
  steps.min = 10;
  steps.max = 100'000;
  steps.scale = ui::Scale::log;
  steps.integer = true;
  steps.default_value = 400;
  steps.lower = 1;
  steps.upper = static_cast<double>(most_steps);
  steps.digits = 8;
  steps.tooltip = "The length of the run.";
  auto count = static_cast<double>(e.steps);
  if (ui::slider(f.ui, "Steps", count, steps)) e.steps = static_cast<std::int64_t>(count);
  note_item(f.places, "steps");
}

void draw_mode(SurfacesFrame& f) {
  Experiment& e = f.commands.experiment;
  constexpr std::array<std::string_view, 2> modes{"replay", "continue"};
  std::size_t mode = e.mode == Mode::replay ? 0 : 1;
  ui::begin_row(f.ui, "A change", f.theme.px(32));
  if (ui::segmented(f.ui, "mode", modes, mode)) e.mode = mode == 0 ? Mode::replay : Mode::continuing;
  ui::item_tooltip(f.ui, "",
                   "Replay: the paths are computed again from the start. Continue: a change holds from this step on, "
                   "as in a real training run.");
  note_item(f.places, "mode");
}

void draw_height(SurfacesFrame& f) {
  Experiment& e = f.commands.experiment;
  constexpr std::array<std::string_view, 2> heights{"log", "linear"};
  std::size_t height = e.log_height ? 0 : 1;
  ui::begin_row(f.ui, "Height", f.theme.px(32));
  if (ui::segmented(f.ui, "height", heights, height)) e.log_height = height == 0;
  ui::item_tooltip(f.ui, "h = log(1 + (L − min L)/s)", "Logarithmic heights open a narrow valley beside a high wall.");
  note_item(f.places, "height");
}

}  // namespace

void draw_experiment_panel(SurfacesFrame& f) {
  ui::section_head(f.ui, "ERROR SURFACE");
  draw_function(f);
  // A formula comes without a domain of its own.
  bool& unfolded = f.state.experiment_unfolded;
  const bool with_domain = unfolded || f.commands.experiment.surface.formula;
  if (with_domain) draw_domain(f);
  draw_terms(f);
  draw_run(f);
  draw_mode(f);
  if (unfolded) draw_height(f);
  if (ui::link(f.ui, unfolded ? "fewer" : "more …", "The domain, and the scale of the heights.")) unfolded = !unfolded;
  note_item(f.places, "experiment.more");
  if (const SurfaceInfo* info = find_surface(f.commands.experiment.surface.key); info && !info->plain.empty()) {
    ImGui::SameLine(0, f.theme.space(4));
    if (ui::link(f.ui, "edit the formula", "The same function as you would type it, to be changed.")) begin_formula(f);
    note_item(f.places, "formula.edit");
  }
  if (!f.state.message.empty()) ui::message(f.ui, ui::Severity::error, f.state.message);
}

}  // namespace fallline

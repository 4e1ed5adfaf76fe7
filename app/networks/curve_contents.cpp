#include "app/networks/curve_contents.h"

#include <fmt/format.h>

#include <algorithm>
#include <span>

#include "app/edge_formula.h"
#include "curvature/linear_method.h"
#include "session/local_theory.h"

namespace fallline {
namespace {

using training::Watched;

constexpr float thin = 1.0f, ghostly = 0.45f;
// Shares of what layers move by: below, a layer hardly learns.
constexpr double vanishing_share = 1e-3, usual_update = 1e-3;

plot::Series series(const RecordCurves::Curve& curve, std::string label, ImU32 colour) {
  return step_series(curve.values, curve.version, std::move(label), colour);
}

ImU32 colour_of(const NetworksFrame& f, int colour) { return f.theme.racer(static_cast<std::size_t>(colour)); }

struct Line {
  Seen seen;
  plot::LineStyle style = {};
};

// The lines of every racer, the first one under its name; below them those that were kept.
std::vector<plot::Series> of_all_racers(NetworksFrame& f, std::span<const Line> lines, bool with_ghosts = false) {
  std::vector<plot::Series> all;
  if (with_ghosts)
    for (const CurvesState::Ghost& g : f.own.curves.ghosts) {
      plot::Series s = series(f.own.curves.curves.of(g.records, nullptr, lines[0].seen), "",
                              ui::faded(colour_of(f, g.colour), ghostly));
      s.style = {1.25f, true};
      s.listed = false;
      all.push_back(std::move(s));
    }
  for (const NetworkRacerSnapshot& r : f.snapshot.racers)
    for (std::size_t i = lines.size(); i-- > 0;) {
      plot::Series s = series(f.own.curves.curves.of(r.records, &r.seen, lines[i].seen), name_of(r.spec),
                              colour_of(f, r.spec.colour));
      s.style = lines[i].style;
      s.listed = i == 0;
      s.visible = &f.state.shown[static_cast<std::size_t>(r.spec.colour)];
      if (i == 0 && r.standstill) s.end = plot::EndMark::cross;
      all.push_back(std::move(s));
    }
  return all;
}

// Train, test and validation; those that the data do not have are not spoken of.
std::string parts_of_data(const NetworksFrame& f) {
  const NetworkRacerSnapshot* r = focused_racer(f);
  std::string words = "train";
  if (r && r->setup->parts.test) words += ", dashed test";
  if (r && r->setup->parts.validation) words += ", thin validation";
  return words;
}

CurveContent loss(NetworksFrame& f) {
  constexpr Line lines[] = {
      {[](const Watched& w, std::size_t) { return w.training.loss; }},
      {[](const Watched& w, std::size_t) { return w.test.loss; }, {1.5f, true}},
      {[](const Watched& w, std::size_t) { return w.validation.loss; }, {thin, false}},
  };
  return {parts_of_data(f), of_all_racers(f, lines, true), {}};
}

CurveContent accuracy(NetworksFrame& f) {
  constexpr Line lines[] = {
      {[](const Watched& w, std::size_t) { return w.training.accuracy; }},
      {[](const Watched& w, std::size_t) { return w.test.accuracy; }, {1.5f, true}},
      {[](const Watched& w, std::size_t) { return w.validation.accuracy; }, {thin, false}},
  };
  const bool numbers = f.snapshot.data->regression();
  return {(numbers ? "R² " : "") + parts_of_data(f), of_all_racers(f, lines), {}};
}

CurveContent gradient_norm(NetworksFrame& f) {
  constexpr Line lines[] = {{[](const Watched& w, std::size_t) { return w.gradient_norm; }}};
  return {"‖∇L‖", of_all_racers(f, lines), {}};
}

CurveContent learning_rate_curve(NetworksFrame& f) {
  constexpr Line lines[] = {{[](const Watched& w, std::size_t) { return w.learning_rate; }}};
  return {"η", of_all_racers(f, lines), {}};
}

// As far as it was read; and from where steps overshoot, at the step shown.
CurveContent eigenvalues(NetworksFrame& f) {
  const NetworkRacerSnapshot* r = focused_racer(f);
  if (!r) return {};
  const Spectra& s = f.scene.spectra();
  CurveContent content{"of " + name_of(r->spec), {}, {{0, "", 0}}};
  content.series.push_back(step_series(s.least(), s.version(), "λ_min", f.theme.negative));
  content.series.push_back(step_series(s.greatest(), s.version(), "λ_max", f.theme.positive));
  if (const auto m = linear_method(r->spec, r->step); m && has_edge(m->family) && m->eta > 0)
    content.lines.push_back({stability_edge(m->family, m->alpha, m->eta), edge_formula(m->family, "η"), 0});
  return content;
}

// One line a layer of the racer in focus, from the colour of the one class for the first to the other's for the last:
// racers have theirs for themselves.
std::vector<plot::Series> of_all_layers(NetworksFrame& f, const NetworkRacerSnapshot& r, Seen seen) {
  std::vector<plot::Series> all;
  const std::size_t count = r.seen.layers.size();
  for (std::size_t l = 0; l < count; ++l) {
    const float share = count > 1 ? static_cast<float>(l) / static_cast<float>(count - 1) : 0;
    all.push_back(series(f.own.curves.curves.of(r.records, &r.seen, seen, l), fmt::format("W{}", l + 1),
                         ui::mixed(f.theme.class_negative, f.theme.class_positive, share)));
  }
  return all;
}

CurveContent layer_gradients(NetworksFrame& f) {
  const NetworkRacerSnapshot* r = focused_racer(f);
  if (!r) return {};
  constexpr auto seen = [](const Watched& w, std::size_t l) { return w.layers[l].mean_gradient; };
  CurveContent content{"mean |∂L/∂W| · vanishing below the dashed line", of_all_layers(f, *r, seen), {}};
  double greatest = 0;
  for (const training::LayerWatch& layer : r->seen.layers) greatest = std::max(greatest, layer.mean_gradient);
  content.lines.push_back({vanishing_share * greatest, "1/1000 of the greatest", 0});
  return content;
}

CurveContent update_ratios(NetworksFrame& f) {
  const NetworkRacerSnapshot* r = focused_racer(f);
  if (!r) return {};
  constexpr auto seen = [](const Watched& w, std::size_t l) { return w.layers[l].update_ratio; };
  return {"‖ΔW‖/‖W‖ of " + name_of(r->spec), of_all_layers(f, *r, seen), {{usual_update, "1e-3", 0}}};
}

constexpr CurveDrawing drawings[] = {
    {CurveKind::loss, {"L(θ)", "L"}, true, true, loss},
    {CurveKind::accuracy, {"Acc.", "Acc."}, false, false, accuracy},
    {CurveKind::gradient_norm, {"‖∇L‖", "∇L"}, true, true, gradient_norm},
    {CurveKind::learning_rate, {"η", "η"}, false, true, learning_rate_curve},
    {CurveKind::eigenvalues, {"λ of H", "λ"}, false, false, eigenvalues},
    {CurveKind::layer_gradients, {"|∂L/∂W|", "∂L"}, true, true, layer_gradients},
    {CurveKind::update_ratios, {"ΔW/W", "ΔW"}, true, true, update_ratios},
    {CurveKind::weight_histogram, {"Weights", "W"}, false, false, nullptr},
    {CurveKind::activation_histogram, {"Activations", "a"}, false, false, nullptr},
    {CurveKind::gradient_histogram, {"Gradients", "∂L"}, false, false, nullptr},
    {CurveKind::confusion, {"Confusion", "Confusion"}, false, false, nullptr},
};

}  // namespace

plot::Series step_series(const StepCurve& values, int version, std::string label, ImU32 colour) {
  plot::Series s;
  s.label = std::move(label);
  s.colour = colour;
  s.version = version;
  if (values.empty()) return s;
  const auto first = static_cast<double>(values.first());
  s.first_step = first;
  s.count = static_cast<std::size_t>(values.last() - values.first()) + 1;
  s.value = [&values, first](std::size_t i) { return values.at(first + static_cast<double>(i)); };
  s.extent = [&values, first](std::size_t from, std::size_t to) {
    return values.extent(first + static_cast<double>(from), first + static_cast<double>(to) - 1);
  };
  return s;
}

const CurveDrawing& drawing_of(CurveKind kind) { return *std::ranges::find(drawings, kind, &CurveDrawing::kind); }

}  // namespace fallline

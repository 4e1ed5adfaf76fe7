// Curvature: how the training of the racer in focus stands, the Hessian's spectrum there, its ends, and what they
// offer.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <numeric>

#include "app/edge_formula.h"
#include "app/networks/curvature_parts.h"
#include "app/networks/parameter_names.h"
#include "app/networks/training_status.h"
#include "app/widgets/button.h"
#include "app/widgets/number_format.h"
#include "app/widgets/text.h"
#include "app/widgets/values.h"
#include "session/local_theory.h"

namespace fallline {
namespace {

using ui::format_number;

ImU32 colour_of(const ui::Theme& t, Standing standing) {
  switch (standing) {
    case Standing::diverged:
      return t.error;
    case Standing::at_the_edge:
      return t.notice;
    case Standing::near_saddle:
      return t.saddle;
    case Standing::near_minimum:
      return t.minimum;
    case Standing::gradient_flat:
      return t.degenerate;
    case Standing::small_gradient:
    case Standing::descending:
      break;
  }
  return t.link;
}

// What is linear in the error in the racer's next step, if there is an edge in η λ.
std::optional<LinearMethod> method_with_edge(const NetworkRacerSnapshot& r) {
  const auto method = linear_method(r.spec, r.step);
  return method && has_edge(method->family) && method->eta > 0 ? method : std::nullopt;
}

TrainingStatus status_of(const NetworksFrame& f, const NetworkRacerSnapshot& r) {
  TrainingFacts facts;
  facts.diverged = r.standstill && r.standstill->step == r.step && r.standstill->why.starts_with("diverged");
  facts.gradient_norm = r.seen.gradient_norm;
  facts.first_gradient_norm = r.records.front()->seen.gradient_norm;
  if (const CurvatureReading* c = f.scene.spectra().reading(); c && c->there())
    facts.curvature = {c->least.lambda, c->greatest.lambda, c->flatness};
  if (const auto m = method_with_edge(r)) facts.edge = stability_edge(m->family, m->alpha, m->eta);
  return training_status(facts);
}

// Of a score, 97.3 %; of numbers R².
std::string accuracy_text(const NetworksFrame& f, double accuracy) {
  return f.snapshot.data->regression() ? format_number(accuracy, 3)
                                       : fmt::format("{} %", format_number(100 * accuracy, 3));
}

void draw_scores(NetworksFrame& f, const NetworkRacerSnapshot& r) {
  const auto& [training, validation, test] = r.setup->parts;
  ui::value_row(f.ui, "L(θ) train", r.seen.training.loss, {},
                "The loss on the samples to train with, regularizers included.");
  if (validation)
    ui::value_row(f.ui, "L(θ) valid.", r.seen.validation.loss, {},
                  "The loss on the samples that early stopping goes by.");
  if (test) ui::value_row(f.ui, "L(θ) test", r.seen.test.loss, {}, "The loss on samples that training never sees.");
  const bool numbers = f.snapshot.data->regression();
  const std::string others = test ? fmt::format("test {}", accuracy_text(f, r.seen.test.accuracy)) : "";
  ui::value_row(f.ui, {.key = numbers ? "R²" : "accuracy",
                       .value = accuracy_text(f, r.seen.training.accuracy),
                       .full = ui::format_full(r.seen.training.accuracy),
                       .note = others,
                       .tooltip = numbers ? "1 − Σ(t−z)²/Σ(t−mean)² on the samples to train with."
                                          : "The share of the samples to train with whose class comes out."});
  ui::value_row(f.ui, "‖∇L‖", r.seen.gradient_norm, {}, "Of the loss on all samples to train with.");
  const TrainingStatus status = status_of(f, r);
  ui::value_row(f.ui, {.key = "status",
                       .full = words(status.standing),
                       .pill = words(status.standing),
                       .pill_colour = colour_of(f.theme, status.standing),
                       .tooltip = status.why});
  note_item(f.places, "curvature.status");
}

void draw_ratio(NetworksFrame& f, const CurvatureReading& c) {
  const std::string note =
      c.signs ? fmt::format("= {} / {} λ > 0", c.signs->positive, c.signs->count()) : "of the spectral density";
  const std::string value = format_number(c.minimum_ratio, 2);
  ui::value_row(f.ui, {.key = "min. ratio",
                       .value = value,
                       .full = ui::format_full(c.minimum_ratio),
                       .note = note,
                       .tooltip = "The share of eigenvalues above zero: 1 at a minimum."});
}

// The parameters in which an eigenvector is greatest.
std::string leaning(const nn::NetworkSpec& network, const Eigen::VectorXd& u) {
  constexpr std::size_t most = 4;
  std::vector<std::size_t> order(static_cast<std::size_t>(u.size()));
  std::iota(order.begin(), order.end(), 0);
  const auto size = [&](std::size_t i) { return std::abs(u[static_cast<Eigen::Index>(i)]); };
  const std::size_t count = std::min(most, order.size());
  std::ranges::partial_sort(order, order.begin() + static_cast<std::ptrdiff_t>(count), std::greater{}, size);
  std::vector<std::string> all;
  for (std::size_t k = 0; k < count; ++k)
    all.push_back(fmt::format("{} {}", parameter_name(network, order[k]),
                              format_number(u[static_cast<Eigen::Index>(order[k])], 2)));
  return fmt::format("{}", fmt::join(all, ", "));
}

void draw_end(NetworksFrame& f, const NetworkRacerSnapshot& r, std::string_view name, const ExtremePair& end,
              double other) {
  const double largest = std::max({std::abs(end.lambda), std::abs(other), 1e-300});
  ui::eigenvalue_row(f.ui, name, end.lambda, largest,
                     fmt::format("Along u, which is greatest in {}. ‖Hu − λu‖ = {}.",
                                 leaning(r.objective().network(), end.u), format_number(end.residual, 2)),
                     other);
}

void draw_edge(NetworksFrame& f, const NetworkRacerSnapshot& r, const CurvatureReading& c) {
  if (const auto m = method_with_edge(r)) {
    const double edge = stability_edge(m->family, m->alpha, m->eta);
    const std::string formula = edge_formula(m->family, "η");
    const bool stable = c.greatest.lambda < edge;
    const std::string value = format_number(edge), full = ui::format_full(edge);
    const std::string note = !stable                                  ? "unstable: λ_max above it"
                             : c.greatest.lambda >= edge_share * edge ? "edge of stability"
                                                                      : "stable: λ_max below it";
    const bool fits = m->family != LinearMethod::Family::nesterov;
    ui::value_row(f.ui, {.key = fits ? std::string_view(formula) : "edge of λ",
                         .value = value,
                         .full = full,
                         .note = note,
                         .tooltip = formula + ": on the quadratic model, steps of all samples shrink the error along u "
                                              "as long as 0 < λ < this."});
    return note_item(f.places, "curvature.edge");
  }
  const double eta = std::isnan(r.seen.learning_rate) ? learning_rate(r.spec).value_or(0) : r.seen.learning_rate;
  if (!(eta > 0)) return;
  const std::string value = format_number(2 / eta), full = ui::format_full(2 / eta);
  ui::value_row(f.ui, {.key = "2/η (GD)",
                       .value = value,
                       .full = full,
                       .note = "speaks for GD only",
                       .tooltip = "Plain gradient descent with this η would be stable along u as long as 0 < λ < 2/η. "
                                  "This optimizer's steps are not linear in ∇L."});
  note_item(f.places, "curvature.edge");
}

std::string where(const NetworkRacerSnapshot& r, std::int64_t step) {
  return step == r.step ? "" : fmt::format(", step {}", step);
}

void draw_spectrum(NetworksFrame& f, const NetworkRacerSnapshot& r) {
  const CurvatureReading* c = f.scene.spectra().reading();
  if (!c || !c->there()) {
    ui::section_head(f.ui, "HESSIAN SPECTRUM");
    return ui::paragraph(f.ui, !c ? "Computing …"
                               : c->status == SpectrumStatus::not_finite
                                   ? "H is not finite here: it has no eigenvalues."
                                   : "The eigenvalues did not come out.");
  }
  draw_ratio(f, *c);
  draw_spectrum_chart(f, *c, where(r, f.scene.spectra().step()));
  ui::section_head(f.ui, "EXTREME EIGENVALUES");
  draw_end(f, r, "λ_max", c->greatest, c->least.lambda);
  draw_end(f, r, "λ_min", c->least, c->greatest.lambda);
  draw_edge(f, r, *c);
}

}  // namespace

void draw_network_curvature_panel(NetworksFrame& f) {
  const NetworkRacerSnapshot* r = focused_racer(f);
  if (!r) {
    ui::section_head(f.ui, "CURVATURE");
    return ui::paragraph(f.ui, "Nobody trains. Add an optimizer.");
  }
  ui::section_head(f.ui, "CURVATURE AT θ", {.suffix = fmt::format("{}, step {}", name_of(r->spec), r->step)});
  draw_scores(f, *r);
  draw_spectrum(f, *r);
  draw_curvature_actions(f, *r);
}

}  // namespace fallline

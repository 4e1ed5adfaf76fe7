// The error of the racer in focus along both eigenvectors, with the predicted slopes.
#include <algorithm>
#include <cmath>

#include "app/panels/theory.h"
#include "app/widgets/text.h"

namespace fallline {
namespace {

constexpr std::int64_t most_steps_shown = 4000;

// C ρᵗ from the first step that was measured on, C so that it touches the errors from above.
void predict(TheoryState::Errors& errors, const LocalTheory& theory, std::size_t k) {
  errors.predicted[k].clear();
  const MeasuredRate& m = theory.measured[k];
  if (!theory.method || m.status != MeasuredRate::Status::measured || m.first < errors.first) return;
  const double rho = rate(*theory.method, theory.here.lambda[k]);
  if (!(rho > 0)) return;
  double top = 0;
  for (std::int64_t t = m.first; t <= m.last; ++t)
    top = std::max(top, errors.along[k][static_cast<std::size_t>(t - errors.first)] /
                            std::pow(rho, static_cast<double>(t - m.first)));
  errors.predicted_from[k] = m.first;
  const std::int64_t count = std::max<std::int64_t>(2, m.last - m.first + 1 + (m.last - m.first) / 2);
  for (std::int64_t i = 0; i < count; ++i) errors.predicted[k].push_back(top * std::pow(rho, static_cast<double>(i)));
}

void update(const SurfacesFrame& f, const RacerSnapshot& r, const LocalTheory& theory) {
  TheoryState::Errors& errors = f.state.theory.errors;
  if (errors.version == f.snapshot.version && errors.colour == r.spec.colour) return;
  errors.version = f.snapshot.version;
  errors.colour = r.spec.colour;
  ++errors.drawn;
  const auto end = static_cast<std::int64_t>(r.history.size());
  errors.first = std::max<std::int64_t>(0, r.step - most_steps_shown);
  const std::int64_t last = std::min(end, errors.first + 2 * most_steps_shown);
  for (const std::size_t k : {0u, 1u}) {
    errors.along[k].clear();
    errors.predicted[k].clear();
    if (!theory.fixed) continue;
    for (std::int64_t t = errors.first; t < last; ++t)
      errors.along[k].push_back(std::abs(theory.fixed->error(r.history.at(static_cast<std::size_t>(t)), k)));
    predict(errors, theory, k);
  }
}

plot::Series series(std::string label, const std::vector<double>& values, std::int64_t first, ImU32 colour,
                    int version) {
  plot::Series s;
  s.label = std::move(label);
  s.colour = colour;
  s.count = values.size();
  s.first_step = static_cast<double>(first);
  s.value = [&values](std::size_t i) { return values[i]; };
  s.version = version;
  return s;
}

}  // namespace

void draw_error_curves(SurfacesFrame& f) {
  const auto index = focused_index(f);
  if (!index) return;
  const RacerSnapshot& r = f.snapshot.racers[*index];
  update(f, r, theory_of(f, *index));
  TheoryState::Errors& errors = f.state.theory.errors;
  std::vector<plot::Series> all;
  for (const std::size_t k : {0u, 1u}) {
    const ImU32 colour = k == 0 ? f.theme.negative : f.theme.positive;
    all.push_back(series(k == 0 ? "|e₁|" : "|e₂|", errors.along[k], errors.first, colour, errors.drawn));
    if (errors.predicted[k].empty()) continue;
    all.push_back(series("", errors.predicted[k], errors.predicted_from[k], f.theme.text, errors.drawn));
    all.back().style = {1.25f, true};
    all.back().listed = false;
  }
  const ImVec2 low = ImGui::GetCursorScreenPos();
  const float rest = ImGui::GetWindowPos().y + ImGui::GetWindowHeight() - low.y - f.theme.px(12);
  const ImVec2 size(f.ui.available_width(), std::clamp(rest, f.theme.px(120), f.theme.px(200)));
  note_place(f.places, "theory.errors", low, {low.x + size.x, low.y + size.y});
  const auto step = static_cast<double>(f.snapshot.step);
  const plot::PlotResult result = plot::plot(f.theme, "errors", size, errors.plot,
                                             {.title = "Error",
                                              .subtitle = info(r.spec).label,
                                              .series = all,
                                              .current_step = step,
                                              .empty = "no critical point that Newton's method finds from here",
                                              .ground = false});
  if (result.hovered_step) f.state.next.step = std::llround(std::max(0.0, *result.hovered_step));
}

}  // namespace fallline

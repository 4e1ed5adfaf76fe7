// Theory: what the local quadratic model predicts for each racer, beside what its path does.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cmath>

#include "app/edge_formula.h"
#include "app/panels/theory.h"
#include "app/widgets.h"

namespace fallline {
namespace {

constexpr std::string_view index[] = {"₁", "₂"};

struct Verdict {
  std::string_view word;
  ImU32 colour;
  std::string numbers, tooltip;
};

// Stable or not, in a word, and the inequality that decides.
Verdict verdict(const SurfacesFrame& f, const LinearMethod& m, const EigenPairs& here) {
  const auto [low, high] = here.lambda;
  if (!std::isfinite(low)) return {"no curvature", f.theme.dim, "H is not defined here", ""};
  if (!has_edge(m.family)) {
    const bool stable = 0 < m.eta && m.eta < 2;
    return {stable ? "stable" : "unstable", stable ? f.theme.positive : f.theme.negative,
            fmt::format("η = {} {} 2, whatever λ", ui::format_number(m.eta), m.eta < 2 ? "<" : "≥"),
            "Newton's step measures the error in units of the curvature."};
  }
  if (!(high > 0))
    return {"leaves", f.theme.negative, "λ₁ ≤ λ₂ ≤ 0: nothing holds it here",
            "No direction curves up: every step that follows −∇L goes away from the fixed point."};
  const double edge = stability_edge(m.family, m.alpha, high);
  const bool stable = m.eta < edge;
  const std::string numbers = fmt::format("η = {} {} {} = {}", ui::format_number(m.eta, 3), stable ? "<" : "≥",
                                          edge_formula(m.family, "λ₂"), ui::format_number(edge, 3));
  if (!stable)
    return {"unstable", f.theme.negative, numbers, "Along u₂ each step overshoots by more than it corrects."};
  if (low < 0)
    return {"saddle", f.theme.saddle, numbers, "Held along u₂, and driven away along u₁, where L curves down."};
  return {"stable", f.theme.positive, numbers, "On this quadratic the error shrinks in every direction."};
}

std::string per_step(double rate) {
  const double steps = steps_for_tenfold(rate);
  if (!std::isfinite(steps)) return "neither grows nor shrinks";
  return fmt::format("{} in {} steps", rate < 1 ? "a tenth" : "tenfold", ui::format_number(steps, 3));
}

struct Columns {
  float predicted, measured;  // right edges
};
Columns columns(const SurfacesFrame& f, float left) {
  const float width = f.ui.available_width();
  return {left + std::round(0.66f * width), left + width};
}

void draw_right(ImDrawList& list, const ui::Face& face, float right, float y, ImU32 colour, std::string_view text) {
  ui::draw_text_middle(list, face, right - ui::text_size(face, text).x, y, colour, text);
}

// λ₁ 64.84, predicted, measured.
void draw_direction(SurfacesFrame& f, const LocalTheory& theory, std::size_t k) {
  const ui::Theme& t = f.theme;
  const ImVec2 low = ImGui::GetCursorScreenPos();
  const float width = f.ui.available_width(), height = t.px(17), y = low.y + 0.5f * height, inset = t.px(14);
  const Columns right = columns(f, low.x);
  const double lambda = theory.here.lambda[k];
  const MeasuredRate& m = theory.measured[k];
  ImGui::PushID(static_cast<int>(k));
  ui::hit_area("direction", {width, height});
  ImGui::PopID();
  ImDrawList& list = *ImGui::GetWindowDrawList();
  ui::draw_text_middle(list, t.fonts.number, low.x + inset, y, t.dim, fmt::format("λ{}", index[k]));
  ui::draw_text_middle(list, t.fonts.number, low.x + inset + t.px(24), y, lambda < 0 ? t.negative : t.label,
                       ui::format_padded(lambda));
  std::string detail = "λ at the racer's point.";
  const ImU32 predicted = theory.method && rate(*theory.method, lambda) > 1 ? t.negative : t.text;
  if (theory.method && std::isfinite(lambda)) {
    const double expected = rate(*theory.method, lambda);
    draw_right(list, t.fonts.number, right.predicted, y, predicted, ui::format_padded(expected));
    detail = fmt::format("Predicted: {} a step, {}{}.", ui::format_full(expected), per_step(expected),
                         swings(recurrence(*theory.method, lambda)) ? ", swinging around zero" : "");
  } else {
    draw_right(list, t.fonts.number, right.predicted, y, t.faint, "–");
  }
  // A reason that has no room is told by the tooltip alone.
  const bool fits = ui::text_size(t.fonts.small, words(m.status)).x < right.measured - right.predicted - t.px(8);
  if (m.status == MeasuredRate::Status::measured)
    draw_right(list, t.fonts.number, right.measured, y, t.text, ui::format_padded(m.rate));
  else
    draw_right(list, t.fonts.small, right.measured, y, t.faint, fits ? words(m.status) : "–");
  const std::string measured =
      m.status == MeasuredRate::Status::measured
          ? fmt::format("Measured over steps {} … {}: {} a step, {}; the fit leaves {} of the error.", m.first, m.last,
                        ui::format_full(m.rate), per_step(m.rate), ui::format_number(m.misfit, 2))
          : fmt::format("Not measured: {}.", explain(m.status));
  ui::item_tooltip(f.ui, fmt::format("e{0} = u{0}ᵀ(θ − θ*)", index[k]), detail, measured);
}

void draw_racer(SurfacesFrame& f, std::size_t i) {
  const ui::Theme& t = f.theme;
  const RacerSnapshot& r = f.snapshot.racers[i];
  const LocalTheory& theory = theory_of(f, i);
  const ImVec2 low = ImGui::GetCursorScreenPos();
  const float width = f.ui.available_width(), height = t.px(20), y = low.y + 0.5f * height;
  const bool focused = focused_racer(f) == &r;
  ImGui::PushID(r.spec.colour);
  if (ui::hit_area("racer", {width, height + t.px(15)})) f.state.view.focus = r.spec.colour;
  note_item(f.places, fmt::format("theory.{}", i));
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const ImU32 colour = t.racer(static_cast<std::size_t>(r.spec.colour));
  ui::fill_round(list, {low.x, y - t.px(4)}, {low.x + t.px(8), y + t.px(4)}, colour, t.px(2));
  const float name = low.x + t.px(14);
  ui::draw_text_middle(list, focused ? t.fonts.strong : t.fonts.text, name, y, focused ? t.text : t.label,
                       info(r.spec).label);
  std::string numbers = "its steps are not linear in the error", meaning = "λ alone predicts no rate for it.";
  std::string_view word = "no theory";
  ImU32 ink = t.faint;
  if (theory.method) {
    Verdict v = verdict(f, *theory.method, theory.here);
    word = v.word, ink = v.colour, numbers = std::move(v.numbers), meaning = std::move(v.tooltip);
    if (const auto without = left_out(r.spec); !without.empty()) {
      const std::string names = fmt::format("without {}", fmt::join(without, ", "));
      numbers += " " + names;
      meaning += fmt::format(" This is the theory of the racer {}.", names);
    }
  }
  ui::draw_pill(list, t, {low.x + width - ui::pill_size(t, word).x, y - t.px(9)}, word, ink);
  ui::item_tooltip(f.ui, numbers, meaning, "A click puts the racer in focus.");
  ui::draw_text_cut(list, theory.method ? t.fonts.number : t.fonts.small, {name, low.y + height + t.px(1)},
                    width - t.px(14), t.dim, numbers);
  for (const std::size_t k : {0u, 1u}) draw_direction(f, theory, k);
  ImGui::PopID();
  ImGui::Dummy({0, t.px(3)});
}

}  // namespace

const LocalTheory& theory_of(const SurfacesFrame& f, std::size_t racer) {
  TheoryState& kept = f.state.theory;
  if (kept.version != f.snapshot.version || kept.racers.size() != f.snapshot.racers.size()) {
    kept.racers.clear();
    for (const RacerSnapshot& r : f.snapshot.racers) kept.racers.push_back(local_theory(*f.snapshot.surface, r));
    kept.version = f.snapshot.version;
  }
  return kept.racers[racer];
}

std::optional<std::size_t> focused_index(const SurfacesFrame& f) {
  const RacerSnapshot* r = focused_racer(f);
  if (!r) return std::nullopt;
  return static_cast<std::size_t>(r - f.snapshot.racers.data());
}

void draw_rates(SurfacesFrame& f) {
  const ui::Theme& t = f.theme;
  const ImVec2 low = ImGui::GetCursorScreenPos();
  ui::section_head(f.ui, "RATE A STEP", {});
  const Columns right = columns(f, low.x);
  float y = low.y + 0.62f * t.px(22);
  // Below the head where they would run into it.
  if (right.predicted - ui::text_size(t.fonts.small, "predicted").x < low.x + t.px(100)) {
    y += t.px(18);
    ImGui::Dummy({0, t.px(12)});
  }
  ImDrawList& list = *ImGui::GetWindowDrawList();
  draw_right(list, t.fonts.small, right.predicted, y, t.dim, "predicted");
  draw_right(list, t.fonts.small, right.measured, y, t.dim, "measured");
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(0, 0));
  for (std::size_t i = 0; i < f.snapshot.racers.size(); ++i) draw_racer(f, i);
  ImGui::PopStyleVar();
}

void draw_theory_panel(SurfacesFrame& f) {
  if (f.snapshot.racers.empty()) return ui::paragraph(f.ui, "Nobody races. Add an optimizer.");
  draw_phase_diagram(f);
  draw_rates(f);
  draw_error_curves(f);
}

}  // namespace fallline

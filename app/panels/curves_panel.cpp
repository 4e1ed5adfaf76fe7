// The curves: loss and gradient norm of every racer, and the Hessian's eigenvalues along the path of the one in focus.
#include <array>
#include <cmath>
#include <limits>

#include "app/panels/data_panel.h"
#include "app/panels/panels.h"
#include "app/panels/plot_clicks.h"
#include "app/plot/plot.h"

namespace fallline {
namespace {

plot::Series series(const SurfacesFrame& f, const HistoryView& history, Curve curve, std::string label, ImU32 colour) {
  plot::Series s;
  s.label = std::move(label);
  s.colour = colour;
  s.count = history.size();
  s.version = f.state.versions.of(history);
  s.value = [&history, curve](std::size_t i) { return history.value(curve, i); };
  s.extent = [&history, curve](std::size_t first, std::size_t last) {
    const auto [low, high] = history.extent(curve, first, last);
    constexpr double nan = std::numeric_limits<double>::quiet_NaN();
    return low <= high ? std::pair(low, high) : std::pair(nan, nan);
  };
  return s;
}

std::vector<plot::Series> of_all_racers(const SurfacesFrame& f, Curve curve) {
  std::vector<plot::Series> all;
  if (curve == Curve::loss)
    for (const LabState::Ghost& g : f.state.ghosts) {
      auto s = series(f, g.history, curve, "", ui::faded(f.theme.racer(static_cast<std::size_t>(g.colour)), 0.45f));
      s.style = {1.25f, true};
      s.listed = false;
      all.push_back(std::move(s));
    }
  for (const RacerSnapshot& r : f.snapshot.racers) {
    auto s = series(f, r.history, curve, name_of(r.spec), f.theme.racer(static_cast<std::size_t>(r.spec.colour)));
    s.visible = &f.state.shown[static_cast<std::size_t>(r.spec.colour)];
    s.end = r.standstill ? plot::EndMark::cross : plot::EndMark::none;
    all.push_back(std::move(s));
  }
  return all;
}

// Where the racer in focus passes a saddle slowly, in its colour.
std::vector<plot::StepSpan> passages(const SurfacesFrame& f) {
  const RacerSnapshot* r = focused_racer(f);
  if (!r || !f.state.shown[static_cast<std::size_t>(r->spec.colour)]) return {};
  auto& kept = f.state.passages;
  if (!kept.history.same_as(r->history)) kept = {r->history, saddle_passages(r->history)};
  std::vector<plot::StepSpan> spans;
  for (const SaddlePassage& p : kept.found)
    spans.push_back({static_cast<double>(p.first), static_cast<double>(p.last),
                     f.theme.racer(static_cast<std::size_t>(r->spec.colour)), "saddle"});
  return spans;
}

struct Curves {
  const char* id;
  std::string_view title;
  std::vector<std::string_view> short_titles;
  std::string subtitle;
  std::vector<plot::Series> series;
  std::vector<plot::ReferenceLine> lines;
  bool log_switch;
};

void draw(SurfacesFrame& f, const Curves& curves, std::span<const plot::StepSpan> spans, plot::PlotState& state,
          ImVec2 size) {
  const auto step = static_cast<double>(f.snapshot.step);
  std::optional<double> hovered;
  if (const auto marked = marked_step(f)) hovered = static_cast<double>(*marked);
  note_place(f.places, curves.id, ImGui::GetCursorScreenPos(),
             {ImGui::GetCursorScreenPos().x + size.x, ImGui::GetCursorScreenPos().y + size.y});
  const plot::PlotResult result = plot::plot(f.theme, curves.id, size, state,
                                             {.title = curves.title,
                                              .short_titles = curves.short_titles,
                                              .subtitle = curves.subtitle,
                                              .series = curves.series,
                                              .lines = curves.lines,
                                              .spans = spans,
                                              .current_step = step,
                                              .hovered_step = hovered,
                                              .log_switch = curves.log_switch,
                                              .ground = false});
  obey_plot(f, result);
}

}  // namespace

void draw_curves_panel(SurfacesFrame& f) {
  f.state.versions.begin_frame();
  std::vector<Curves> all;
  all.push_back({"curves.loss", "Loss", {}, "L(θ)", of_all_racers(f, Curve::loss), {}, true});
  all.push_back({"curves.gradient",
                 "Gradient norm",
                 {"Gradient", "‖∇L‖"},
                 "‖∇L‖",
                 of_all_racers(f, Curve::gradient_norm),
                 {},
                 true});
  Curves eigenvalues{
      "curves.eigenvalues", "Hessian eigenvalues", {"Eigenvalues", "λ of H"}, "", {}, {{0.0, "", 0}}, false};
  if (const RacerSnapshot* r = focused_racer(f)) {
    eigenvalues.subtitle = name_of(r->spec);
    eigenvalues.series.push_back(series(f, r->history, Curve::lambda_min, "λ₁", f.theme.negative));
    eigenvalues.series.push_back(series(f, r->history, Curve::lambda_max, "λ₂", f.theme.positive));
  }
  all.push_back(std::move(eigenvalues));

  const std::vector<plot::StepSpan> spans = passages(f);
  const ImVec2 low = ImGui::GetCursorScreenPos(), size = ImGui::GetContentRegionAvail();
  const float gap = std::max(1.0f, f.theme.px(1));
  const std::size_t count = all.size() + (f.snapshot.surface->data() ? 1 : 0);
  const auto gaps = static_cast<float>(count - 1);
  const float width = std::floor((size.x - gaps * gap) / static_cast<float>(count));
  if (width < 1 || size.y < 1) return;
  for (std::size_t i = 0; i < count; ++i) {
    const ImVec2 own{i + 1 < count ? width : size.x - gaps * (width + gap), size.y};
    ImGui::SetCursorScreenPos({low.x + static_cast<float>(i) * (width + gap), low.y});
    if (i > 0)
      f.grounds.push_back({{low.x + static_cast<float>(i) * (width + gap) - gap, low.y},
                           {low.x + static_cast<float>(i) * (width + gap), low.y + size.y},
                           f.theme.gap});
    if (i < all.size())
      draw(f, all[i], spans, f.state.plots[i], own);
    else
      draw_data_panel(f, own);
  }
}

}  // namespace fallline

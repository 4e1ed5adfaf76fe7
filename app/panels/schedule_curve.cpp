#include "app/panels/schedule_curve.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/imgui_compat.h"
#include "app/widgets.h"
#include "optim/schedule_curve.h"

namespace fallline {
namespace {

constexpr std::int64_t most_drawn = 1'000'000;  // steps; of longer runs the beginning is shown
constexpr std::size_t drawn_live = 10'000;      // longer curves follow the recorded losses when the run rests

std::vector<double> losses_of(const HistoryView& history, std::size_t most) {
  std::vector<double> losses(std::min(history.size(), most));
  for (std::size_t i = 0; i < losses.size(); ++i) losses[i] = history.value(Curve::loss, i);
  return losses;
}

// The factors of steps 1 …; empty without a schedule.
const std::vector<double>& factors(Frame& f, const RacerSpec& spec) {
  LabState::Schedule& kept = f.state.schedules[static_cast<std::size_t>(spec.colour)];
  std::vector<BlockSpec> chain = whole_chain(info(spec), spec.values, spec.blocks);
  const auto steps = static_cast<std::size_t>(std::min(f.run.steps, most_drawn));
  HistoryView history;
  for (const Run::Racer& r : f.run.racers)
    if (r.spec.colour == spec.colour) history = r.history;
  const bool same_past = kept.history.same_as(history) || (f.run.transport.playing && steps > drawn_live);
  if (kept.chain == chain && kept.factors.size() == steps && same_past) return kept.factors;
  if (!has_schedule(chain)) {
    kept.factors.clear();
    return kept.factors;
  }
  kept = {std::move(chain), history, {}};
  kept.factors = schedule_curve(kept.chain, steps, losses_of(history, steps));
  return kept.factors;
}

// The curve in its field: of each column of pixels the least and the greatest factor, so that no restart is lost.
struct Plot {
  const std::vector<double>& factors;
  ui::Rect box;
  double greatest;

  double share(std::size_t step) const {
    return factors.size() < 2 ? 0 : static_cast<double>(step) / static_cast<double>(factors.size() - 1);
  }
  std::size_t step_at(float x) const {
    const double across = std::clamp(double{x - box.min.x} / std::max(1.0, double{box.width()}), 0.0, 1.0);
    return static_cast<std::size_t>(std::llround(across * static_cast<double>(factors.size() - 1)));
  }
  ImVec2 place(std::size_t step) const {
    const double height = greatest > 0 ? factors[step] / greatest : 0;
    return {box.min.x + static_cast<float>(share(step)) * box.width(),
            box.max.y - static_cast<float>(height) * box.height()};
  }
  std::vector<ImVec2> line() const {
    std::vector<ImVec2> points;
    const auto columns = static_cast<std::size_t>(std::max(1.0f, box.width()));
    const std::size_t width = (factors.size() + columns - 1) / columns;
    for (std::size_t first = 0; first < factors.size(); first += width) {
      const auto begin = factors.begin() + static_cast<std::ptrdiff_t>(first);
      const auto end = begin + static_cast<std::ptrdiff_t>(std::min(width, factors.size() - first));
      auto [low, high] = std::minmax_element(begin, end);
      if (high < low) std::swap(low, high);
      points.push_back(place(static_cast<std::size_t>(low - factors.begin())));
      if (low != high) points.push_back(place(static_cast<std::size_t>(high - factors.begin())));
    }
    return points;
  }
};

}  // namespace

std::optional<double> scheduled_rate(Frame& f, const RacerSpec& spec, std::int64_t t) {
  const std::vector<double>& all = factors(f, spec);
  if (t < 1 || t > static_cast<std::int64_t>(all.size())) return std::nullopt;
  return learning_rate(spec).value_or(1) * all[static_cast<std::size_t>(t - 1)];
}

void draw_schedule(Frame& f, const RacerSpec& spec, std::size_t index) {
  const std::vector<double>& all = factors(f, spec);
  if (all.empty()) return;
  const ui::Theme& t = f.theme;
  const ImVec2 low = ImGui::GetCursorScreenPos();
  const ui::Rect field{low, {low.x + f.ui.available_width(), low.y + t.px(40)}};
  ui::hit_area("schedule", {field.width(), field.height()});
  note_item(f.places, fmt::format("racer.{}.schedule", index));
  const bool hovered = ImGui::IsItemHovered();
  ImDrawList& list = *ImGui::GetWindowDrawList();
  ui::draw_field(list, t, field, hovered);
  const float inset = t.px(6);
  const Plot plot{all,
                  {{field.min.x + inset, field.min.y + inset}, {field.max.x - inset, field.max.y - inset}},
                  *std::max_element(all.begin(), all.end())};
  const std::vector<ImVec2> line = plot.line();
  const ImU32 colour = ui::shade(t.racer(static_cast<std::size_t>(spec.colour)));
  compat::draw_polyline(list, line, colour, t.px(1.5f));

  // The step that comes next, or the one pointed at.
  const std::size_t last = all.size() - 1;
  const std::size_t marked =
      hovered ? plot.step_at(ImGui::GetMousePos().x) : std::min(static_cast<std::size_t>(f.run.step), last);
  const ImVec2 at = plot.place(marked);
  list.AddLine({at.x, plot.box.min.y}, {at.x, plot.box.max.y}, ui::shade(t.faint));
  list.AddCircleFilled(at, t.px(3), hovered ? ui::shade(t.text) : colour);
  const double eta = learning_rate(spec).value_or(1) * all[marked];
  const std::string text = fmt::format("step {}  η {}", marked + 1, ui::format_number(eta, 3));
  const float width = ui::text_size(t.fonts.tick, text).x;
  // Where neither the mark nor the curve is.
  const float height = t.fonts.tick.size;
  const float x = at.x > field.centre().x ? plot.box.min.x : plot.box.max.x - width;
  const bool high = plot.place(plot.step_at(x + 0.5f * width)).y < plot.box.centre().y;
  const float y = high ? plot.box.max.y - height : plot.box.min.y;
  ui::fill_round(list, {x - t.px(2), y - t.px(1)}, {x + width + t.px(2), y + height + t.px(1)},
                 ui::faded(t.field, 0.8f), t.px(3));
  ui::draw_text(list, t.fonts.tick, {x, y}, ui::shade(t.label), text);
}

}  // namespace fallline

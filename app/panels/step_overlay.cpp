// The parts of the next step on the map, tip to tail and all at one scale: −g from the racer's point, then from tip to
// tip what each part changes, to where the step lands.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/panels/map_labels.h"
#include "app/panels/map_overlays.h"
#include "app/panels/on_picture.h"
#include "app/panels/step_colours.h"
#include "app/paths.h"
#include "app/step_parts.h"
#include "app/widgets/number_format.h"

namespace fallline {
namespace {

ImVec2 plus(ImVec2 a, ImVec2 b) { return {a.x + b.x, a.y + b.y}; }
ImVec2 times(float k, ImVec2 a) { return {k * a.x, k * a.y}; }
float length(ImVec2 a) { return std::hypot(a.x, a.y); }

// 1 where the step is `wanted` pixels long already, else the least of 2, 5, 10, 20 … that makes it so.
double magnification(double pixels, double wanted) {
  if (!(pixels > 0) || pixels >= wanted) return 1;
  const double decade = std::pow(10, std::floor(std::log10(wanted / pixels)));
  for (const double m : {1.0, 2.0, 5.0})
    if (m * decade * pixels >= wanted) return m * decade;
  return 10 * decade;
}

struct Arrow {
  ImVec2 along;  // from the point to the tip, pixels
  bool cut;      // shorter than it should be
};

// Two strokes across the arrow: something is left out here.
void draw_break(ImDrawList* list, ImVec2 at, ImVec2 direction, ImU32 colour, const ui::Theme& t) {
  const ImVec2 across(-direction.y, direction.x);
  for (const float shift : {-2.5f, 2.5f}) {
    const ImVec2 centre = plus(at, times(t.px(1) * shift, direction));
    const ImVec2 reach = plus(times(t.px(5), across), times(t.px(2.5f), direction));
    list->AddLine(plus(centre, reach), plus(centre, times(-1, reach)), picture_halo, t.px(4));
    list->AddLine(plus(centre, reach), plus(centre, times(-1, reach)), colour, t.px(1.5f));
  }
}

}  // namespace

void draw_step_parts(const SurfacesFrame& f, const MapTransform& map, ImDrawList* list) {
  const RacerSnapshot* r = focused_racer(f);
  if (!r || !f.state.shown[static_cast<std::size_t>(r->spec.colour)]) return;
  const std::vector<StepPart> parts = step_parts(*r);
  if (parts.empty()) return;
  const ui::Theme& t = f.theme;
  const double x_scale = (map.high.x - map.low.x) / map.window.width();
  const double y_scale = (map.high.y - map.low.y) / map.window.height();
  const auto pixels = [&](const StepPart& p) { return std::hypot(p.vector.x * x_scale, p.vector.y * y_scale); };
  const double scale = magnification(pixels(parts.back()), double{t.px(36)});
  const double longest = 0.26 * std::min(map.high.x - map.low.x, map.high.y - map.low.y);

  const ImVec2 from = map.to_pixel(r->theta);
  std::vector<Arrow> arrows;
  for (std::size_t k = 0; k < parts.size(); ++k) {
    const double reach = scale * pixels(parts[k]);
    // The step itself is never cut: where it ends is where it lands.
    const bool cut = k + 1 < parts.size() && reach > longest;
    const double shown = cut ? scale * longest / reach : scale;
    arrows.push_back({{static_cast<float>(shown * parts[k].vector.x * x_scale),
                       static_cast<float>(-shown * parts[k].vector.y * y_scale)},
                      cut});
  }
  const std::optional<std::size_t> marked = f.state.pointing.part ? f.state.pointing.part : f.state.part;
  const ImU32 racer = t.racer(static_cast<std::size_t>(r->spec.colour));
  const auto strength = [&](std::size_t k) { return !marked || *marked == k ? 1.0f : 0.22f; };
  const auto colour = [&](std::size_t k) { return step_colour(racer, picture_ink, k, parts.size()); };
  const auto tip = [&](std::size_t k) { return plus(from, arrows[k].along); };
  // What part k adds, from the tip before it to its own, can be seen only where both are whole.
  const auto joined = [&](std::size_t k) { return k > 0 && !arrows[k].cut && !arrows[k - 1].cut; };
  const std::size_t last = parts.size() - 1;
  // The way round from tip to tip lies over the thin lines from θ, the step over everything.
  for (std::size_t k = 0; k < last; ++k)
    if (joined(k)) list->AddLine(from, tip(k), ui::faded(colour(k), 0.5f * strength(k)), t.px(1));
  for (std::size_t k = 0; k <= last; ++k) {
    const ImU32 ink = ui::faded(colour(k), strength(k)), halo = ui::faded(picture_halo, strength(k));
    if (joined(k)) draw_arrow(list, tip(k - 1), tip(k), ink, t.px(2), halo, t.px(1));
    if (joined(k) && k < last) continue;
    draw_arrow(list, from, tip(k), ink, t.px(k == last ? 3.0f : 2.0f), halo, t.px(1));
    const ImVec2 along = arrows[k].along;
    if (arrows[k].cut) draw_break(list, plus(from, times(0.62f, along)), times(1 / length(along), along), ink, t);
  }

  draw_trial_points(*r, map, scale, t, list);

  Labels labels(map, t, list);
  if (f.state.view.definiteness)
    if (const auto legend = definiteness_legend(f, map)) labels.keep_clear(*legend);
  if (const auto legend = basins_legend(f, map)) labels.keep_clear(*legend);
  for (std::size_t k = 0; k <= last; ++k) {
    labels.keep_clear(from, tip(k));
    if (joined(k)) labels.keep_clear(tip(k - 1), tip(k));
  }
  labels.keep_clear(from, t.px(5));
  labels.keep_clear(map.to_pixel(f.commands.experiment.start), t.px(11));
  const auto label = [&](std::size_t k) {
    if (!(length(arrows[k].along) > 1)) return;
    std::string text = parts[k].symbol.empty() ? parts[k].name : parts[k].symbol;
    if (arrows[k].cut) text += fmt::format("  {} long", ui::format_number(parts[k].length, 3));
    const ImVec2 direction = times(1 / length(arrows[k].along), arrows[k].along);
    labels.put(tip(k), direction, text, ui::faded(on_plate(colour(k), t), strength(k)));
  };
  // What matters most first: where there is no room, a label is left out. The list beside the map has them all.
  if (marked && *marked <= last) label(*marked);
  if (marked != last) label(last);
  if (scale != 1) {
    // Where it lands in truth.
    const Point next{r->theta.x + parts.back().vector.x, r->theta.y + parts.back().vector.y};
    list->AddCircleFilled(map.to_pixel(next), t.px(3), picture_halo, 12);
    list->AddCircleFilled(map.to_pixel(next), t.px(2), picture_ink, 12);
    labels.put({from.x, from.y + t.px(8)}, {0, 1}, fmt::format("arrows ×{}", ui::format_number(scale, 3)), picture_ink);
  }
  for (std::size_t k = 0; k < last; ++k)
    if (marked != k) label(k);
}

}  // namespace fallline

// The parts of the next step on the map: arrows from the racer's point, all at one scale, and thin lines from tip to
// tip for what each part changed.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

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

// Labels that keep clear of each other: each is moved down until it covers none before it.
class Labels {
 public:
  Labels(const MapTransform& map, const ui::Theme& theme, ImDrawList* list) : map_(map), theme_(theme), list_(list) {}

  void put(ImVec2 tip, ImVec2 direction, const std::string& text, ImU32 colour) {
    const ImVec2 size = picture_plate_size(text, theme_);
    const float gap = theme_.px(5);
    ImVec2 centre =
        map_.inside({tip.x + direction.x * (0.5f * size.x + gap), tip.y + direction.y * (0.5f * size.y + gap)}, size);
    for (std::size_t i = 0; i < placed_.size(); ++i) {
      const auto& [at, other] = placed_[i];
      if (std::abs(at.x - centre.x) >= 0.5f * (size.x + other.x) ||
          std::abs(at.y - centre.y) >= 0.5f * (size.y + other.y))
        continue;
      centre.y = at.y + 0.5f * (size.y + other.y) + theme_.px(1);
      i = static_cast<std::size_t>(-1);  // again from the first
    }
    placed_.emplace_back(centre, size);
    draw_picture_plate(*list_, centre, text, colour, theme_);
  }

 private:
  const MapTransform& map_;
  const ui::Theme& theme_;
  ImDrawList* list_;
  std::vector<std::pair<ImVec2, ImVec2>> placed_;
};

}  // namespace

void draw_step_parts(const Frame& f, const MapTransform& map, ImDrawList* list) {
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
  for (std::size_t k = 1; k < parts.size(); ++k)
    if (!arrows[k].cut && !arrows[k - 1].cut) {
      const ImVec2 seam[] = {plus(from, arrows[k - 1].along), plus(from, arrows[k].along)};
      draw_dashed(list, seam, ui::faded(picture_ink, 0.75f * strength(k)), t.px(1.2f), t.px(4), t.px(3));
    }
  Labels labels(map, t, list);
  // The step last, on top; its label first, where it wants to be.
  for (std::size_t k = 0; k < parts.size(); ++k) {
    const auto& [along, cut] = arrows[k];
    const ImU32 colour = ui::faded(step_colour(racer, picture_ink, k, parts.size()), strength(k));
    const float thickness = t.px(k + 1 == parts.size() ? 3.0f : 2.0f);
    draw_arrow(list, from, plus(from, along), colour, thickness, ui::faded(picture_halo, strength(k)), t.px(1));
    if (cut) draw_break(list, plus(from, times(0.62f, along)), times(1 / length(along), along), colour, t);
  }
  for (std::size_t k = parts.size(); k-- > 0;) {
    if (!(length(arrows[k].along) > 1)) continue;
    std::string text = parts[k].symbol.empty() ? parts[k].name : parts[k].symbol;
    if (arrows[k].cut) text += fmt::format("  {} long", ui::format_number(parts[k].length, 3));
    const ImVec2 direction = times(1 / length(arrows[k].along), arrows[k].along);
    labels.put(plus(from, arrows[k].along), direction, text,
               ui::faded(on_plate(step_colour(racer, picture_ink, k, parts.size()), t), strength(k)));
  }
  if (scale == 1) return;
  // Where it lands in truth.
  const Point next{r->theta.x + parts.back().vector.x, r->theta.y + parts.back().vector.y};
  list->AddCircleFilled(map.to_pixel(next), t.px(3), picture_halo, 12);
  list->AddCircleFilled(map.to_pixel(next), t.px(2), picture_ink, 12);
  labels.put({from.x, from.y + t.px(8)}, {0, 1}, fmt::format("arrows ×{}", ui::format_number(scale, 3)), picture_ink);
}

}  // namespace fallline

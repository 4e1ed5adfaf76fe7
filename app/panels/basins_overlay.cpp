#include <fmt/format.h>

#include <algorithm>

#include "app/basin_colours.h"
#include "app/panels/map_overlays.h"
#include "app/panels/on_picture.h"
#include "app/widgets/number_format.h"

namespace fallline {
namespace {

constexpr std::size_t most_goals = 5;  // that the legend names

struct Line {
  ImU32 colour;
  std::string text;
  double share;
};

std::vector<Line> lines(const SurfacesFrame& f) {
  const std::vector<std::size_t>& counts = f.scene.basins().counts();
  const auto& goals = f.scene.critical().points;
  std::vector<Line> all;
  if (counts.size() < 2 || counts.size() - 2 != goals.size()) return all;
  const auto cells = static_cast<double>(f.scene.basins().basins().ends.size());
  const auto share = [&](std::size_t i) { return static_cast<double>(counts[i]) / cells; };
  double others = 0;
  for (std::size_t i = 0; i < goals.size(); ++i)
    if (counts[i] > 0)
      all.push_back({ui::rgb(basin_colour(i)),
                     fmt::format("({}, {})", ui::format_number(goals[i].at.x, 3), ui::format_number(goals[i].at.y, 3)),
                     share(i)});
  std::stable_sort(all.begin(), all.end(), [](const Line& a, const Line& b) { return a.share > b.share; });
  for (std::size_t i = most_goals; i < all.size(); ++i) others += all[i].share;
  if (all.size() > most_goals) all.resize(most_goals);
  if (others > 0) all.push_back({0, "other points", others});
  const auto add = [&](std::size_t i, std::int16_t end, std::string_view text) {
    if (counts[i] > 0) all.push_back({ui::rgb(colour_of_no_basin(end)), std::string(text), share(i)});
  };
  add(goals.size(), Basins::under_way, "elsewhere");
  add(goals.size() + 1, Basins::out, "diverges");
  return all;
}

std::string title(const SurfacesFrame& f) {
  const RacerSnapshot* r = focused_racer(f);
  return fmt::format("{} comes to{}", r ? info(r->spec).label : "It", f.scene.basins().computing() ? " …" : "");
}

std::optional<ui::Rect> box_of(const SurfacesFrame& f, const MapTransform& map, const std::vector<Line>& all) {
  const ui::Theme& t = f.theme;
  if (all.empty()) return std::nullopt;
  float width = ui::text_size(t.fonts.small, title(f)).x;
  for (const Line& l : all)
    width = std::max(
        width, t.px(22) + ui::text_size(t.fonts.small, l.text).x + t.px(14) + ui::text_size(t.fonts.tick, "100 %").x);
  const ImVec2 size(width + 2 * t.px(8), t.px(8) + t.px(17) * static_cast<float>(1 + all.size()));
  if (size.x > map.high.x - map.low.x || size.y > 0.5f * (map.high.y - map.low.y)) return std::nullopt;
  float bottom = map.high.y - t.px(28);
  if (f.state.view.definiteness)
    if (const auto other = definiteness_legend(f, map)) bottom = other->min.y - t.px(8);
  const ImVec2 high(map.high.x - t.px(10), bottom);
  return ui::Rect{{high.x - size.x, high.y - size.y}, high};
}

}  // namespace

std::optional<ui::Rect> basins_legend(const SurfacesFrame& f, const MapTransform& map) {
  return box_of(f, map, lines(f));
}

void draw_basins_legend(const SurfacesFrame& f, const MapTransform& map, ImDrawList* list) {
  const std::vector<Line> all = lines(f);
  const auto box = box_of(f, map, all);
  if (!box) return;
  const ui::Theme& t = f.theme;
  list->AddRectFilled(box->min, box->max, picture_halo, t.rounding());
  const float left = box->min.x + t.px(8), right = box->max.x - t.px(8), line = t.px(17);
  float y = box->min.y + t.px(4) + 0.5f * line;
  ui::draw_text_middle(*list, t.fonts.small, left, y, ui::faded(picture_ink, 0.75f), title(f));
  for (const Line& l : all) {
    y += line;
    if (l.colour != 0) {
      list->AddCircleFilled({left + t.px(6), y}, t.px(5.5f), l.colour, 20);
      list->AddCircle({left + t.px(6), y}, t.px(5.5f), ui::faded(picture_ink, 0.5f), 20, t.px(1));
    }
    ui::draw_text_middle(*list, t.fonts.small, left + t.px(20), y, picture_ink, l.text);
    const std::string percent = l.share < 0.005 ? "< 1 %" : fmt::format("{:.0f} %", 100 * l.share);
    ui::draw_text_middle(*list, t.fonts.tick, right - ui::text_size(t.fonts.tick, percent).x, y,
                         ui::faded(picture_ink, 0.75f), percent);
  }
}

void draw_basin_rings(const SurfacesFrame& f, const MapTransform& map, ImDrawList* list) {
  const std::vector<std::size_t>& counts = f.scene.basins().counts();
  const auto& goals = f.scene.critical().points;
  if (counts.size() < 2 || counts.size() - 2 != goals.size()) return;
  const float radius = goals.size() > 60 ? f.theme.px(6) : f.theme.px(10.5f);
  for (std::size_t i = 0; i < goals.size(); ++i) {
    if (counts[i] == 0) continue;
    const ImVec2 at = map.to_pixel(goals[i].at);
    list->AddCircleFilled(at, radius + f.theme.px(2), picture_halo, 32);
    list->AddCircleFilled(at, radius, ui::mixed(ui::rgb(basin_colour(i)), picture_ink, 0.15f), 32);
  }
}

}  // namespace fallline

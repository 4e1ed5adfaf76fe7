// The layout of the Networks lab: what to train at the left, the views in the middle, the curvature at the right, the
// curves at the bottom, and the seams between them that can be dragged.
#include <algorithm>

#include "app/networks/frame.h"
#include "app/panels/area.h"
#include "app/widgets/seam.h"

namespace fallline {
namespace {

constexpr float top_bar_height = 44, timeline_height = 26, status_height = 23;  // units at 1×
constexpr float narrowest_with_both = 900;                                      // panels at the sides
constexpr float share_of_left_alone = 0.3f;                                     // of the width, where there is no right
constexpr float lowest_with_all_left = 870;
constexpr float narrowest_panel = 210, narrowest_middle = 320, lowest_curves = 90, lowest_view = 160;

// The sizes of the seams, brought to what fits, in pixels.
struct Sizes {
  float left, right, bottom;
};
Sizes sizes(const NetworksFrame& f, ImVec2 size) {
  const auto& seams = f.state.seams;
  const float scale = f.theme.scale;
  const ViewSpec& view = f.state.view;
  const bool roomy = size.x > narrowest_with_both * scale;
  float left = view.experiment_panel ? seams.left * scale : 0;
  float right = view.curvature_panel && roomy ? seams.right * scale : 0;
  // On a small screen the side panels give way first.
  if (const float most = (roomy ? 0.45f : share_of_left_alone) * size.x; left + right > most) {
    const float shrink = std::max(most, (right > 0 ? 2 : 1) * narrowest_panel * scale) / (left + right);
    left *= std::min(1.0f, shrink);
    right *= std::min(1.0f, shrink);
  }
  if (left + right > size.x - narrowest_middle * scale) left = right = 0;
  const float for_curves = size.y - (top_bar_height + timeline_height + 2 * lowest_view) * scale;
  float bottom = std::min(seams.bottom * scale, for_curves);
  if (bottom < lowest_curves * scale || !view.curves_panel) bottom = 0;
  return {left, right, bottom};
}

// Four views around a cross of seams.
void draw_views(NetworksFrame& f, const Area& area) {
  auto& seams = f.state.seams;
  const float gap = std::max(1.0f, f.theme.px(1));
  float across = area.low.x + seams.views_across * area.width(), down = area.low.y + seams.views_down * area.height();
  place(f, "boundary", {area.low, {across - gap, down - gap}}, Ground::plot, false, [&] { draw_boundary_panel(f); });
  place(f, "diagram", {{across, area.low.y}, {area.high.x, down - gap}}, Ground::plot, false,
        [&] { draw_diagram_panel(f); });
  place(f, "landscape", {{area.low.x, down}, {across - gap, area.high.y}}, Ground::none, false,
        [&] { draw_landscape_panel(f); });
  place(f, "middle curve", {{across, down}, area.high}, Ground::plot, false, [&] { draw_network_curve(f, 0); });
  const auto within = [](float low, float extent, float share) { return low + share * extent; };
  if (ui::seam(f.ui, "seam.across", across,
               {ui::SeamAxis::vertical,
                {across, area.low.y},
                area.height(),
                within(area.low.x, area.width(), 0.2f),
                within(area.low.x, area.width(), 0.8f)})
          .changed)
    seams.views_across = (across - area.low.x) / area.width();
  if (ui::seam(f.ui, "seam.down", down,
               {ui::SeamAxis::horizontal,
                {area.low.x, down},
                area.width(),
                within(area.low.y, area.height(), 0.2f),
                within(area.low.y, area.height(), 0.8f)})
          .changed)
    seams.views_down = (down - area.low.y) / area.height();
}

void draw_bottom(NetworksFrame& f, const Area& area) {
  const std::size_t count = f.state.view.networks.curves.size() - 1;
  const float gap = std::max(1.0f, f.theme.px(1));
  constexpr const char* ids[] = {"curve 1", "curve 2", "curve 3"};
  float x = area.low.x;
  for (std::size_t i = 0; i < count; ++i) {
    // The first is the one that is looked at most.
    const float width = i + 1 == count ? area.high.x - x : area.width() * (i == 0 ? 0.4f : 0.3f);
    place(f, ids[i], {{x, area.low.y}, {x + width - (i + 1 == count ? 0 : gap), area.high.y}}, Ground::plot, false,
          [&] { draw_network_curve(f, i + 1); });
    x += width;
  }
}

void draw_seams(NetworksFrame& f, const Sizes& s, const Area& middle, ImVec2 size) {
  auto& seams = f.state.seams;
  const float scale = f.theme.scale, side = narrowest_panel * scale;
  const bool roomy = size.x > narrowest_with_both * scale;
  const float most = (roomy ? 0.4f : share_of_left_alone) * size.x;
  constexpr auto vertical = ui::SeamAxis::vertical, horizontal = ui::SeamAxis::horizontal;
  float left = s.left, right = size.x - s.right, bottom = size.y - s.bottom;
  if (s.left > 0 && side < most &&
      ui::seam(f.ui, "seam.left", left, {vertical, {left, middle.low.y}, middle.height(), side, most}).changed)
    seams.left = left / scale;
  if (s.right > 0 && side < most &&
      ui::seam(f.ui, "seam.right", right,
               {vertical, {right, middle.low.y}, middle.height(), size.x - most, size.x - side})
          .changed)
    seams.right = (size.x - right) / scale;
  const float highest = (top_bar_height + timeline_height + 2 * lowest_view) * scale;
  if (s.bottom > 0 && highest < size.y - lowest_curves * scale &&
      ui::seam(f.ui, "seam.bottom", bottom,
               {horizontal, {middle.low.x, bottom}, middle.width(), highest, size.y - lowest_curves * scale})
          .changed)
    seams.bottom = (size.y - bottom) / scale;
}

void draw_everything(NetworksFrame& f, ImVec2 screen) {
  const bool low = screen.y < f.theme.px(2 * lowest_view + top_bar_height + timeline_height);
  const ImVec2 size(screen.x, screen.y - (low ? 0 : f.theme.px(status_height)));
  const Sizes s = sizes(f, size);
  const float gap = std::max(1.0f, f.theme.px(1)), top = f.theme.px(top_bar_height);
  const Area middle{{s.left, top + gap}, {size.x - s.right, size.y}};
  const float strip = low ? 0 : f.theme.px(timeline_height);
  const Area views{middle.low, {middle.high.x, middle.high.y - s.bottom - strip}};

  place(f, "top", {{0, 0}, {size.x, top}}, Ground::panel, false, [&] { draw_top_bar(f); });
  // On a low screen the optimizers stand where there is room for them.
  const bool racers_right = s.right > 0 && size.y < lowest_with_all_left * f.theme.scale;
  place(f, "left", {{0, middle.low.y}, {s.left - gap, size.y}}, Ground::panel, true, [&] {
    draw_network_data_panel(f);
    draw_network_panel(f);
    if (!racers_right) draw_racers_panel(f);
  });
  if (!views.empty()) draw_views(f, views);
  place(f, "right", {{middle.high.x + gap, middle.low.y}, size}, Ground::panel, true, [&] {
    draw_network_curvature_panel(f);
    if (racers_right) draw_racers_panel(f);
  });
  place(f, "timeline strip", {{middle.low.x, views.high.y}, {middle.high.x, views.high.y + strip}}, Ground::panel,
        false, [&] { draw_timeline(f); });
  if (s.bottom > 0) draw_bottom(f, {{middle.low.x, views.high.y + strip + gap}, middle.high});
  place(f, "status", {{0, size.y + gap}, screen}, Ground::panel, false, [&] { draw_status_bar(f); });
  draw_seams(f, s, middle, size);
  draw_file_dialog(f);
  draw_export_dialog(f);
  draw_help_dialog(f);
}

}  // namespace

void draw_networks_layout(NetworksFrame& f, ImVec2 size) {
  const DeskWindow window(size);
  if (!f.state.only) return draw_everything(f, size);
  const Area all{{0, 0}, size};
  switch (*f.state.only) {
    case View::surface:
    case View::contours:
      return place(f, "landscape", all, Ground::none, false, [&] { draw_landscape_panel(f); });
    case View::boundary:
      return place(f, "boundary", all, Ground::plot, false, [&] { draw_boundary_panel(f); });
    case View::diagram:
      return place(f, "diagram", all, Ground::plot, false, [&] { draw_diagram_panel(f); });
    case View::curves:
      return draw_bottom(f, all);
  }
}

}  // namespace fallline

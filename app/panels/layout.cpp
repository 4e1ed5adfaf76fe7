#include "app/panels/layout.h"

#include <algorithm>

#include "app/panels/area.h"
#include "app/panels/paint.h"
#include "app/widgets/button.h"
#include "app/widgets/seam.h"

namespace fallline {
namespace {

constexpr float top_bar_height = 44, timeline_height = 26, status_height = 23;  // units at 1×
constexpr float narrowest_panel = 210, narrowest_middle = 260, lowest_curves = 90, lowest_views = 140;

void draw_surface_view(SurfacesFrame& f) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  draw_surface_panel(f);
  draw_view_caption(f, at,
                    {"Surface", f.snapshot.experiment.log_height ? "drag to orbit · wheel to zoom · log height"
                                                                 : "drag to orbit · wheel to zoom"});
}

void draw_map_view(SurfacesFrame& f) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  draw_map_panel(f);
  draw_view_caption(f, at,
                    {"Contours", is_painting(f) ? "drag to paint · right-drag to pan · Esc ends it"
                                                : "drag the ring · drag to pan · wheel to zoom"});
}

// Curvature or theory, by the tabs on top.
void draw_right_panel(SurfacesFrame& f) {
  constexpr std::string_view tabs[] = {"Curvature", "Theory"};
  std::size_t tab = f.state.view.theory ? 1 : 0;
  if (ui::segmented(f.ui, "right tabs", tabs, tab)) f.state.view.theory = tab == 1;
  note_item(f.places, "right.tabs");
  if (f.state.view.theory)
    draw_theory_panel(f);
  else
    draw_curvature_panel(f);
}

// The sizes of the seams, brought to what fits, in pixels.
struct Sizes {
  float left, right, bottom, split;
};
Sizes sizes(const SurfacesFrame& f, ImVec2 size) {
  const auto& seams = f.state.seams;
  const float scale = f.theme.scale;
  // On a small screen the side panels give way first, down to where their sliders can still be used.
  const float sides = std::max(0.0f, size.x - narrowest_middle * scale);
  const ViewSpec& view = f.state.view;
  float left = view.experiment_panel ? seams.left * scale : 0, right = view.curvature_panel ? seams.right * scale : 0;
  if (const float most = 0.5f * size.x; left + right > most) {
    const float shrink = std::max(most, std::min(2 * narrowest_panel * scale, sides)) / (left + right);
    left *= std::min(1.0f, shrink);
    right *= std::min(1.0f, shrink);
  }
  if (left + right > sides) left = right = 0;
  // The views come before the curves.
  const float for_curves = size.y - (top_bar_height + timeline_height + lowest_views) * scale;
  float bottom = std::min(seams.bottom * scale, for_curves);
  if (bottom < lowest_curves * scale || !view.curves_panel) bottom = 0;
  return {left, right, bottom, seams.surface_share};
}

void draw_seams(SurfacesFrame& f, const Sizes& s, const Area& middle, const Area& views, ImVec2 size) {
  auto& seams = f.state.seams;
  const float scale = f.theme.scale, side = narrowest_panel * scale, most = 0.4f * size.x;
  float left = s.left, right = size.x - s.right, bottom = size.y - s.bottom,
        split = views.low.x + s.split * views.width();
  const auto seam = [&](const char* id, float& position, ui::SeamAxis axis, ImVec2 start, float length, float low,
                        float high) {
    const bool moved =
        length > 0 && low < high && ui::seam(f.ui, id, position, {axis, start, length, low, high}).changed;
    note_place(f.places, id, start,
               axis == ui::SeamAxis::vertical ? ImVec2(start.x, start.y + length) : ImVec2(start.x + length, start.y));
    return moved;
  };
  constexpr auto vertical = ui::SeamAxis::vertical, horizontal = ui::SeamAxis::horizontal;
  if (s.left > 0 && seam("seam.left", left, vertical, {left, middle.low.y}, middle.height(), side, most))
    seams.left = left / scale;
  if (s.right > 0 &&
      seam("seam.right", right, vertical, {right, middle.low.y}, middle.height(), size.x - most, size.x - side))
    seams.right = (size.x - right) / scale;
  if (s.bottom > 0 && seam("seam.bottom", bottom, horizontal, {middle.low.x, bottom}, middle.width(),
                           (top_bar_height + timeline_height + lowest_views) * scale, size.y - lowest_curves * scale))
    seams.bottom = (size.y - bottom) / scale;
  if (seam("seam.middle", split, vertical, {split, views.low.y}, views.height(), views.low.x + 0.15f * views.width(),
           views.low.x + 0.85f * views.width()))
    seams.surface_share = (split - views.low.x) / views.width();
}

void draw_everything(SurfacesFrame& f, ImVec2 screen) {
  const float status =
      screen.y > f.theme.px(lowest_views + top_bar_height + timeline_height) ? f.theme.px(status_height) : 0;
  const ImVec2 size(screen.x, screen.y - status);
  const Sizes s = sizes(f, size);
  const float gap = std::max(1.0f, f.theme.px(1)), top = f.theme.px(top_bar_height);
  const Area middle{{s.left > 0 ? s.left : 0, top + gap}, {size.x - s.right, size.y}};
  const bool low = size.y < f.theme.px(top_bar_height + timeline_height + lowest_views);
  const float strip = low ? 0 : f.theme.px(timeline_height);
  const Area views{middle.low, {middle.high.x, middle.high.y - s.bottom - strip}};
  const float split = views.low.x + s.split * views.width();

  place(f, "top", {{0, 0}, {size.x, top}}, Ground::panel, false, [&] { draw_top_bar(f); });
  place(f, "left", {{0, middle.low.y}, {s.left - gap, size.y}}, Ground::panel, true, [&] {
    draw_experiment_panel(f);
    draw_racers_panel(f);
  });
  place(f, "surface view", {views.low, {split - gap, views.high.y}}, Ground::none, false,
        [&] { draw_surface_view(f); });
  place(f, "map view", {{split, views.low.y}, views.high}, Ground::none, false, [&] { draw_map_view(f); });
  place(f, "right", {{middle.high.x + gap, middle.low.y}, size}, Ground::panel, true, [&] { draw_right_panel(f); });
  place(f, "timeline strip", {{middle.low.x, views.high.y}, {middle.high.x, views.high.y + strip}}, Ground::panel,
        false, [&] { draw_timeline(f); });
  place(f, "curves", {{middle.low.x, views.high.y + strip + gap}, middle.high}, Ground::plot, false,
        [&] { draw_curves_panel(f); });
  place(f, "status", {{0, size.y + gap}, screen}, Ground::panel, false, [&] { draw_status_bar(f); });
  draw_seams(f, s, middle, views, size);
  draw_file_dialog(f);
  draw_export_dialog(f);
  draw_help_dialog(f);
}

}  // namespace

void draw_layout(SurfacesFrame& f, ImVec2 size) {
  const DeskWindow window(size);
  const Area all{{0, 0}, size};
  if (!f.state.only)
    draw_everything(f, size);
  else if (*f.state.only == View::surface)
    place(f, "surface view", all, Ground::none, false, [&] { draw_surface_panel(f); });
  else if (*f.state.only == View::contours)
    place(f, "map view", all, Ground::none, false, [&] { draw_map_panel(f); });
  else
    place(f, "curves", all, Ground::plot, false, [&] { draw_curves_panel(f); });
}

}  // namespace fallline

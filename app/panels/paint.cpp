#include "app/panels/paint.h"

#include <array>
#include <cmath>
#include <numbers>

#include "app/panels/on_picture.h"
#include "app/widgets/button.h"
#include "app/widgets/slider.h"

namespace fallline {
namespace {

void draw_sliders(SurfacesFrame& f) {
  Brush& brush = f.state.painting.brush;
  ui::SliderSpec radius;
  radius.min = 1;
  radius.max = 32;
  radius.scale = ui::Scale::log;
  radius.default_value = Brush().radius;
  radius.lower = 0.5;
  radius.upper = 128;
  radius.tooltip = "Of the brush, in pixels of the image: two standard deviations of its Gaussian.";
  ui::slider(f.ui, "Radius", brush.radius, radius);
  note_item(f.places, "paint.radius");

  ui::SliderSpec strength;
  strength.min = 0.02;
  strength.max = 1;
  strength.scale = ui::Scale::log;
  strength.default_value = Brush().strength;
  strength.lower = 0;
  strength.upper = 1;
  strength.tooltip = "How deep one stroke goes, as a share of the way from white to black.";
  ui::slider(f.ui, "Strength", brush.strength, strength);
  note_item(f.places, "paint.strength");
}

}  // namespace

void draw_paint_tools(SurfacesFrame& f) {
  GreyImage& image = *f.commands.experiment.surface.image;
  LabState::Painting& painting = f.state.painting;
  const float gap = f.theme.space(2), width = std::floor((f.ui.available_width() - 2 * gap) / 3);
  if (ui::button(f.ui, "Paint",
                 {.selected = painting.on,
                  .width = width,
                  .tooltip = "Drag on the map to paint the surface; Esc ends it. The right button still pans."}))
    painting.on = !painting.on;
  note_item(f.places, "paint.on");
  ImGui::SameLine(0, gap);
  if (ui::button(f.ui, "Invert", {.width = width, .tooltip = "Hills become hollows."})) image = inverted(image);
  note_item(f.places, "paint.invert");
  ImGui::SameLine(0, gap);
  if (ui::button(f.ui, "Clear", {.width = width, .tooltip = "An empty, flat canvas. Undo brings the image back."}))
    image = blank_image(image.columns(), image.rows());
  note_item(f.places, "paint.clear");
  if (!painting.on) return;

  constexpr std::array<std::string_view, 3> kinds{"lower", "raise", "smooth"};
  auto kind = static_cast<std::size_t>(painting.brush.kind);
  ui::begin_row(f.ui, "##brush", f.theme.px(32));
  if (ui::segmented(f.ui, "brush", kinds, kind)) painting.brush.kind = static_cast<BrushKind>(kind);
  note_item(f.places, "paint.brush");
  draw_sliders(f);
}

bool is_painting(const SurfacesFrame& f) { return f.state.painting.on && f.commands.experiment.surface.image; }

void paint_on_map(SurfacesFrame& f, const MapTransform& map) {
  LabState::Painting& painting = f.state.painting;
  if (!is_painting(f) || !ImGui::IsItemActive() || !ImGui::IsMouseDown(ImGuiMouseButton_Left)) {
    painting.stroke.reset();
    return;
  }
  GreyImage& image = *f.commands.experiment.surface.image;
  const Point at = to_pixels(image, map.to_point(ImGui::GetIO().MousePos));
  const ImVec2 moved = ImGui::GetIO().MouseDelta;
  if (!painting.stroke)
    painting.stroke.emplace(image, painting.brush, at);
  else if (moved.x != 0 || moved.y != 0)
    painting.stroke->move_to(at);
  else
    return;
  image = painting.stroke->image();
}

void draw_brush(const SurfacesFrame& f, const MapTransform& map, ImDrawList* list) {
  const GreyImage& image = *f.commands.experiment.surface.image;
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  const Point centre = map.to_point(mouse);
  const double radius = f.state.painting.brush.radius * image_domain(image.columns(), image.rows()).width() /
                        image.columns();  // a circle of the plane, which the map may stretch
  std::array<ImVec2, 64> ring;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const double angle = 2 * std::numbers::pi * static_cast<double>(i) / ring.size();
    ring[i] = map.to_pixel({centre.x + radius * std::cos(angle), centre.y + radius * std::sin(angle)});
  }
  const auto count = static_cast<int>(ring.size());
  list->AddPolyline(ring.data(), count, picture_halo, ImDrawFlags_Closed, f.theme.px(3.5f));
  list->AddPolyline(ring.data(), count, picture_ink, ImDrawFlags_Closed, f.theme.px(1.5f));
  list->AddCircleFilled(mouse, f.theme.px(2), picture_ink, 12);
}

}  // namespace fallline

// The loss surface around θ: in 3-D or from above, with the racers' paths on it.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/imgui_compat.h"
#include "app/networks/landscape_parts.h"
#include "app/panels/area.h"
#include "app/panels/colour_bar.h"
#include "app/panels/map_axes.h"
#include "app/panels/on_picture.h"
#include "app/panels/subject.h"
#include "app/widgets/number_format.h"
#include "session/document.h"

namespace fallline {
namespace {

constexpr ImGuiButtonFlags all_buttons =
    ImGuiButtonFlags_MouseButtonLeft | ImGuiButtonFlags_MouseButtonRight | ImGuiButtonFlags_MouseButtonMiddle;

constexpr float lowest_with_axes = 260;  // units at 1×: below, the surface itself needs the room
constexpr float below_surface = 64;      // for the axes' numbers
constexpr float narrowest_beside_caption = 430;

render::Viewport viewport_of(const NetworksFrame& f, const Area& area) {
  return {static_cast<int>(area.width() * f.pixels), static_cast<int>(area.height() * f.pixels)};
}

std::array<std::string_view, 2> axis_names(const NetworkLandscape& l) {
  return {l.plane()->axes[0], l.plane()->axes[1]};
}

// In 3-D
// -------------------------------------------------------------------------------------------------------------------

// In the middle of what the caption leaves free, and what hangs below the surface.
render::Camera placed(const NetworksFrame& f, const Area& area, const ui::Rect& caption, bool axes) {
  // Not by the caption's own width, which changes with the numbers in it.
  const bool across = area.width() < f.theme.px(narrowest_beside_caption);
  constexpr float share = 0.73f;  // of the height that the surface takes at most, as seen at first
  const float low = across ? caption.max.y : area.low.y, high = area.high.y - (axes ? f.theme.px(below_surface) : 0);
  render::Camera camera = f.state.camera;
  camera.distance *= std::max(1.0f, share * area.height() / std::max(1.0f, high - low));
  const float down = 0.5f * (low + high) - 0.5f * (area.low.y + area.high.y);
  camera.target += camera.distance * camera.pixel_size(viewport_of(f, area)) * f.pixels * down * camera.up();
  return camera;
}

void draw_in_space(NetworksFrame& f, const Area& area, const ui::Rect& caption, ImDrawList* list) {
  const NetworkLandscape& l = f.scene.landscape();
  const render::Viewport viewport = viewport_of(f, area);
  const bool axes = area.height() >= f.theme.px(lowest_with_axes);
  const render::Camera camera = placed(f, area, caption, axes);
  Stage stage{f.theme,  l.grid().domain,    l.heights(), camera, area.low,
              f.pixels, {camera, viewport}, viewport,    {},     nullptr};
  if (f.pictures) {
    FieldPictures& pictures = f.pictures->landscape();
    pictures.draw_surface(
        l.version(), [&] { return l.field(); }, camera, viewport, field_style(f, f.theme.plot),
        f.run.transport.playing);
    stage.box = pictures.surface().box();
    stage.depth = &pictures.surface().depth();
    Pictures::show(*list, pictures.surface().texture_id(), area.low, area.high);
  }
  ui::hit_area("landscape", {area.width(), area.height()}, all_buttons);
  const bool hovered = ImGui::IsItemHovered() && !ImGui::IsItemActive();
  move_camera(f.state.camera, stage);
  if (ImGui::IsItemHovered() && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left))
    f.state.camera = to_camera(default_network_document().view.camera);

  if (axes) draw_axes(stage, axis_names(l), list);
  const auto over = [&](Point p) -> std::optional<Eigen::Vector3f> {
    const double height = l.height_at(p);
    if (!std::isfinite(height)) return std::nullopt;
    return stage.over(p, height);
  };
  const PlaneOnScreen screen{area.low,
                             area.high,
                             [&](Point p) -> std::optional<PlaneOnScreen::Seen> {
                               const auto w = over(p);
                               const auto seen = w ? stage.see(*w) : std::nullopt;
                               if (!seen) return std::nullopt;
                               return PlaneOnScreen::Seen{seen->at, seen->hidden};
                             },
                             [&](Mark mark, Point p, ImU32 colour) {
                               if (const auto w = over(p)) draw_mark(stage, mark, *w, colour, list);
                             },
                             {2.5f, 1.25f, 1.4f}};
  draw_plane_paths(f, screen, hovered, list);
}

// From above
// -------------------------------------------------------------------------------------------------------------------

void choose_window(NetworksFrame& f, const Domain& window) {
  if (!refuse(window)) f.own.landscape.window = {f.scene.landscape().plane_number(), window};
}

void handle_map(NetworksFrame& f, const Area& area) {
  const NetworkLandscape& l = f.scene.landscape();
  std::optional<LandscapeState::ByHand>& by_hand = f.own.landscape.window;
  const bool chosen = by_hand && by_hand->plane == l.plane_number();
  const MapTransform wanted{area.low, area.high, chosen ? by_hand->window : l.whole_window()};
  const ImGuiIO& io = ImGui::GetIO();
  if (is_dragged() || (ImGui::IsItemActive() && !ImGui::IsMouseDown(ImGuiMouseButton_Left))) {
    if (io.MouseDelta.x != 0 || io.MouseDelta.y != 0) choose_window(f, wanted.panned(io.MouseDelta));
  }
  if (!ImGui::IsItemHovered()) return;
  if (compat::own_wheel(); const float notches = compat::wheel_notches())
    choose_window(f, wanted.zoomed(io.MousePos, std::pow(1.15, notches)));
  if (ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left)) by_hand.reset();
}

void draw_from_above(NetworksFrame& f, const Area& area, ImDrawList* list) {
  const NetworkLandscape& l = f.scene.landscape();
  if (f.pictures) {
    FieldPictures& pictures = f.pictures->landscape();
    // As many nodes as there are; what lies between them is filled in smoothly.
    pictures.draw_map(
        l.version(), [&] { return l.field(); }, viewport_of(f, area), field_style(f, f.theme.plot));
    Pictures::show(*list, pictures.map().texture_id(), area.low, area.high);
  }
  ui::hit_area("landscape", {area.width(), area.height()}, all_buttons);
  const bool hovered = ImGui::IsItemHovered() && !ImGui::IsItemActive();
  handle_map(f, area);

  const MapTransform map{area.low, area.high, l.grid().domain};
  draw_map_axes(map, axis_names(l), f.theme.px(78), f.theme, list);
  const PlaneOnScreen screen{area.low,
                             area.high,
                             [&](Point p) -> std::optional<PlaneOnScreen::Seen> {
                               return PlaneOnScreen::Seen{map.to_pixel(p), false};
                             },
                             [&](Mark mark, Point p, ImU32 colour) {
                               if (mark == Mark::ball)
                                 draw_ball(list, map.to_pixel(p), f.theme.px(5), colour, picture_halo);
                               else
                                 list->AddCircle(map.to_pixel(p), f.theme.px(7), picture_ink, 20, f.theme.px(2));
                             },
                             {2.2f, 1.3f, 1.4f}};
  draw_plane_paths(f, screen, hovered, list);
}

// What it is
// -------------------------------------------------------------------------------------------------------------------

// Racers that are to be seen and cannot: their parameters are others.
std::size_t left_out(const NetworksFrame& f) {
  const auto& paths = f.scene.landscape().paths();
  return static_cast<std::size_t>(std::ranges::count_if(f.snapshot.racers, [&](const NetworkRacerSnapshot& r) {
    return f.state.shown[static_cast<std::size_t>(r.spec.colour)] &&
           std::ranges::find(paths, r.spec.colour, &NetworkLandscape::Path::colour) == paths.end();
  }));
}

std::string hint_of(const NetworksFrame& f) {
  const NetworkLandscape& l = f.scene.landscape();
  if (!l.trouble().empty()) return l.trouble();
  if (!l.plane()) return "computing …";
  std::string text = "plane: " + l.plane()->text;
  if (const std::size_t others = left_out(f); others > 0)
    text += fmt::format(" · {} {} other parameters", others, others == 1 ? "racer has" : "racers have");
  constexpr double rounding = 1e-9;  // what it leaves of a distance of 0
  if (const auto& told = l.told())
    text += fmt::format("\nL(θ) {} · on the plane {} · {} off it", ui::format_number(told->loss),
                        ui::format_number(told->on_plane),
                        ui::format_number(told->distance > rounding ? told->distance : 0, 2));
  return text;
}

}  // namespace

void draw_landscape_panel(NetworksFrame& f) {
  const ImVec2 low = ImGui::GetCursorScreenPos(), size = ImGui::GetContentRegionAvail();
  if (size.x < 2 || size.y < 2) return;
  const ImVec2 high(low.x + size.x, low.y + size.y);
  const float strip = landscape_controls_height(f, size);
  const Area area{low, {high.x, high.y - strip}};
  note_place(f.places, "landscape", area.low, area.high);
  const NetworkLandscape& l = f.scene.landscape();
  if (!l.plane() || !f.pictures) f.grounds.push_back({area.low, area.high, f.theme.plot});
  if (strip > 0) f.grounds.push_back({{low.x, area.high.y}, high, f.theme.panel});

  ImDrawList* list = ImGui::GetWindowDrawList();
  list->PushClipRect(area.low, area.high, true);
  const bool above = f.state.only ? *f.state.only == View::contours : f.state.view.networks.contours;
  const std::string hint = hint_of(f);
  const ui::Caption caption{"Loss surface around θ", hint};
  if (l.plane() && above)
    draw_from_above(f, area, list);
  else if (l.plane())
    draw_in_space(f, area, view_caption_box(f, low, caption), list);
  const ui::Rect title = draw_view_caption(f, low, caption);
  if (l.plane()) {
    // Below the caption where both have no room side by side.
    const bool beside = title.max.x < area.high.x - f.theme.px(90);
    const float down = beside ? 0 : std::max(0.0f, title.max.y - low.y - f.theme.px(48));
    draw_colour_bar(f, l.heights(), {low.x, low.y + down}, area.high, list);
  }
  list->PopClipRect();
  if (strip > 0) draw_landscape_controls(f, {low.x, area.high.y}, high);
}

}  // namespace fallline

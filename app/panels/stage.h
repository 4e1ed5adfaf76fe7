// Stage: between θ and the screen, through the camera of the view in 3-D.
#pragma once

#include <array>
#include <optional>
#include <string_view>

#include "app/panels/panels.h"
#include "app/paths.h"
#include "landscape/height_map.h"

namespace fallline {

struct Stage {
  static constexpr float lift = 0.012f;  // of paths above the surface, in the world's units
  static constexpr float bias = 0.03f;   // how far behind the surface a point must be to count as hidden

  const ui::Theme& theme;
  const Domain& domain;      // that the surface is over
  const HeightMap& heights;  // of it
  const render::Camera& camera;
  ImVec2 low;
  float pixels;  // of the viewport a Dear ImGui unit
  render::Lens lens;
  render::Viewport viewport;
  render::SurfaceBox box;
  const render::DepthMap* depth;  // null: nothing hides anything

  struct Seen {
    ImVec2 at;  // on the screen
    bool hidden;
    float distance;  // from the eye
  };

  ImVec2 high() const {
    return {low.x + static_cast<float>(viewport.width) / pixels, low.y + static_cast<float>(viewport.height) / pixels};
  }
  // A little above a height from 0 to 1, and above a loss.
  Eigen::Vector3f over(Point p, double height) const {
    Eigen::Vector3f w =
        box.to_world(static_cast<float>((p.x - domain.x_min) / domain.width()),
                     static_cast<float>((p.y - domain.y_min) / domain.height()), static_cast<float>(height));
    w.z() += lift;
    return w;
  }
  Eigen::Vector3f on_surface(Point p, double loss) const { return over(p, heights(loss)); }
  std::optional<Seen> see(const Eigen::Vector3f& w) const {
    const auto p = lens(w);
    if (!p) return std::nullopt;
    return Seen{
        {low.x + p->pixel.x() / pixels, low.y + p->pixel.y() / pixels}, depth && depth->hidden(*p, bias), p->distance};
  }
  std::optional<ImVec2> screen(const Eigen::Vector3f& w) const {
    const auto p = lens(w);
    if (!p) return std::nullopt;
    return ImVec2(low.x + p->pixel.x() / pixels, low.y + p->pixel.y() / pixels);
  }
  bool hidden(const Eigen::Vector3f& w) const {
    const auto seen = see(w);
    return seen && seen->hidden;
  }
  // The point of the plane below what the mouse points at.
  std::optional<Point> pick(ImVec2 mouse) const {
    if (!depth) return std::nullopt;
    const auto w = depth->pick({(mouse.x - low.x) * pixels, (mouse.y - low.y) * pixels});
    if (!w) return std::nullopt;
    const Eigen::Vector2f uv = box.to_uv(*w);
    return Point{domain.x_min + domain.width() * double{uv.x()}, domain.y_min + domain.height() * double{uv.y()}};
  }
};

// Axes along the floor's two edges nearest to the eye.
void draw_axes(const Stage& stage, const std::array<std::string_view, 2>& names, ImDrawList* list);

// The place of a racer, a little above its path; a ring instead where a step is marked. Faint where it is hidden.
enum class Mark { ball, ring };
void draw_mark(const Stage& stage, Mark mark, Eigen::Vector3f on_path, ImU32 colour, ImDrawList* list);

// To orbit, pan and zoom by the last item.
void move_camera(render::Camera& camera, const Stage& stage);

// The Taylor model as a translucent sheet that touches the surface.
void draw_taylor_sheet(const SurfacesFrame& frame, const Stage& stage, ImDrawList* list);
// The surface of the mini-batch that the next step sees, as a net.
void draw_batch_net(const SurfacesFrame& frame, const Stage& stage, ImDrawList* list);

}  // namespace fallline

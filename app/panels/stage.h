// Stage: between θ and the screen, through the camera of the view in 3-D.
#pragma once

#include <optional>

#include "app/panels/panels.h"

namespace fallline {

struct Stage {
  static constexpr float lift = 0.012f;  // of paths above the surface, in the world's units
  static constexpr float bias = 0.03f;   // how far behind the surface a point must be to count as hidden

  const SurfacesFrame& f;
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
  Eigen::Vector3f world(Point p, double height) const {
    const Domain& d = f.scene.relief().domain;
    return box.to_world(static_cast<float>((p.x - d.x_min) / d.width()),
                        static_cast<float>((p.y - d.y_min) / d.height()), static_cast<float>(height));
  }
  Eigen::Vector3f on_surface(Point p, double loss) const {
    Eigen::Vector3f w = world(p, f.scene.heights()(loss));
    w.z() += lift;
    return w;
  }
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
    const Domain& d = f.scene.relief().domain;
    return Point{d.x_min + d.width() * double{uv.x()}, d.y_min + d.height() * double{uv.y()}};
  }
  double loss(Point p) const { return f.snapshot.surface->derivatives(p).value; }
};

// The Taylor model as a translucent sheet that touches the surface.
void draw_taylor_sheet(const Stage& stage, ImDrawList* list);
// The surface of the mini-batch that the next step sees, as a net.
void draw_batch_net(const Stage& stage, ImDrawList* list);

}  // namespace fallline

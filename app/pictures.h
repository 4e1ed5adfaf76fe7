// Pictures: what OpenGL draws for the lab, the surface in 3-D and the contour map, kept as textures until they change.
#pragma once

#include <imgui.h>

#include <memory>
#include <optional>

#include "app/lab_state.h"
#include "app/networks/boundary_picture.h"
#include "app/render/contour_view.h"
#include "app/render/result.h"
#include "app/render/surface_view.h"
#include "app/scene.h"

namespace fallline {

class Pictures {
 public:
  // Needs a current OpenGL context, now and for as long as it lives.
  static render::Result<std::unique_ptr<Pictures>> create();

  // Bring a picture up to date, at a size in device pixels.
  void draw_surface(const Scene& scene, const render::Camera& camera, render::Viewport size,
                    const render::FieldStyle& style);
  void draw_map(const Scene& scene, render::Viewport size, const render::FieldStyle& style);

  // Puts a picture into a draw list. It covers what is under it, so it is drawn without blending.
  static void show(ImDrawList& list, GLuint texture, ImVec2 low, ImVec2 high, ImVec2 uv_low = {0, 1},
                   ImVec2 uv_high = {1, 0});

  render::SurfaceView& surface() { return surface_; }
  render::ContourView& map() { return map_; }
  BoundaryPicture& boundary() { return boundary_; }

  // True when a picture can still be made smoother or finer.
  bool wants_frame() const { return surface_.needs_refine() || boundary_.wants_frame(); }

 private:
  Pictures(render::SurfaceView surface, render::ContourView map) : surface_(std::move(surface)), map_(std::move(map)) {}

  render::SurfaceView surface_;
  render::ContourView map_;
  BoundaryPicture boundary_;
  int relief_version_ = 0, map_version_ = 0, basins_version_ = 0;
};

}  // namespace fallline

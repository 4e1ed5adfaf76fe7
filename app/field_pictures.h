// FieldPictures: a surface in 3-D and the same from above, drawn by OpenGL and kept as textures until they change.
#pragma once

#include <functional>

#include "app/render/contour_view.h"
#include "app/render/result.h"
#include "app/render/surface_view.h"

namespace fallline {

class FieldPictures {
 public:
  using MakeField = std::function<render::Field()>;

  // Needs a current OpenGL context, now and for as long as it lives.
  static render::Result<FieldPictures> create();

  // Bring a picture up to date, at a size in device pixels. The field is asked for when its version is another one.
  // While a run plays, frames are many and must be short: then the surface becomes smoother in few of them.
  void draw_surface(int version, const MakeField& field, const render::Camera& camera, render::Viewport size,
                    const render::FieldStyle& style, bool plays);
  void draw_map(int version, const MakeField& field, render::Viewport size, const render::FieldStyle& style);

  render::SurfaceView& surface() { return surface_; }
  render::ContourView& map() { return map_; }

  // True when the picture in 3-D was drawn in this frame of Dear ImGui, and can still be made smoother; while a run
  // plays, what is new brings frames enough.
  bool wants_frame() const;

 private:
  FieldPictures(render::SurfaceView surface, render::ContourView map)
      : surface_(std::move(surface)), map_(std::move(map)) {}

  render::SurfaceView surface_;
  render::ContourView map_;
  int surface_version_ = 0, map_version_ = 0;
  int frame_ = -1;      // in which the surface was drawn last
  bool plays_ = false;  // a run did then
};

}  // namespace fallline

// Pictures: what OpenGL draws for the labs, kept as textures until it changes.
#pragma once

#include <imgui.h>

#include <memory>
#include <optional>

#include "app/field_pictures.h"
#include "app/lab_state.h"
#include "app/networks/boundary_picture.h"
#include "app/render/result.h"
#include "app/scene.h"

namespace fallline {

class Pictures {
 public:
  // Needs a current OpenGL context, now and for as long as it lives.
  static render::Result<std::unique_ptr<Pictures>> create();

  // Bring a picture up to date, at a size in device pixels.
  void draw_surface(const Scene& scene, const render::Camera& camera, render::Viewport size,
                    const render::FieldStyle& style, bool plays);
  void draw_map(const Scene& scene, render::Viewport size, const render::FieldStyle& style);

  // Puts a picture into a draw list. It covers what is under it, so it is drawn without blending.
  static void show(ImDrawList& list, GLuint texture, ImVec2 low, ImVec2 high, ImVec2 uv_low = {0, 1},
                   ImVec2 uv_high = {1, 0});

  render::SurfaceView& surface() { return surfaces_.surface(); }
  render::ContourView& map() { return surfaces_.map(); }
  FieldPictures& landscape() { return landscape_; }  // of networks
  BoundaryPicture& boundary() { return boundary_; }

  // True when a picture can still be made smoother or finer.
  bool wants_frame() const { return surfaces_.wants_frame() || landscape_.wants_frame() || boundary_.wants_frame(); }

 private:
  Pictures(FieldPictures surfaces, FieldPictures landscape)
      : surfaces_(std::move(surfaces)), landscape_(std::move(landscape)) {}

  FieldPictures surfaces_, landscape_;
  BoundaryPicture boundary_;
  int basins_version_ = 0;
};

}  // namespace fallline

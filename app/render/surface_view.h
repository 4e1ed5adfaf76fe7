// The surface in three dimensions.
#pragma once

#include <array>
#include <optional>
#include <string>

#include "app/render/camera.h"
#include "app/render/depth_map.h"
#include "app/render/field.h"
#include "app/render/field_style.h"
#include "app/render/framebuffer.h"
#include "app/render/geometry.h"
#include "app/render/live_program.h"

namespace fallline::render {

// Where the surface stands in the world: x in ±half_x, y in ±half_y, heights from 0 to z_scale.
struct SurfaceBox {
  float half_x = 1.0f;
  float half_y = 1.0f;
  float z_scale = 0.9f;

  // u, v in [0, 1] over the field, height normalized as in the field.
  Eigen::Vector3f to_world(float u, float v, float height) const {
    return {(2.0f * u - 1.0f) * half_x, (2.0f * v - 1.0f) * half_y, height * z_scale};
  }
  // u and v below or above a point of the world.
  Eigen::Vector2f to_uv(const Eigen::Vector3f& world) const {
    return {0.5f * (world.x() / half_x + 1.0f), 0.5f * (world.y() / half_y + 1.0f)};
  }

  bool operator==(const SurfaceBox&) const = default;
};

using SurfaceStyle = FieldStyle;

// The surface of a field in three dimensions, kept as a picture that is drawn again only when it would look different.
// A new picture comes quickly, as a draft with jagged edges. While the eye has time, each call of refine() adds a finer
// drawing, moved by a part of a pixel, and the picture becomes the mean of these:
//
//     if (!view.draw(camera, viewport, style) && view.needs_refine()) view.refine();
//
// The mesh is drawn into a depth buffer alone. Colour, light and lines are then computed once a visible pixel, from the
// depth and the field, which costs far less than shading a mesh of triangles as small as a few pixels, and is smoother.
class SurfaceView {
 public:
  static Result<SurfaceView> create();

  void set_field(const Field& field, const SurfaceBox& box = {});

  // Brings the picture up to date; true when that took a drawing. Draws nothing while the viewport is empty.
  bool draw(const Camera& camera, const Viewport& viewport, const SurfaceStyle& style);

  // Can the picture become smoother still?
  bool needs_refine() const;
  // Makes it a little smoother, at the cost of one drawing.
  void refine();

  // The picture; row 0 is the bottom one, so Dear ImGui wants it with uv from (0, 1) to (1, 0). 0 before the first
  // draw.
  GLuint texture_id() const { return picture_ ? picture_->colour().id() : 0; }
  // Precondition: something was drawn.
  const Framebuffer& picture() const { return *picture_; }

  // How far the surface is behind each pixel, read back when it is asked for and kept until the next drawing. Before
  // the first draw: nothing anywhere.
  const DepthMap& depth();

  const SurfaceBox& box() const { return box_; }

  // What keeps the picture from being right: a shader under edit, a picture too large for the driver. Empty: nothing.
  const std::string& error() const { return error_; }

  // How often the surface was drawn, refinements included.
  int drawings() const { return drawings_; }

 private:
  struct Programs {
    LiveProgram depth;
    LiveProgram depth_with_holes;
    LiveProgram colour;
    LiveProgram background;

    std::array<LiveProgram*, 4> all() { return {&depth, &depth_with_holes, &colour, &background}; }
  };

  struct Mesh {
    int nodes;  // a side
    TriangleMesh triangles;
  };

  explicit SurfaceView(Programs programs);

  bool resize(const Viewport& viewport);
  void draw_depth(const Mesh& mesh, const Eigen::Vector2f& shift);
  void draw_colour(float share, const Eigen::Vector2f& shift);

  Programs programs_;
  Mesh draft_mesh_;
  Mesh fine_mesh_;
  VertexArray screen_;
  Texture relief_;
  bool has_field_ = false;
  bool has_holes_ = false;
  ColourMap colours_of_ = ColourMap::viridis;
  Texture colours_;
  SurfaceBox box_;

  Camera camera_;
  Viewport viewport_;
  SurfaceStyle style_;

  std::optional<Framebuffer> behind_;  // depth alone, since a texture cannot be read and tested against at once
  std::optional<Framebuffer> picture_;
  std::optional<DepthMap> depth_;
  bool current_ = false;
  int averaged_ = 0;  // finer drawings that the picture is the mean of; 0: it is the draft
  int drawings_ = 0;
  std::string error_;
};

}  // namespace fallline::render

#include "app/render/surface_view.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>
#include <vector>

#include "app/render/colour_map_texture.h"
#include "app/render/relief.h"

namespace fallline::render {
namespace {

// Nodes along each side of the mesh. It gives the outline alone, so it need not follow the field: the draft's is what
// software rendering can draw while a hand turns the surface.
constexpr int draft_nodes = 113;
constexpr int fine_nodes = 193;
constexpr int largest_with_draft_mesh = 480;  // pixels a side of a picture whose outline gains nothing by a finer one

// The relief has at least about this many nodes a side.
constexpr int relief_nodes = 512;

// Where in the pixel each drawing looks, from its centre, in sixteenths of a pixel: the eight places of the usual
// pattern for multisampling, no two in one row or column.
constexpr std::array<std::array<float, 2>, 8> sixteenths{
    {{1, -3}, {-1, 3}, {5, 1}, {-3, -5}, {-5, 5}, {-7, -1}, {3, 7}, {7, -7}}};

// Where the light comes from: above the viewer's left shoulder, so that the shape reads the same from every side.
Eigen::Vector3f light_direction(const Camera& camera) {
  const Eigen::Vector3f level_forward(-std::sin(camera.azimuth), std::cos(camera.azimuth), 0.0f);
  return (-0.62f * camera.right() - 0.25f * level_forward + 0.9f * Eigen::Vector3f::UnitZ()).normalized();
}

}  // namespace

SurfaceView::SurfaceView(Programs programs)
    : programs_(std::move(programs)),
      draft_mesh_{draft_nodes, grid_mesh(draft_nodes, draft_nodes)},
      fine_mesh_{fine_nodes, grid_mesh(fine_nodes, fine_nodes)},
      relief_(TexelFormat::rgba32f, 1, 1, TextureFilter::linear),
      colours_(colour_map_texture(colours_of_)) {}

Result<SurfaceView> SurfaceView::create() {
  Result<LiveProgram> depth = LiveProgram::create(surface_depth_shaders);
  if (!depth) return Error{depth.error()};
  Result<LiveProgram> depth_with_holes = LiveProgram::create(surface_depth_with_holes_shaders);
  if (!depth_with_holes) return Error{depth_with_holes.error()};
  Result<LiveProgram> colour = LiveProgram::create(surface_colour_shaders);
  if (!colour) return Error{colour.error()};
  Result<LiveProgram> background = LiveProgram::create(background_shaders);
  if (!background) return Error{background.error()};
  return SurfaceView(
      Programs{*std::move(depth), *std::move(depth_with_holes), *std::move(colour), *std::move(background)});
}

void SurfaceView::set_field(const Field& field, const SurfaceBox& box) {
  const Relief relief = make_relief(field, relief_nodes, relief_nodes);
  relief_.assign(relief.width, relief.height, relief.texels.data());
  has_field_ = true;
  has_holes_ = relief.has_holes;
  box_ = box;
  current_ = false;
}

bool SurfaceView::draw(const Camera& camera, const Viewport& viewport, const SurfaceStyle& style) {
  if (viewport.width < 1 || viewport.height < 1) return false;
  for (LiveProgram* program : programs_.all()) {
    if (program->refresh()) current_ = false;
    error_ = program->error();
    if (!error_.empty()) break;
  }
  if (current_ && camera == camera_ && viewport == viewport_ && style == style_) return false;
  if (viewport != viewport_ && !resize(viewport)) return false;
  if (style.colour_map != colours_of_) {
    colours_of_ = style.colour_map;
    colours_ = colour_map_texture(colours_of_);
  }
  camera_ = camera;
  style_ = style;
  draw_depth(draft_mesh_, Eigen::Vector2f::Zero());
  draw_colour(1.0f, Eigen::Vector2f::Zero());
  depth_.reset();
  current_ = true;
  averaged_ = 0;
  ++drawings_;
  return true;
}

bool SurfaceView::needs_refine() const {
  return current_ && has_field_ && averaged_ < static_cast<int>(sixteenths.size());
}

void SurfaceView::refine() {
  if (!needs_refine()) return;
  const auto [x, y] = sixteenths[static_cast<std::size_t>(averaged_)];
  const Eigen::Vector2f shift = Eigen::Vector2f(x, y) / 16.0f;
  ++averaged_;
  const bool small = std::max(viewport_.width, viewport_.height) <= largest_with_draft_mesh;
  draw_depth(small ? draft_mesh_ : fine_mesh_, shift);
  draw_colour(1.0f / static_cast<float>(averaged_), shift);
  ++drawings_;
}

const DepthMap& SurfaceView::depth() {
  if (!depth_ && behind_) {
    std::vector<float> depths(static_cast<std::size_t>(viewport_.width) * static_cast<std::size_t>(viewport_.height));
    const DrawTarget bound(*behind_);
    glPixelStorei(GL_PACK_ALIGNMENT, 4);
    glReadPixels(0, 0, viewport_.width, viewport_.height, GL_DEPTH_COMPONENT, GL_FLOAT, depths.data());
    depth_.emplace(camera_, viewport_, std::move(depths));
  }
  if (!depth_) depth_.emplace();
  return *depth_;
}

// Makes the buffers for a new size; false, with an error, when the driver does not.
bool SurfaceView::resize(const Viewport& viewport) {
  viewport_ = {};
  Result<Framebuffer> behind = Framebuffer::create(viewport.width, viewport.height, Keeps::depth);
  Result<Framebuffer> picture = Framebuffer::create(viewport.width, viewport.height, Keeps::colour_and_depth);
  if (!behind || !picture) {
    error_ = behind ? picture.error() : behind.error();
    return false;
  }
  behind_ = *std::move(behind);
  picture_ = *std::move(picture);
  viewport_ = viewport;
  return true;
}

// `shift` moves the surface on the picture, in pixels.
void SurfaceView::draw_depth(const Mesh& mesh, const Eigen::Vector2f& shift) {
  const DrawTarget bound(*behind_);
  glEnable(GL_DEPTH_TEST);
  glDepthFunc(GL_LESS);
  glDepthMask(GL_TRUE);
  glDisable(GL_CULL_FACE);
  glDisable(GL_SCISSOR_TEST);
  glClear(GL_DEPTH_BUFFER_BIT);
  if (has_field_) {
    Eigen::Matrix4f moved = Eigen::Matrix4f::Identity();
    moved(0, 3) = 2.0f * shift.x() / static_cast<float>(viewport_.width);
    moved(1, 3) = 2.0f * shift.y() / static_cast<float>(viewport_.height);
    const Program& program = (has_holes_ ? programs_.depth_with_holes : programs_.depth).program();
    program.use();
    program.set("view_projection", Eigen::Matrix4f(moved * camera_.view_projection(viewport_.aspect())));
    program.set("half_extent", Eigen::Vector2f(box_.half_x, box_.half_y));
    program.set("z_scale", box_.z_scale);
    program.set("mesh_nodes", mesh.nodes);
    program.set("relief", 0);
    relief_.bind(0);
    mesh.triangles.draw();
  }
  glDisable(GL_DEPTH_TEST);
}

// Replaces this share of the picture: by the surface where the depth is that of the surface, by the background
// elsewhere.
void SurfaceView::draw_colour(float share, const Eigen::Vector2f& shift) {
  behind_->copy_depth_to(*picture_);
  const DrawTarget bound(*picture_);
  glDisable(GL_CULL_FACE);
  glDisable(GL_SCISSOR_TEST);
  glEnable(GL_DEPTH_TEST);
  glDepthMask(GL_FALSE);
  glEnable(GL_BLEND);
  glBlendEquation(GL_FUNC_ADD);
  glBlendColor(0.0f, 0.0f, 0.0f, share);
  glBlendFunc(GL_CONSTANT_ALPHA, GL_ONE_MINUS_CONSTANT_ALPHA);
  screen_.bind();

  const Program& background = programs_.background.program();
  background.use();
  background.set("background", Eigen::Vector3f(style_.background.r, style_.background.g, style_.background.b));
  glDepthFunc(GL_EQUAL);
  glDrawArrays(GL_TRIANGLES, 0, 3);

  const float pixel = camera_.pixel_size(viewport_);
  const float z_near = camera_.near_plane();
  const float z_far = camera_.far_plane();
  const Eigen::Vector2f size(static_cast<float>(viewport_.width), static_cast<float>(viewport_.height));
  const Eigen::Vector3f light = light_direction(camera_);
  const Program& colour = programs_.colour.program();
  colour.use();
  colour.set("eye", camera_.position());
  colour.set("forward", camera_.forward());
  colour.set("right", Eigen::Vector3f(pixel * camera_.right()));
  colour.set("up", Eigen::Vector3f(pixel * camera_.up()));
  colour.set("centre", Eigen::Vector2f(0.5f * size + shift));
  colour.set("inverse_distance", Eigen::Vector2f(1.0f / z_near, 1.0f / z_near - 1.0f / z_far));
  colour.set("half_extent", Eigen::Vector2f(box_.half_x, box_.half_y));
  colour.set("z_scale", box_.z_scale);
  colour.set("light", light);
  colour.set("half_way", Eigen::Vector3f((light - camera_.forward()).normalized()));
  colour.set("iso_lines", style_.iso_lines);
  colour.set("line_width", style_.line_width);
  colour.set("relief", 0);
  colour.set("colours", 1);
  colour.set("depths", 2);
  behind_->depth().bind(2);
  colours_.bind(1);
  relief_.bind(0);
  glDepthFunc(GL_GREATER);
  glDrawArrays(GL_TRIANGLES, 0, 3);

  glBindVertexArray(0);
  glDisable(GL_BLEND);
  glDisable(GL_DEPTH_TEST);
  glDepthFunc(GL_LESS);
  glDepthMask(GL_TRUE);
}

}  // namespace fallline::render

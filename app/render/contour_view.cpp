#include "app/render/contour_view.h"

#include <utility>

#include "app/render/colour_map_texture.h"
#include "app/render/relief.h"

namespace fallline::render {

ContourView::ContourView(LiveProgram program)
    : program_(std::move(program)),
      relief_(TexelFormat::rgba32f, 1, 1, TextureFilter::linear),
      tint_(TexelFormat::rgba8, 1, 1, TextureFilter::linear),
      colours_(colour_map_texture(colours_of_)) {}

Result<ContourView> ContourView::create() {
  Result<LiveProgram> program = LiveProgram::create(contour_shaders);
  if (!program) return Error{program.error()};
  return ContourView(*std::move(program));
}

void ContourView::set_field(Field field) {
  field_ = std::move(field);
  current_ = false;
}

void ContourView::set_tint(int width, int height, const std::vector<std::uint8_t>& rgba) {
  tinted_ = width > 0;
  if (tinted_) tint_.assign(width, height, rgba.data());
  current_ = false;
}

bool ContourView::draw(const Viewport& viewport, const ContourStyle& style) {
  if (viewport.width < 1 || viewport.height < 1 || field_.width == 0) return false;
  if (program_.refresh()) current_ = false;
  if (current_ && viewport == viewport_ && style == style_) return false;
  if (!picture_ || viewport != viewport_) {
    picture_.reset();
    Result<Framebuffer> made = Framebuffer::create(viewport.width, viewport.height);
    if (!made) {
      error_ = made.error();
      return false;
    }
    picture_ = *std::move(made);
    error_.clear();
  }
  if (style.colour_map != colours_of_) {
    colours_of_ = style.colour_map;
    colours_ = colour_map_texture(colours_of_);
  }
  if (!current_ || viewport != viewport_) {
    const Relief relief = make_relief(field_, viewport.width, viewport.height);
    relief_.assign(relief.width, relief.height, relief.texels.data());
  }
  viewport_ = viewport;
  style_ = style;
  render();
  current_ = true;
  return true;
}

void ContourView::render() {
  const DrawTarget bound(*picture_);
  const Program& program = program_.program();
  program.use();
  program.set("picture", Eigen::Vector2f(static_cast<float>(viewport_.width), static_cast<float>(viewport_.height)));
  program.set("background", Eigen::Vector3f(style_.background.r, style_.background.g, style_.background.b));
  program.set("darkening", contour_darkening);
  program.set("iso_lines", style_.iso_lines);
  program.set("line_width", style_.line_width);
  program.set("relief", 0);
  program.set("colours", 1);
  program.set("tint", 2);
  program.set("tinted", tinted_ ? 1.0f : 0.0f);
  tint_.bind(2);
  colours_.bind(1);
  relief_.bind(0);
  glDisable(GL_DEPTH_TEST);
  glDisable(GL_BLEND);
  glDisable(GL_CULL_FACE);
  glDisable(GL_SCISSOR_TEST);
  vertices_.bind();
  glDrawArrays(GL_TRIANGLES, 0, 3);
  glBindVertexArray(0);
  ++drawings_;
}

}  // namespace fallline::render

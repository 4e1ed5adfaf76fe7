// The contour map: a field seen from above.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "app/render/camera.h"
#include "app/render/field.h"
#include "app/render/field_style.h"
#include "app/render/framebuffer.h"
#include "app/render/geometry.h"
#include "app/render/live_program.h"

namespace fallline::render {

using ContourStyle = FieldStyle;

// The map's colours are this much darker than the colour map's, so that paths and marks stand out from them.
inline constexpr float contour_darkening = 0.86f;

// A field seen from above: colours, iso-lines, and a hatch in its holes; kept as a picture that is drawn again only
// when it would look different. The field fills the picture. It looks best with one node a pixel; with fewer it is
// interpolated smoothly.
class ContourView {
 public:
  static Result<ContourView> create();

  void set_field(Field field);

  // Colours that take the place of those of the heights, a little lighter where it is high: rows of red, green, blue
  // and opacity from the bottom up, stretched over the picture. Of no width: none.
  void set_tint(int width, int height, const std::vector<std::uint8_t>& rgba);

  // Brings the picture up to date; true when that took a drawing. Draws nothing without a field or with an empty
  // viewport.
  bool draw(const Viewport& viewport, const ContourStyle& style);

  // The picture; row 0 is the bottom one, so Dear ImGui wants it with uv from (0, 1) to (1, 0). 0 before the first
  // draw.
  GLuint texture_id() const { return picture_ ? picture_->colour().id() : 0; }
  // Precondition: something was drawn.
  const Framebuffer& picture() const { return *picture_; }

  // What keeps the picture from being right: a shader under edit, a picture too large for the driver. Empty: nothing.
  const std::string& error() const { return error_.empty() ? program_.error() : error_; }

  // How often the picture was drawn.
  int drawings() const { return drawings_; }

 private:
  explicit ContourView(LiveProgram program);

  void render();

  LiveProgram program_;
  VertexArray vertices_;
  Texture relief_, tint_;
  bool tinted_ = false;
  ColourMap colours_of_ = ColourMap::viridis;
  Texture colours_;

  Field field_;
  Viewport viewport_;
  ContourStyle style_;

  std::optional<Framebuffer> picture_;
  bool current_ = false;
  int drawings_ = 0;
  std::string error_;
};

}  // namespace fallline::render

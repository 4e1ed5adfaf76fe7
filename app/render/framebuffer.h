// Pictures that OpenGL draws into.
#pragma once

#include "app/render/texture.h"

namespace fallline::render {

// What a framebuffer keeps of what is drawn into it.
enum class Keeps { colour, depth, colour_and_depth };

// A picture to draw into: RGBA bytes of colour, a 32-bit float of depth, or both, as textures.
class Framebuffer {
 public:
  // width, height ≥ 1 in pixels. The error says what the driver refused.
  static Result<Framebuffer> create(int width, int height, Keeps keeps = Keeps::colour);

  // Copies the depth to a framebuffer of the same size that keeps depth too.
  void copy_depth_to(const Framebuffer& target) const;

  GLuint id() const { return handle_.id(); }
  // The textures; row 0 is the bottom one. One that is not kept has the id 0.
  const Texture& colour() const { return colour_; }
  const Texture& depth() const { return depth_; }
  int width() const { return width_; }
  int height() const { return height_; }

 private:
  struct Delete {
    void operator()(GLuint id) const { glDeleteFramebuffers(1, &id); }
  };

  Framebuffer() = default;

  Handle<Delete> handle_;
  Texture colour_;
  Texture depth_;
  int width_ = 0;
  int height_ = 0;
};

// While it lives, drawing and reading go to the whole of `target`; then to where they went before.
class DrawTarget {
 public:
  explicit DrawTarget(const Framebuffer& target);
  ~DrawTarget();
  DrawTarget(const DrawTarget&) = delete;
  DrawTarget& operator=(const DrawTarget&) = delete;

 private:
  GLint previous_read_ = 0;
  GLint previous_draw_ = 0;
  GLint previous_viewport_[4] = {};
};

}  // namespace fallline::render

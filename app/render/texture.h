// Textures: heights, colour maps, and what is drawn into.
#pragma once

#include "app/render/gl.h"

namespace fallline::render {

enum class TexelFormat {
  rgba8,    // 4 bytes, colours
  rgba32f,  // 4 floats
  depth32f  // 1 float, a depth buffer
};

enum class TextureFilter { nearest, linear };

// A 2-D texture without mip levels, its border clamped to the edge. Row 0 is the bottom one, at v = 0.
class Texture {
 public:
  // No texture: id() is 0.
  Texture() = default;
  // `texels`: width × height texels of the format, rows one after the other without padding, or null for undefined
  // ones.
  Texture(TexelFormat format, int width, int height, TextureFilter filter, const void* texels = nullptr);

  // Replaces all texels, reallocating only when the size differs. Layout as in the constructor.
  void assign(int width, int height, const void* texels);

  void bind(int unit) const;

  GLuint id() const { return handle_.id(); }
  int width() const { return width_; }
  int height() const { return height_; }

 private:
  struct Delete {
    void operator()(GLuint id) const { glDeleteTextures(1, &id); }
  };

  Handle<Delete> handle_;
  TexelFormat format_ = TexelFormat::rgba8;
  int width_ = 0;
  int height_ = 0;
};

}  // namespace fallline::render

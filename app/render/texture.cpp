#include "app/render/texture.h"

#include <cassert>

namespace fallline::render {
namespace {

struct Layout {
  GLint internal;
  GLenum format;
  GLenum type;
};

Layout layout(TexelFormat format) {
  switch (format) {
    case TexelFormat::rgba8:
      return {GL_RGBA8, GL_RGBA, GL_UNSIGNED_BYTE};
    case TexelFormat::rgba32f:
      return {GL_RGBA32F, GL_RGBA, GL_FLOAT};
    case TexelFormat::depth32f:
      return {GL_DEPTH_COMPONENT32F, GL_DEPTH_COMPONENT, GL_FLOAT};
  }
  assert(false);
  return {};
}

GLuint new_texture() {
  GLuint id = 0;
  glGenTextures(1, &id);
  return id;
}

}  // namespace

Texture::Texture(TexelFormat format, int width, int height, TextureFilter filter, const void* texels)
    : handle_(new_texture()), format_(format) {
  const GLint gl_filter = filter == TextureFilter::linear ? GL_LINEAR : GL_NEAREST;
  glBindTexture(GL_TEXTURE_2D, id());
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, gl_filter);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, gl_filter);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAX_LEVEL, 0);
  assign(width, height, texels);
}

void Texture::assign(int width, int height, const void* texels) {
  assert(id() != 0 && width > 0 && height > 0);
  const auto [internal, gl_format, type] = layout(format_);
  glBindTexture(GL_TEXTURE_2D, id());
  glPixelStorei(GL_UNPACK_ALIGNMENT, 1);
  if (width == width_ && height == height_) {
    glTexSubImage2D(GL_TEXTURE_2D, 0, 0, 0, width, height, gl_format, type, texels);
  } else {
    glTexImage2D(GL_TEXTURE_2D, 0, internal, width, height, 0, gl_format, type, texels);
  }
  width_ = width;
  height_ = height;
}

void Texture::bind(int unit) const {
  glActiveTexture(GL_TEXTURE0 + static_cast<GLenum>(unit));
  glBindTexture(GL_TEXTURE_2D, id());
}

}  // namespace fallline::render

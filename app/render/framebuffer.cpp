#include "app/render/framebuffer.h"

#include <fmt/format.h>

#include <cassert>

namespace fallline::render {
namespace {

GLuint new_framebuffer() {
  GLuint id = 0;
  glGenFramebuffers(1, &id);
  return id;
}

}  // namespace

Result<Framebuffer> Framebuffer::create(int width, int height, Keeps keeps) {
  assert(width > 0 && height > 0);
  Framebuffer made;
  made.handle_ = Handle<Delete>(new_framebuffer());
  made.width_ = width;
  made.height_ = height;
  const DrawTarget bound(made);
  if (keeps == Keeps::depth) {
    glDrawBuffer(GL_NONE);
    glReadBuffer(GL_NONE);
  } else {
    // Shown pixel for pixel: no filter is needed, and in software one costs twice.
    made.colour_ = Texture(TexelFormat::rgba8, width, height, TextureFilter::nearest);
    glFramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, made.colour_.id(), 0);
  }
  if (keeps != Keeps::colour) {
    made.depth_ = Texture(TexelFormat::depth32f, width, height, TextureFilter::nearest);
    glFramebufferTexture2D(GL_FRAMEBUFFER, GL_DEPTH_ATTACHMENT, GL_TEXTURE_2D, made.depth_.id(), 0);
  }
  const GLenum status = glCheckFramebufferStatus(GL_FRAMEBUFFER);
  if (status != GL_FRAMEBUFFER_COMPLETE) {
    return Error{
        fmt::format("OpenGL: the driver makes no framebuffer of {} x {} pixels (status {:#x})", width, height, status)};
  }
  return made;
}

void Framebuffer::copy_depth_to(const Framebuffer& target) const {
  assert(target.width_ == width_ && target.height_ == height_);
  const DrawTarget bound(target);
  glBindFramebuffer(GL_READ_FRAMEBUFFER, id());
  glBlitFramebuffer(0, 0, width_, height_, 0, 0, width_, height_, GL_DEPTH_BUFFER_BIT, GL_NEAREST);
}

DrawTarget::DrawTarget(const Framebuffer& target) {
  glGetIntegerv(GL_READ_FRAMEBUFFER_BINDING, &previous_read_);
  glGetIntegerv(GL_DRAW_FRAMEBUFFER_BINDING, &previous_draw_);
  glGetIntegerv(GL_VIEWPORT, previous_viewport_);
  glBindFramebuffer(GL_FRAMEBUFFER, target.id());
  glViewport(0, 0, target.width(), target.height());
}

DrawTarget::~DrawTarget() {
  glBindFramebuffer(GL_READ_FRAMEBUFFER, static_cast<GLuint>(previous_read_));
  glBindFramebuffer(GL_DRAW_FRAMEBUFFER, static_cast<GLuint>(previous_draw_));
  glViewport(previous_viewport_[0], previous_viewport_[1], previous_viewport_[2], previous_viewport_[3]);
}

}  // namespace fallline::render

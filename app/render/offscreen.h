// OpenGL where there is no display.
#pragma once

#include <memory>

#include "app/render/result.h"

namespace fallline::render {

// An OpenGL 3.3 core context without a window or a display, current in the thread that made it for as long as it lives.
// Pictures are drawn into a Framebuffer of one's own: framebuffer 0 has no pixels here.
class OffscreenContext {
 public:
  // OpenGL's functions are loaded when this returns. The error says what the system lacks (no EGL, no driver, a driver
  // without OpenGL 3.3 core).
  static Result<OffscreenContext> create();

  OffscreenContext(OffscreenContext&&) noexcept;
  OffscreenContext& operator=(OffscreenContext&&) noexcept;
  ~OffscreenContext();

 private:
  struct Egl;
  explicit OffscreenContext(std::unique_ptr<Egl> egl);

  std::unique_ptr<Egl> egl_;
};

}  // namespace fallline::render

#include <EGL/egl.h>
#include <EGL/eglext.h>
#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string_view>

#include "app/render/gl.h"
#include "app/render/offscreen.h"

namespace fallline::render {

struct OffscreenContext::Egl {
  EGLDisplay display = EGL_NO_DISPLAY;
  EGLContext context = EGL_NO_CONTEXT;
  EGLSurface surface = EGL_NO_SURFACE;

  Egl() = default;
  Egl(const Egl&) = delete;
  Egl& operator=(const Egl&) = delete;
  // The display is not terminated: EGL gives the whole process one and the same.
  ~Egl() {
    if (context == EGL_NO_CONTEXT) return;
    eglMakeCurrent(display, EGL_NO_SURFACE, EGL_NO_SURFACE, EGL_NO_CONTEXT);
    if (surface != EGL_NO_SURFACE) eglDestroySurface(display, surface);
    eglDestroyContext(display, context);
  }
};

namespace {

bool has_extension(const char* extensions, std::string_view wanted) {
  if (extensions == nullptr) return false;
  std::string_view rest = extensions;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find(' '), rest.size());
    if (rest.substr(0, end) == wanted) return true;
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return false;
}

// Mesa's display that needs no device, or the system's default one; EGL_NO_DISPLAY when neither starts.
EGLDisplay start_display() {
  const char* const client_extensions = eglQueryString(EGL_NO_DISPLAY, EGL_EXTENSIONS);
  if (has_extension(client_extensions, "EGL_MESA_platform_surfaceless")) {
    const auto get_platform_display =
        reinterpret_cast<PFNEGLGETPLATFORMDISPLAYEXTPROC>(eglGetProcAddress("eglGetPlatformDisplayEXT"));
    if (get_platform_display != nullptr) {
      const EGLDisplay display = get_platform_display(EGL_PLATFORM_SURFACELESS_MESA, nullptr, nullptr);
      if (display != EGL_NO_DISPLAY && eglInitialize(display, nullptr, nullptr) == EGL_TRUE) return display;
    }
  }
  const EGLDisplay display = eglGetDisplay(EGL_DEFAULT_DISPLAY);
  if (display != EGL_NO_DISPLAY && eglInitialize(display, nullptr, nullptr) == EGL_TRUE) return display;
  return EGL_NO_DISPLAY;
}

Error egl_error(std::string_view what) {
  return Error{fmt::format("drawing without a display: {} (EGL error {:#x})", what, eglGetError())};
}

}  // namespace

Result<OffscreenContext> OffscreenContext::create() {
  auto egl = std::make_unique<Egl>();
  egl->display = start_display();
  if (egl->display == EGL_NO_DISPLAY) return egl_error("no EGL driver starts; on Debian, install libegl-mesa0");
  if (eglBindAPI(EGL_OPENGL_API) == EGL_FALSE) return egl_error("EGL offers no desktop OpenGL");

  const bool needs_surface =
      !has_extension(eglQueryString(egl->display, EGL_EXTENSIONS), "EGL_KHR_surfaceless_context");
  const EGLint config_wanted[] = {EGL_RENDERABLE_TYPE, EGL_OPENGL_BIT, EGL_SURFACE_TYPE,
                                  needs_surface ? EGL_PBUFFER_BIT : 0, EGL_NONE};
  EGLConfig config = nullptr;
  EGLint count = 0;
  if (eglChooseConfig(egl->display, config_wanted, &config, 1, &count) == EGL_FALSE || count == 0) {
    return egl_error("EGL has no configuration for OpenGL");
  }
  // clang-format off
  const EGLint context_wanted[] = {EGL_CONTEXT_MAJOR_VERSION, 3,
                                   EGL_CONTEXT_MINOR_VERSION, 3,
                                   EGL_CONTEXT_OPENGL_PROFILE_MASK, EGL_CONTEXT_OPENGL_CORE_PROFILE_BIT,
                                   EGL_NONE};
  // clang-format on
  egl->context = eglCreateContext(egl->display, config, EGL_NO_CONTEXT, context_wanted);
  if (egl->context == EGL_NO_CONTEXT) return egl_error("the driver makes no OpenGL 3.3 core context");
  if (needs_surface) {
    const EGLint surface_wanted[] = {EGL_WIDTH, 1, EGL_HEIGHT, 1, EGL_NONE};
    egl->surface = eglCreatePbufferSurface(egl->display, config, surface_wanted);
  }
  if (eglMakeCurrent(egl->display, egl->surface, egl->surface, egl->context) == EGL_FALSE) {
    return egl_error("the context cannot be made current");
  }
  if (std::optional<Error> error = load_gl(eglGetProcAddress)) return *std::move(error);
  return OffscreenContext(std::move(egl));
}

OffscreenContext::OffscreenContext(std::unique_ptr<Egl> egl) : egl_(std::move(egl)) {}
OffscreenContext::OffscreenContext(OffscreenContext&&) noexcept = default;
OffscreenContext& OffscreenContext::operator=(OffscreenContext&&) noexcept = default;
OffscreenContext::~OffscreenContext() = default;

}  // namespace fallline::render

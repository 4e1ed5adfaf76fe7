#include "app/render/gl.h"

#include <fmt/format.h>

namespace fallline::render {

std::optional<Error> load_gl(GLADloadfunc loader) {
  const int version = gladLoadGL(loader);
  if (version == 0) return Error{"OpenGL: no functions could be loaded; is a context current?"};
  if (GLAD_GL_VERSION_3_3 == 0) {
    return Error{
        fmt::format("OpenGL 3.3 core is needed, but the driver offers {}.{} only. Newer graphics drivers, or "
                    "LIBGL_ALWAYS_SOFTWARE=1 for Mesa's software renderer, may help.",
                    GLAD_VERSION_MAJOR(version), GLAD_VERSION_MINOR(version))};
  }
  return std::nullopt;
}

}  // namespace fallline::render

#include "app/pictures.h"

#include <glad/gl.h>

#include "app/basin_colours.h"
#include "app/imgui_compat.h"

namespace fallline {

render::Result<std::unique_ptr<Pictures>> Pictures::create() {
  auto surfaces = FieldPictures::create();
  if (!surfaces) return render::Error{surfaces.error()};
  auto landscape = FieldPictures::create();
  if (!landscape) return render::Error{landscape.error()};
  return std::unique_ptr<Pictures>(new Pictures(*std::move(surfaces), *std::move(landscape)));
}

void Pictures::draw_surface(const Scene& scene, const render::Camera& camera, render::Viewport size,
                            const render::FieldStyle& style, bool plays) {
  const auto field = [&] {
    return render::Field{scene.relief().columns, scene.relief().rows, scene.heights().map(scene.relief())};
  };
  surfaces_.draw_surface(scene.relief_version(), field, camera, size, style, plays);
}

void Pictures::draw_map(const Scene& scene, render::Viewport size, const render::FieldStyle& style) {
  if (basins_version_ != scene.basins().version()) {
    basins_version_ = scene.basins().version();
    const Basins& b = scene.basins().basins();
    surfaces_.map().set_tint(b.columns, b.rows, basin_pixels(b));
  }
  const auto field = [&] {
    return render::Field{scene.map().columns, scene.map().rows, scene.map_heights().map(scene.map())};
  };
  surfaces_.draw_map(scene.map_version(), field, size, style);
}

void Pictures::show(ImDrawList& list, GLuint texture, ImVec2 low, ImVec2 high, ImVec2 uv_low, ImVec2 uv_high) {
  list.AddCallback([](const ImDrawList*, const ImDrawCmd*) { glDisable(GL_BLEND); }, nullptr);
  compat::draw_image(list, texture, low, high, uv_low, uv_high);
  list.AddCallback(ImDrawCallback_ResetRenderState, nullptr);
}

}  // namespace fallline

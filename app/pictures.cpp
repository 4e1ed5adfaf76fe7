#include "app/pictures.h"

#include <glad/gl.h>

#include "app/basin_colours.h"
#include "app/imgui_compat.h"

namespace fallline {

render::Result<std::unique_ptr<Pictures>> Pictures::create() {
  auto surface = render::SurfaceView::create();
  if (!surface) return render::Error{surface.error()};
  auto map = render::ContourView::create();
  if (!map) return render::Error{map.error()};
  return std::unique_ptr<Pictures>(new Pictures(*std::move(surface), *std::move(map)));
}

void Pictures::draw_surface(const Scene& scene, const render::Camera& camera, render::Viewport size,
                            const render::FieldStyle& style) {
  if (relief_version_ != scene.relief_version()) {
    relief_version_ = scene.relief_version();
    surface_.set_field({scene.relief().columns, scene.relief().rows, scene.heights().map(scene.relief())});
  }
  if (!surface_.draw(camera, size, style) && surface_.needs_refine()) surface_.refine();
}

void Pictures::draw_map(const Scene& scene, render::Viewport size, const render::FieldStyle& style) {
  if (map_version_ != scene.map_version()) {
    map_version_ = scene.map_version();
    map_.set_field({scene.map().columns, scene.map().rows, scene.map_heights().map(scene.map())});
  }
  if (basins_version_ != scene.basins().version()) {
    basins_version_ = scene.basins().version();
    const Basins& b = scene.basins().basins();
    map_.set_tint(b.columns, b.rows, basin_pixels(b));
  }
  map_.draw(size, style);
}

void Pictures::show(ImDrawList& list, GLuint texture, ImVec2 low, ImVec2 high, ImVec2 uv_low, ImVec2 uv_high) {
  list.AddCallback([](const ImDrawList*, const ImDrawCmd*) { glDisable(GL_BLEND); }, nullptr);
  compat::draw_image(list, texture, low, high, uv_low, uv_high);
  list.AddCallback(ImDrawCallback_ResetRenderState, nullptr);
}

}  // namespace fallline

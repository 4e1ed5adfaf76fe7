#include "app/field_pictures.h"

#include <imgui.h>

#include <utility>

namespace fallline {
namespace {

constexpr int frames_between_refinements = 6;  // while a run plays

}  // namespace

render::Result<FieldPictures> FieldPictures::create() {
  auto surface = render::SurfaceView::create();
  if (!surface) return render::Error{surface.error()};
  auto map = render::ContourView::create();
  if (!map) return render::Error{map.error()};
  return FieldPictures(*std::move(surface), *std::move(map));
}

void FieldPictures::draw_surface(int version, const MakeField& field, const render::Camera& camera,
                                 render::Viewport size, const render::FieldStyle& style, bool plays) {
  frame_ = ImGui::GetFrameCount();
  plays_ = plays;
  if (std::exchange(surface_version_, version) != version) surface_.set_field(field());
  if (surface_.draw(camera, size, style) || !surface_.needs_refine()) return;
  if (!plays || frame_ % frames_between_refinements == 0) surface_.refine();
}

void FieldPictures::draw_map(int version, const MakeField& field, render::Viewport size,
                             const render::FieldStyle& style) {
  if (std::exchange(map_version_, version) != version) map_.set_field(field());
  map_.draw(size, style);
}

bool FieldPictures::wants_frame() const {
  return !plays_ && frame_ == ImGui::GetFrameCount() && surface_.needs_refine();
}

}  // namespace fallline

// BoundaryPicture: the textures of the boundary view, uploaded only when there is something new in them.
#pragma once

#include <imgui.h>

#include <cstdint>
#include <vector>

#include "app/networks/boundary_field.h"
#include "app/render/texture.h"

namespace fallline {

class BoundaryPicture {
 public:
  // The texture whose texels are the field's samples; the middles of the outermost ones are the window's edges.
  const render::Texture& field(const BoundaryField& field);
  // Pixels from the bottom up; `version` is another one whenever they are others.
  const render::Texture& dots(int columns, int rows, const std::vector<ImU32>& pixels, std::uint64_t version);

  bool wants_frame() const { return refining_; }
  void note_refining(bool refining) { refining_ = refining; }

 private:
  render::Texture field_, dots_;
  std::uint64_t field_version_ = 0, dots_version_ = 0;
  bool refining_ = false;
};

}  // namespace fallline

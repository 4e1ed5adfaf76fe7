#include "app/networks/boundary_picture.h"

namespace fallline {
namespace {

void assign(render::Texture& texture, int columns, int rows, const std::vector<ImU32>& pixels,
            render::TextureFilter filter) {
  if (texture.id() == 0)
    texture = render::Texture(render::TexelFormat::rgba8, columns, rows, filter, pixels.data());
  else
    texture.assign(columns, rows, pixels.data());
}

}  // namespace

const render::Texture& BoundaryPicture::field(const BoundaryField& field) {
  if (field_version_ != field.version()) {
    field_version_ = field.version();
    assign(field_, field.columns(), field.rows(), field.colours(), render::TextureFilter::linear);
  }
  return field_;
}

const render::Texture& BoundaryPicture::dots(int columns, int rows, const std::vector<ImU32>& pixels,
                                             std::uint64_t version) {
  if (dots_version_ != version || dots_.width() != columns || dots_.height() != rows) {
    dots_version_ = version;
    assign(dots_, columns, rows, pixels, render::TextureFilter::nearest);
  }
  return dots_;
}

}  // namespace fallline

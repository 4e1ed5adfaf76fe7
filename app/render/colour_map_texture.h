#pragma once

#include "app/render/colour_map.h"
#include "app/render/texture.h"

namespace fallline::render {

// The map as a texture of one row: 1024 texels, from the colour at 0 to the colour at 1, to be read without filtering.
Texture colour_map_texture(ColourMap map);

}  // namespace fallline::render

// The surfaces of models with two parameters on data, as entries of the catalogue.
#pragma once

#include "objective/surface.h"

namespace fallline {

std::span<const SurfaceInfo> data_surfaces();

}  // namespace fallline

#include "objective/data_surfaces.h"
#include "objective/surface_families.h"

namespace fallline {

std::span<const SurfaceInfo> surfaces() {
  static const std::vector<SurfaceInfo> catalogue = [] {
    std::vector<SurfaceInfo> all;
    for (const auto family : {bowls_and_valleys(), many_minima(), saddles(), training_trouble(), data_surfaces()})
      all.insert(all.end(), family.begin(), family.end());
    return all;
  }();
  return catalogue;
}

}  // namespace fallline

// Bundle: as many starts as stay in the nearest cache with all that a chain remembers of them, moving as one vector.
// All x come first, then all y: element by element it is one long array, and for the surface two rows of points.
#pragma once

#include <Eigen/Core>

namespace fallline::optim {

inline constexpr std::size_t bundle_size = 256;
using Bundle = Eigen::Array<double, bundle_size, 2>;

}  // namespace fallline::optim

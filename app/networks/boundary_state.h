// What the decision boundary remembers between frames.
#pragma once

namespace fallline {

struct BoundaryState {};

}  // namespace fallline
